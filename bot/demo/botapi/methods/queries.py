"""Answering taps."""

from __future__ import annotations

import time

from bot.demo.botapi.chats import Toast
from bot.demo.botapi.entities import utf16_length
from bot.demo.botapi.parameters import Parameters
from bot.demo.botapi.refusals import QUERY_TOO_OLD, Refused, bad_request
from bot.demo.botapi.world import World

LONGEST_ANSWER = 200


def answer_callback_query(world: World, parameters: Parameters) -> bool:
    """Once per tap and in time; with words it becomes a pop-up."""
    query_id = parameters.text("callback_query_id")
    query = world.queries.get(query_id)
    if query is None or time.monotonic() - query.asked_at > world.settings.query_lives:
        raise bad_request(QUERY_TOO_OLD)
    text = parameters.text("text")
    if utf16_length(text) > LONGEST_ANSWER:
        raise Refused(400, "Bad Request: MESSAGE_TOO_LONG")
    del world.queries[query_id]
    chat = world.chats[query.chat_id]
    if text:
        chat.pop_up(Toast(text, parameters.flag("show_alert"), parameters.text("url") or None))
    world.changed(chat)
    return True


METHODS = {"answercallbackquery": answer_callback_query}
