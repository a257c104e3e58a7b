"""A coordinator's words to many, and an index for the notices that carry them."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "broadcast",
        sa.Column("id", _NUMBER, nullable=False),
        sa.Column("municipality_id", _NUMBER, nullable=False),
        sa.Column("sent_by", _NUMBER, nullable=False),
        sa.Column("addressees", sa.String(), nullable=False),
        sa.Column("texts", sa.LargeBinary(), nullable=True),
        sa.Column("fallback", sa.String(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("planned_to", _NUMBER, nullable=True),
        sa.Column("stopped_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("stopped_by", _NUMBER, nullable=True),
        sa.Column("over_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["municipality_id"], ["municipality.id"], name=op.f("fk_broadcast_municipality_id")),
        sa.ForeignKeyConstraint(["sent_by"], ["person.id"], name=op.f("fk_broadcast_sent_by")),
        sa.ForeignKeyConstraint(["stopped_by"], ["person.id"], name=op.f("fk_broadcast_stopped_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_broadcast")),
        sqlite_autoincrement=True,
    )
    at_work = sa.text("state IN ('running', 'stopping')")
    op.create_index("ix_broadcast_at_work", "broadcast", ["id"], sqlite_where=at_work, postgresql_where=at_work)
    op.create_index("ix_broadcast_municipality_id", "broadcast", ["municipality_id", "sent_at"])
    op.create_index("ix_broadcast_sent_by", "broadcast", ["sent_by"])
    theirs = sa.text("kind = 'broadcast'")
    op.create_index(
        "ix_notice_broadcast",
        "notice",
        ["subject_id", "state", "reason"],
        sqlite_where=theirs,
        postgresql_where=theirs,
    )


def downgrade() -> None:
    op.drop_index("ix_notice_broadcast", table_name="notice")
    op.drop_index("ix_broadcast_sent_by", table_name="broadcast")
    op.drop_index("ix_broadcast_municipality_id", table_name="broadcast")
    op.drop_index("ix_broadcast_at_work", table_name="broadcast")
    op.drop_table("broadcast")
