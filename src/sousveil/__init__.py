"""sousveil: screening against public restrictions on surveillance-technology companies."""

from sousveil._version import __version__

__all__ = ["__version__"]
