"""The bundled register: in every workspace from the first minute, without any network."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from importlib.resources import files as package_files
from pathlib import Path

from sousveil.engine.catalogue import Catalogue
from sousveil.statements.store import Store

DATASET = "sousveil_register"
REGISTER = Path(str(package_files("sousveil") / "data" / "register"))


def load_register(store: Store, catalogue: Catalogue) -> None:
    """Load the register unless the workspace holds this edition of it, statements and all.

    Its snapshot is known from the register's own date, so that what it says can be asked for at
    an earlier time than the program was installed.
    """
    edition = {hashlib.sha256(path.read_bytes()).hexdigest() for path in REGISTER.glob("*.yml")}
    for snapshot in catalogue.all():
        known = snapshot.dataset == DATASET and {file.sha256 for file in snapshot.files} == edition
        if known and store.statements(snapshot.statements_sha256).exists():
            return
    # FollowTheMoney and the readers are slow to load, and only a new workspace needs them here.
    from sousveil.app.loading import Origin, prepare  # noqa: PLC0415
    from sousveil.sources.register import register_date  # noqa: PLC0415
    from sousveil.sources.registry import recognise, source_files  # noqa: PLC0415

    day = register_date(REGISTER)
    origin = Origin(retrieved_at=datetime(day.year, day.month, day.day, tzinfo=UTC))
    for claim in recognise(source_files(REGISTER)).claims:
        catalogue.add(prepare(store, catalogue, claim, origin))
