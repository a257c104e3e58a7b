"""What Alembic runs for each walk through the steps: always on the connection that it was handed."""

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext

from bot.storage import models
from bot.storage.models.base import Moment, Sealed, SealedBytes, SealedJson


def plainly(kind: str, thing: Any, _: AutogenContext) -> str | Literal[False]:
    """Column types as the database sees them: a step must not change when our own types do."""
    if kind == "type" and isinstance(thing, Moment):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(thing, (Sealed, SealedBytes, SealedJson)):
        return "sa.LargeBinary()"
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=models.Base.metadata,
    compare_type=True,
    render_item=plainly,
)
with context.begin_transaction():
    context.run_migrations()
