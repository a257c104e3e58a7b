"""Notes to the operator: ids and places, no personal data. English: one language for the one who runs it."""

from typing import Any

from bot.messages.message import Message


def set_aside(inbox_id: int, where: str) -> Message:
    return Message(f"Set aside after its retries: update {inbox_id} ({where}). `blakus inbox list` shows it.")


def call_waits(waiting: Any) -> Message:
    """Of a young person nothing but that there is one."""
    about = f"Call {waiting.call_id} in {waiting.municipality}"
    if not waiting.has_listener:
        text = (
            f"{about} has waited too long: nobody coordinates there who is not the young person's own mentor. Name "
            f'somebody who takes it: `blakus municipality stand-in "{waiting.municipality}" --name NAME`'
        )
    elif waiting.is_report:
        text = (
            f"{about}: a threat has to be reported the same day, and nobody has marked it as reported. Please make "
            "sure that somebody does."
        )
    else:
        text = (
            f"{about} has waited too long: a young person asked for somebody or should be looked in on, and nobody who "
            "may hear of it has taken it. They were told again; please make sure that somebody reads it."
        )
    return Message(text)


def nobody_coordinates(municipality: str) -> Message:
    return Message(
        f"Nobody coordinates {municipality} any more: the last coordinator has left. "
        f'For another one: `blakus invite coordinator --municipality "{municipality}"`'
    )
