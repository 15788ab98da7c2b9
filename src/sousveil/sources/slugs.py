"""Names of datasets and ids of entities, made from what files call them."""

from __future__ import annotations

import re
from hashlib import sha256

_OTHER = re.compile(r"[^a-z0-9]+")
_ID_PART = re.compile(r"[0-9a-zA-Z](?:[0-9a-zA-Z.-]*[0-9a-zA-Z])?", re.ASCII)


def entity_id(dataset: str, key: str) -> str:
    """Return an id that FollowTheMoney takes for the party that a dataset calls `key`.

    The dataset leads, for `1` is an id in many tables. A key with characters that FollowTheMoney's
    ids do not have becomes 20 hex digits of its hash.
    """
    part = key if _ID_PART.fullmatch(key) else sha256(key.encode()).hexdigest()[:20]
    return f"{dataset.replace('_', '-')}-{part}"


def id_part(text: str) -> str:
    """Return lower-case letters, digits and single hyphens, `cmic-eo13959`; may be empty."""
    return _OTHER.sub("-", text.lower()).strip("-")


def slug(text: str, *, otherwise: str = "list") -> str:
    """Return lower-case letters, digits and single underscores, `us_ofac_sdn`; never empty.

    What holds none of these in Latin script becomes the slug of `otherwise`.
    """
    found = _OTHER.sub("_", text.lower()).strip("_")
    return found or (_OTHER.sub("_", otherwise.lower()).strip("_") or "list")
