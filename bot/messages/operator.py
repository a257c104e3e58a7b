"""Notes to the operator: ids and places, no personal data. English: one language for the one who runs it."""

from bot.messages.message import Message


def set_aside(inbox_id: int, where: str) -> Message:
    return Message(f"Set aside after its retries: update {inbox_id} ({where}). `blakus inbox list` shows it.")


def call_waits(call_id: int, municipality: str) -> Message:
    return Message(
        f"Call {call_id} in {municipality} has waited too long: a young person asked for somebody or should be looked "
        "in on, and no coordinator has taken it. They were told again; please make sure that somebody reads it."
    )


def nobody_coordinates(municipality: str) -> Message:
    return Message(
        f"Nobody coordinates {municipality} any more: the last coordinator has left. "
        f'For another one: `blakus invite coordinator --municipality "{municipality}"`'
    )
