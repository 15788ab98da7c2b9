"""The report of a screening run as one HTML file that asks the network for nothing.

The page carries its style; a content security policy forbids everything else, so that a name that
slipped through as markup could still load and run nothing. There is no script in it.
"""

from __future__ import annotations

import base64
import hashlib
from dataclasses import fields
from functools import lru_cache
from importlib import resources
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from sousveil.model.run import ScreeningRun
from sousveil.report import words
from sousveil.report.align import Part
from sousveil.report.untrusted import LIMIT, PROSE_LIMIT, inert, safe_link, split_hidden
from sousveil.report.view import Page, view_page
from sousveil.tables.aside import written_aside

_TEMPLATE = "screening.html"
_STYLE = "screening.css"


def render_html(run: ScreeningRun) -> str:
    """Return the report of the run as a complete, self-contained HTML document."""
    page = view_page(run)
    context = {field.name: getattr(page, field.name) for field in fields(Page)}
    style, policy = _style()
    return _environment().get_template(_TEMPLATE).render(context, style=style, policy=policy)


def write_html(path: Path, run: ScreeningRun) -> None:
    """Write the report of the run to `path`, in UTF-8; the file appears whole or not at all.

    Raises:
        UsageError: the folder is missing or cannot be written.
    """
    document = render_html(run)
    with written_aside(path, "w") as stream:
        stream.write(document)


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("sousveil.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(
        line=inert, link=safe_link, name=_name, parts=_parts, prose=_prose, text=_text
    )
    environment.globals["words"] = words
    return environment


@lru_cache(maxsize=1)
def _style() -> tuple[str, str]:
    """Return the style sheet and the policy that allows it, by its hash, and nothing else."""
    css = (resources.files("sousveil.report") / "templates" / _STYLE).read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()
    allowed = f"style-src 'sha256-{digest}'"
    return css, f"default-src 'none'; {allowed}; base-uri 'none'; form-action 'none'"


def _text(value: str, limit: int = LIMIT) -> Markup:
    """Return text from outside with its hidden characters shown and marked as such."""
    shown = Markup()
    for piece in split_hidden(value, limit=limit):
        if piece.hidden:
            shown += Markup('<span class="hidden" title="{}">{}</span>').format(
                piece.title, piece.text
            )
        else:
            shown += piece.text
    return shown


def _prose(value: str) -> Markup:
    """Return sentences, which may be much longer than names."""
    return _text(value, PROSE_LIMIT)


def _name(value: str) -> Markup:
    """Return a name, set apart from the direction and the language of the text around it."""
    return Markup('<bdi lang="">{}</bdi>').format(_text(value))


def _parts(parts: tuple[Part, ...]) -> Markup:
    """Return a name with the parts that met marked and numbered."""
    shown = Markup()
    for part in parts:
        if part.kind is None:
            shown += _text(part.text)
        else:
            shown += Markup('<span class="part {}">{}<sup>{}</sup></span>').format(
                part.kind, _text(part.text), part.number
            )
    return Markup('<bdi lang="">{}</bdi>').format(shown)
