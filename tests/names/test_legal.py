from __future__ import annotations

import pytest
from rigour.text.normalize import Cleanup, Normalize

from sousveil.names import legal
from sousveil.names.analysis import analyse


@pytest.mark.parametrize(
    ("text", "kinds", "left"),
    [
        ("Siemens Aktiengesellschaft", ("jsc",), ["siemens"]),
        ("Siemens AG", ("jsc",), ["siemens"]),
        ("Foo Co., Ltd.", ("llc",), ["foo"]),
        ("Foo o.O.O.", ("llc",), ["foo"]),
        ("ООО Фу", ("llc",), ["fu"]),
        ("FABERLIC EUROPE Sp. z o.o.", ("llc",), ["faberlic", "europe"]),
        ("杭州海康威视股份有限公司", ("jsc",), ["hangzhou", "haikangweishi"]),
        ("Haikang Gufen Youxian Gongsi", ("jsc",), ["haikang"]),
        ("The Homs Refinery Company", (), ["the", "homs", "refinery"]),
        ("Such as this", (), ["such", "as", "this"]),
        ("Limited", (), ["limited"]),
    ],
)
def test_forms_are_told_from_the_name(text: str, kinds: tuple[str, ...], left: list[str]) -> None:
    name = analyse(text, "organisation")
    assert name.forms == kinds
    assert [part.latin for part in name.parts] == left


def test_the_flags_are_rigours() -> None:
    assert int(Normalize.CASEFOLD | Normalize.NAME) == legal._FLAGS
    assert int(Cleanup.Noop) == legal._CLEANUP
