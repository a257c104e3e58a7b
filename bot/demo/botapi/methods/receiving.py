"""getUpdates, and how long polling and webhooks exclude each other."""

from __future__ import annotations

from bot.demo.botapi.parameters import Parameters
from bot.demo.botapi.refusals import WEBHOOK_IS_SET, conflict
from bot.demo.botapi.updates import LONGEST_POLL
from bot.demo.botapi.world import World


async def get_updates(world: World, parameters: Parameters) -> bytes:
    """The waiting updates, already encoded."""
    if world.webhook.is_set:
        raise conflict(WEBHOOK_IS_SET)
    offset = parameters.integer("offset")
    limit = parameters.integer("limit", 100, 1, 100)
    timeout = parameters.integer("timeout", 0, 0, LONGEST_POLL)
    world.updates.allow_text(parameters.text("allowed_updates"))
    batch = await world.updates.get(offset, limit, timeout)
    return b"[" + b",".join(update.body for update in batch) + b"]"


async def set_webhook(world: World, parameters: Parameters) -> bool:
    """From now on updates are posted to an address; an empty address ends it."""
    await world.webhook.set(parameters)
    return True


async def delete_webhook(world: World, parameters: Parameters) -> bool:
    """Back to getUpdates."""
    parameters.texts.pop("url", None)
    await world.webhook.set(parameters)
    return True


def get_webhook_info(world: World, _: Parameters) -> dict[str, object]:
    """How delivery is doing."""
    return world.webhook.as_json()


def log_out(world: World, _: Parameters) -> bool:
    """Leave the cloud server; here it only ends waiting polls."""
    world.updates.end_polls()
    return True


METHODS = {
    "getupdates": get_updates,
    "setwebhook": set_webhook,
    "deletewebhook": delete_webhook,
    "getwebhookinfo": get_webhook_info,
    "logout": log_out,
    "close": log_out,
}
