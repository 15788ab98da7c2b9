"""sousveil: screening against public restrictions on surveillance-technology companies.

    import sousveil

    comparison = sousveil.compare(
        "Hangzhou Haikang Weishi", "杭州海康威视数字技术股份有限公司", schema="Company"
    )
    with sousveil.open() as workspace:
        for match in workspace.screen("suppliers.csv"):
            print(match.row, match.score, match.entity_name, match.reason)

Scripts meet by sound; a trade name that sounds otherwise (Hikvision for 海康威视) is found by the
aliases that the lists publish.

Importing the package loads nothing heavy; each name loads what it needs when it is first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from sousveil._version import __version__
from sousveil.errors import SousveilError

if TYPE_CHECKING:
    from sousveil.app.comparing import compare_entities
    from sousveil.app.screening import ScreeningResult
    from sousveil.app.workspace import Workspace
    from sousveil.app.workspace import open_workspace as open  # noqa: A004  # as in sqlite, gzip
    from sousveil.model.match import Comparison, Match, Reason
    from sousveil.screening import compare_names as compare

__all__ = [
    "Comparison",
    "Match",
    "Reason",
    "ScreeningResult",
    "SousveilError",
    "Workspace",
    "__version__",
    "compare",
    "compare_entities",
    "open",
]

_WHERE = {
    "Comparison": ("sousveil.model.match", "Comparison"),
    "Match": ("sousveil.model.match", "Match"),
    "Reason": ("sousveil.model.match", "Reason"),
    "ScreeningResult": ("sousveil.app.screening", "ScreeningResult"),
    "Workspace": ("sousveil.app.workspace", "Workspace"),
    "compare": ("sousveil.screening", "compare_names"),
    "compare_entities": ("sousveil.app.comparing", "compare_entities"),
    "open": ("sousveil.app.workspace", "open_workspace"),
}


def __getattr__(name: str) -> Any:
    """Load a public name when it is first used."""
    if name not in _WHERE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module, attribute = _WHERE[name]
    return getattr(import_module(module), attribute)


def __dir__() -> list[str]:
    """Return the public names."""
    return list(__all__)
