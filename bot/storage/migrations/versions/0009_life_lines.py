"""The life line of a notice: by which rule and whose doing it was planned, and what happened to it. Numbers of rules
that municipalities had set among their policies become values of those rules."""

import json
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0006"
branch_labels = None
depends_on = None

_MOVED = {
    "pace10_percent": ("pace10", "below_percent"),
    "pace15_percent": ("pace15", "below_percent"),
    "warn10_percent": ("warn10", "below_percent"),
    "warn5_percent": ("warn5", "below_percent"),
    "warn_every_days": ("every", "every_days"),
    "silence_mentor_days": ("silence", "days"),
    "silence_coordinator_days": ("silence_coordinator", "days"),
    "ending_days": ("ending", "days"),
    "nudge_first_days": ("nudge_1", "days"),
    "nudge_second_days": ("nudge_2", "days"),
}
_BEFORE = {"ending"}  # its days were counted backwards
_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.add_column("notice", sa.Column("rule", sa.String(), nullable=True))
    op.add_column("notice", sa.Column("planned_by", sa.BigInteger(), nullable=True))
    unsaid = sa.text("state != 'sent'")
    op.create_index("ix_notice_unsaid", "notice", ["created_at"], sqlite_where=unsaid, postgresql_where=unsaid)
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
    _rewrite(_to_rules)


def downgrade() -> None:
    _rewrite(_to_numbers)
    op.drop_index("ix_notice_event_notice_id", table_name="notice_event")
    op.drop_index("ix_notice_event_once", table_name="notice_event")
    op.drop_table("notice_event")
    op.drop_index("ix_notice_unsaid", table_name="notice")
    op.drop_column("notice", "planned_by")
    op.drop_column("notice", "rule")


def _rewrite(changed: Any) -> None:
    policy = sa.table("municipal_policy", sa.column("id"), sa.column("differences", sa.JSON))
    bound = op.get_bind()
    for row in bound.execute(sa.select(policy)).all():
        values = json.loads(row.differences) if isinstance(row.differences, str) else row.differences
        bound.execute(sa.update(policy).where(policy.c.id == row.id).values(differences=changed(values)))


def _to_rules(values: dict[str, Any]) -> dict[str, Any]:
    kept = {name: value for name, value in values.items() if name not in _MOVED}
    rules: dict[str, Any] = {}
    for name, (rule, value) in _MOVED.items():
        if name in values:
            rules.setdefault(rule, {})[value] = -values[name] if rule in _BEFORE else values[name]
    return {**kept, "notices": rules} if rules else kept


def _to_numbers(values: dict[str, Any]) -> dict[str, Any]:
    rules = values.pop("notices", {})
    for name, (rule, value) in _MOVED.items():
        if value in rules.get(rule, {}):
            values[name] = abs(rules[rule][value])
    return values
