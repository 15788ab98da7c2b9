"""What every value that passes between rooms promises."""

from __future__ import annotations

import dataclasses
import importlib
import inspect
import pickle
import pkgutil
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from sousveil import model
from sousveil.model.snapshot import ReadNote, Snapshot, StoredFile
from sousveil.model.statement import EXISTENCE, Statement


def value_classes() -> Iterator[type[Any]]:
    """Every dataclass that a module of the room defines."""
    for found in pkgutil.iter_modules(model.__path__, f"{model.__name__}."):
        module = importlib.import_module(found.name)
        for value in vars(module).values():
            if inspect.isclass(value) and value.__module__ == found.name:
                assert dataclasses.is_dataclass(value), f"{value} is no dataclass"
                yield value


VALUES = sorted(value_classes(), key=lambda value: value.__name__)


@pytest.mark.parametrize("value", VALUES)
def test_values_are_frozen_and_slim(value: type[Any]) -> None:
    assert value.__dataclass_params__.frozen
    assert "__slots__" in vars(value)


@pytest.mark.parametrize("value", VALUES)
def test_sequences_in_values_are_tuples(value: type[Any]) -> None:
    for field in dataclasses.fields(value):
        assert not str(field.type).startswith(("list", "dict", "set")), field.name


def snapshot() -> Snapshot:
    return Snapshot(
        id="0" * 64,
        dataset="us_ofac_sdn",
        format="ofac-csv",
        reader_version=1,
        retrieved_at=datetime(2021, 7, 1, tzinfo=UTC),
        files=(StoredFile("sdn.csv", "1" * 64, 10),),
        entities=1,
        statements=3,
        statements_sha256="2" * 64,
        notes=(ReadNote("orphan alias", 2, "alt.csv#line=4"),),
    )


def statement() -> Statement:
    return Statement(
        entity_id="ofac-36",
        schema="Organization",
        prop=EXISTENCE,
        value="ofac-36",
        dataset="us_ofac_sdn",
        locator="sdn.csv#line=1",
    )


@pytest.mark.parametrize("value", [snapshot(), statement()])
def test_values_are_compared_by_content_and_pass_between_processes(value: object) -> None:
    copy = pickle.loads(pickle.dumps(value))  # noqa: S301  # our own

    assert copy == value
    assert hash(copy) == hash(value)


def test_a_value_is_not_changed_but_replaced() -> None:
    first = statement()

    with pytest.raises(dataclasses.FrozenInstanceError):
        first.value = "other"  # type: ignore[misc]  # what mypy forbids must fail at run time too
    assert dataclasses.replace(first, value="other") != first
