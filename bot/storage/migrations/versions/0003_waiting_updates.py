"""What waits is found by an index of its own: the oldest update, a municipality's invitations."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_IS_NEW = sa.text("state = 'new'")


def upgrade() -> None:
    op.create_index("ix_inbox_waiting", "inbox", ["id"], sqlite_where=_IS_NEW, postgresql_where=_IS_NEW)
    op.create_index("ix_invitation_municipality_id", "invitation", ["municipality_id"])


def downgrade() -> None:
    op.drop_index("ix_invitation_municipality_id", "invitation")
    op.drop_index("ix_inbox_waiting", "inbox")
