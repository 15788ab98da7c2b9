"""Settings: read once, where the program starts, and passed down as one frozen value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_data_path

WORKSPACE_VARIABLE = "SOUSVEIL_WORKSPACE"


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """The settings of one run of the program. `workspace` is the folder that holds the data."""

    workspace: Path

    @classmethod
    def read(cls, environ: Mapping[str, str], *, workspace: str | Path | None = None) -> Config:
        """Return the settings: what the call names, else the environment, else the defaults.

        Args:
            environ: usually `os.environ`; `SOUSVEIL_WORKSPACE` is looked at.
            workspace: the folder that the call names, if any.
        """
        named = workspace or environ.get(WORKSPACE_VARIABLE)
        folder = Path(named).expanduser() if named else user_data_path("sousveil")
        return cls(workspace=folder.absolute())
