from __future__ import annotations

from sousveil.model.locator import at_line, at_pointer, at_xpath


def test_a_line_counts_from_one_and_may_name_its_column() -> None:
    assert at_line("sdn.csv", 1) == "sdn.csv#line=1"
    assert at_line("sdn.csv", 17, "SDN_Name") == "sdn.csv#line=17&column=SDN_Name"


def test_an_xpath_is_the_fragment() -> None:
    place = at_xpath("un.xml", "/LIST/INDIVIDUALS[1]/INDIVIDUAL[3]")

    assert place == "un.xml#xpath=/LIST/INDIVIDUALS[1]/INDIVIDUAL[3]"


def test_a_json_pointer_follows_the_hash_as_rfc_6901_has_it() -> None:
    assert at_pointer("csl.json", "/results/3/name") == "csl.json#/results/3/name"
    assert at_pointer("csl.json", "") == "csl.json#"
