"""Names of datasets made from titles and file names, in the shape that OpenSanctions uses."""

from __future__ import annotations

import re

_OTHER = re.compile(r"[^a-z0-9]+")


def slug(text: str, *, otherwise: str = "list") -> str:
    """Return lower-case letters, digits and single underscores, `us_ofac_sdn`; never empty.

    What holds none of these in Latin script becomes the slug of `otherwise`.
    """
    found = _OTHER.sub("_", text.lower()).strip("_")
    return found or (_OTHER.sub("_", otherwise.lower()).strip("_") or "list")
