"""The life line of a notice: by which rule and whose doing it was planned, and what happened to it."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0006"
branch_labels = None
depends_on = None

_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.add_column("notice", sa.Column("rule", sa.String(), nullable=True))
    op.add_column("notice", sa.Column("planned_by", sa.BigInteger(), nullable=True))
    op.create_table(
        "notice_event",
        sa.Column("id", _NUMBER, nullable=False),
        sa.Column("notice_id", _NUMBER, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("why", sa.String(), nullable=True),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["notice_id"], ["notice.id"], name=op.f("fk_notice_event_notice_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice_event")),
    )
    once = sa.text("what IN ('held', 'answered')")
    op.create_index(
        "ix_notice_event_once",
        "notice_event",
        ["notice_id", "what", "why"],
        unique=True,
        sqlite_where=once,
        postgresql_where=once,
    )
    op.create_index("ix_notice_event_notice_id", "notice_event", ["notice_id"])


def downgrade() -> None:
    op.drop_index("ix_notice_event_notice_id", table_name="notice_event")
    op.drop_index("ix_notice_event_once", table_name="notice_event")
    op.drop_table("notice_event")
    op.drop_column("notice", "planned_by")
    op.drop_column("notice", "rule")
