"""Days off and a budget of one's own."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("person", sa.Column("days_off", sa.JSON(), nullable=True))
    op.add_column("person", sa.Column("holidays_off", sa.Boolean(), nullable=True))
    op.add_column("person", sa.Column("most_a_day", sa.Integer(), nullable=True))


def downgrade() -> None:
    for name in ("most_a_day", "holidays_off", "days_off"):
        op.drop_column("person", name)
