"""Calls through the side door and by words of crisis; who stands in where only a mentor coordinates."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_MOMENTS = ("heard_at", "report_by", "reported_at", "withdrawn_at", "mentor_told_at")


def upgrade() -> None:
    with op.batch_alter_table("call") as call:
        call.add_column(sa.Column("contact", sa.String(), nullable=True))
        call.add_column(sa.Column("about", sa.LargeBinary(), nullable=True))
        call.add_column(sa.Column("named_id", _NUMBER, nullable=True))
        call.add_column(sa.Column("sign", sa.LargeBinary(), nullable=True))
        call.add_column(sa.Column("rung", sa.Integer(), nullable=False, server_default="0"))
        for name in _MOMENTS:
            call.add_column(sa.Column(name, sa.DateTime(timezone=True), nullable=True))
        call.create_foreign_key(op.f("fk_call_named_id"), "person", ["named_id"], ["id"])
    with op.batch_alter_table("call") as call:
        call.alter_column("rung", server_default=None)
    if op.get_bind().dialect.name == "sqlite":  # a table that others point to cannot be dropped and made again there
        op.execute(
            "ALTER TABLE municipality ADD COLUMN stand_in_id INTEGER "
            "CONSTRAINT fk_municipality_stand_in_id REFERENCES person (id)"
        )
    else:
        op.add_column("municipality", sa.Column("stand_in_id", _NUMBER, nullable=True))
        op.create_foreign_key(op.f("fk_municipality_stand_in_id"), "municipality", "person", ["stand_in_id"], ["id"])


def downgrade() -> None:
    with op.batch_alter_table("municipality") as municipality:
        municipality.drop_constraint(op.f("fk_municipality_stand_in_id"), type_="foreignkey")
        municipality.drop_column("stand_in_id")
    with op.batch_alter_table("call") as call:
        call.drop_constraint(op.f("fk_call_named_id"), type_="foreignkey")
        for name in (*_MOMENTS, "rung", "sign", "named_id", "about", "contact"):
            call.drop_column(name)
