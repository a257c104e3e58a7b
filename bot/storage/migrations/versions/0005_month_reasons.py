"""Why a young person's month could not bring its hours."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "month_reason",
        sa.Column("id", _NUMBER, nullable=False),
        sa.Column("participation_id", _NUMBER, nullable=False),
        sa.Column("month", sa.String(), nullable=False),
        sa.Column("reason", sa.LargeBinary(), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=True),
        sa.Column("noted_by", _NUMBER, nullable=False),
        sa.Column("noted_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["participation_id"], ["participation.id"], name=op.f("fk_month_reason_participation_id")
        ),
        sa.ForeignKeyConstraint(["noted_by"], ["person.id"], name=op.f("fk_month_reason_noted_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_month_reason")),
        sa.UniqueConstraint("participation_id", "month", name=op.f("uq_month_reason_participation_id_month")),
    )


def downgrade() -> None:
    op.drop_table("month_reason")
