"""Snapshots and the validators of their retrievals."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create the tables, unless a process that started at the same time has done so."""
    if sa.inspect(op.get_bind()).has_table("snapshots"):
        return
    op.create_table(
        "snapshots",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("id", sa.String(64), nullable=False, unique=True),
        sa.Column("dataset", sa.String(255), nullable=False, index=True),
        sa.Column("format", sa.String(64), nullable=False),
        sa.Column("reader_version", sa.Integer, nullable=False),
        sa.Column("retrieved_at", sa.String(32), nullable=False),
        sa.Column("published_at", sa.String(32)),
        sa.Column("url", sa.Text),
        sa.Column("licence", sa.Text),
        sa.Column("entities", sa.Integer, nullable=False),
        sa.Column("statements", sa.Integer, nullable=False),
        sa.Column("statements_sha256", sa.String(64), nullable=False),
        sa.Column("files", sa.JSON, nullable=False),
        sa.Column("notes", sa.JSON, nullable=False),
    )
    op.create_table(
        "retrievals",
        sa.Column("dataset", sa.String(255), primary_key=True),
        sa.Column("url", sa.Text, primary_key=True),
        sa.Column("etag", sa.Text),
        sa.Column("last_modified", sa.Text),
        sa.Column("checked_at", sa.String(32), nullable=False),
    )
