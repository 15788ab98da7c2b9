"""The lists that the Consolidated Screening List joins: their codes, and what being on them means.

The bracket code in `source` is the key, for the text around it varies between editions
(`Entity List (EL) - Bureau of Industry and Security`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

TOPICS = {
    "CAP": ("sanction",),
    "CMIC": ("invest.ban",),
    "DPL": ("export.control",),
    "DTC": ("debarment", "export.control"),
    "EL": ("export.control",),
    "FSE": ("sanction",),
    "ISN": ("sanction",),
    "MEU": ("export.control",),
    "NS-MBS": ("sanction",),
    "PLC": ("sanction",),
    "SDN": ("sanction",),
    "SSI": ("sanction",),
    "UVL": ("export.control",),
}
"""Topics of FollowTheMoney's registry by list. The Unverified and Military End User lists restrict
exports (15 CFR 744.15, 744.21), debarment under 22 CFR 127.7 bars from defence trade."""

_CODE = re.compile(r"\(\s*([A-Z][A-Z-]*)(?:\s+List)?\s*\)")


@dataclass(frozen=True, slots=True)
class CslList:
    """One of the lists: bracket code, title with the code, and the publishing authority."""

    code: str
    title: str
    authority: str

    @property
    def topics(self) -> tuple[str, ...]:
        """Why its parties are listed; nothing for a list that was unknown when this was written."""
        return TOPICS.get(self.code, ())

    @property
    def is_ofac(self) -> bool:
        """Tell whether OFAC keeps it, so that its ids are those of OFAC's own files."""
        return "treasury" in self.authority.lower()


def read_source(text: str) -> CslList:
    """Read the cell `source`; a text of another shape is its own title, without a code."""
    found = _CODE.search(text)
    title, dash, authority = text.rpartition(" - ")
    return CslList(found[1] if found else "", title or text, authority if dash else "")
