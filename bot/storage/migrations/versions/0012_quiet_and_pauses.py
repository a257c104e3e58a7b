"""Days off and a budget of one's own, pauses that people give themselves, mentors who stand in for another."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.add_column("person", sa.Column("days_off", sa.JSON().with_variant(JSONB(), "postgresql"), nullable=True))
    op.add_column("person", sa.Column("holidays_off", sa.Boolean(), nullable=True))
    op.add_column("person", sa.Column("most_a_day", sa.Integer(), nullable=True))
    op.drop_column("person", "paused_until")  # nobody ever set it: a pause is a row of its own
    with op.batch_alter_table("pair", recreate="auto") as pair:
        pair.add_column(sa.Column("stands_in_for", _NUMBER, nullable=True))
        pair.create_foreign_key(op.f("fk_pair_stands_in_for"), "person", ["stands_in_for"], ["id"])
    op.create_table(
        "time_off",
        sa.Column("id", _NUMBER, nullable=False),
        sa.Column("person_id", _NUMBER, nullable=False),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.LargeBinary(), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("participation_id", _NUMBER, nullable=True),
        sa.Column("decision", sa.String(), nullable=True),
        sa.Column("decided_by", _NUMBER, nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("pause_id", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_time_off_person_id")),
        sa.ForeignKeyConstraint(["participation_id"], ["participation.id"], name=op.f("fk_time_off_participation_id")),
        sa.ForeignKeyConstraint(["decided_by"], ["person.id"], name=op.f("fk_time_off_decided_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_time_off")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_time_off_person_id"), "time_off", ["person_id"])


def downgrade() -> None:
    op.drop_index(op.f("ix_time_off_person_id"), "time_off")
    op.drop_table("time_off")
    with op.batch_alter_table("pair", recreate="auto") as pair:
        pair.drop_constraint(op.f("fk_pair_stands_in_for"), type_="foreignkey")
        pair.drop_column("stands_in_for")
    op.add_column("person", sa.Column("paused_until", sa.Date(), nullable=True))
    for name in ("most_a_day", "holidays_off", "days_off"):
        op.drop_column("person", name)
