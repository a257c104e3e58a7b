"""The ladder, three confidence items and WHO-5 as a young person answers them, and how far they have come."""

from collections.abc import Callable, Sequence
from typing import Any

from bot.buttons import LABEL, MEASURE, Choice, Row
from bot.i18n import Speech
from bot.messages.message import Message
from bot.rules.measures import HIGHEST, WHO5_HIGHEST, WHO5_STATEMENTS, Distance, Instrument, Moment, Wording

FULL, EMPTY = "●", "○"
_FIRST_ROW = 6  # 0 to 5, then 6 to 10


def about(_: Speech) -> str:
    return _.you("A few questions about how you are doing. Each may be skipped. How far you have come: /progress")


def stopped(_: Speech) -> str:
    return _.you("All right. Your answers so far are saved; we won't ask the rest.")


def scale() -> tuple[Row, ...]:
    """0 to 10 as buttons in two rows."""
    steps = tuple(Choice(str(n), f"={n}") for n in range(HIGHEST + 1))
    return steps[:_FIRST_ROW], steps[_FIRST_ROW:]


def ask_ladder(_: Speech) -> Message:
    text = _.you(
        "Picture a ladder: at the top, on 10, is the best life you can imagine for yourself, at the bottom, on 0, the "
        "worst. On which step are you right now?"
    )
    return Message(text, scale())


def ask_confidence(_: Speech, item: str) -> Message:
    question = {
        "find": _.you("How confident do you feel about finding what you need: information, a place, help?"),
        "on_time": _.you("How confident do you feel about being on time?"),
        "ask_help": _.you("How confident do you feel about asking for help when you need it?"),
    }[item]
    legend = _("0 – not at all, 10 – completely")
    return Message(f"{legend}\n{question}", scale())


def ask_who5(_: Speech, wording: Wording, statement: int) -> Message:
    """The supplied words as they are: nothing of ours between them. The best answer is 5, the worst 0."""
    number = _("{n} of {of}", n=_.number(statement + 1), of=_.number(WHO5_STATEMENTS))
    lines = [wording.lead or "", number, wording.statements[statement]]
    steps = [str(WHO5_HIGHEST - n) for n in range(len(wording.answers))]
    if all(len(answer) <= LABEL for answer in wording.answers):
        buttons: tuple[Row | Choice, ...] = tuple(
            Choice(answer, f"={step}") for step, answer in zip(steps, wording.answers, strict=True)
        )
    else:
        lines += ["", *(f"{step} – {answer}" for step, answer in zip(steps, wording.answers, strict=True))]
        buttons = (tuple(Choice(step, f"={step}") for step in steps),)
    if statement == 0:
        lines += ["", _("Source: {source}", source=wording.source)]
    return Message("\n".join(lines).strip(), buttons)


def who5_is_off(_: Speech) -> Message:
    """The wording was withdrawn, or is not there in the language that was chosen meanwhile."""
    return Message(_.you("We are not asking this question at the moment. ‘Skip’ takes you on."))


def thanked(_: Speech, distances: Sequence[Distance]) -> Message:
    return Message("\n\n".join([_.you("Thank you, your answers are saved."), *_shown(_, distances)]))


def nothing_answered(_: Speech) -> Message:
    return Message(_.you("All right, another time."))


def progress(_: Speech, distances: Sequence[Distance]) -> Message:
    if not distances:
        return Message(_.you("There is nothing to show yet. After the first answers your way appears here."))
    return Message("\n\n".join([_.you("How far you have come"), *_shown(_, distances)]))


def _shown(_: Speech, distances: Sequence[Distance]) -> list[str]:
    """A block an item: its name, then a bar for the first and for the latest answer."""
    names = items(_)
    return [
        "\n".join(
            [
                names[one.item],
                f"{_bar(one.first)} {one.first} · {_.date(one.first_on)}",
                *(
                    [f"{_bar(one.latest)} {one.latest} · {_.date(one.latest_on)}"]
                    if one.latest is not None and one.latest_on is not None
                    else []
                ),
            ]
        )
        for one in distances
    ]


def items(_: Speech) -> dict[str, str]:
    return {
        Instrument.LADDER.value: _("The ladder"),
        "find": _("Finding what I need"),
        "on_time": _("Being on time"),
        "ask_help": _("Asking for help"),
    }


def _bar(step: int) -> str:
    return FULL * step + EMPTY * (HIGHEST - step)


# --- notices ---


def due(_: Speech, facts: Any) -> Message:
    text = _.you(
        "A month has gone by. The questions take a minute, and you can skip them. Would you like to note how you're "
        "doing now?"
    )
    return Message(text, (_answer(_, facts),))


def at_the_end(_: Speech, facts: Any) -> Message:
    text = _.you(
        "Your programme has ended. The questions take a minute, and you can skip them. Would you like to note how "
        "you're doing now?"
    )
    return Message(text, (_answer(_, facts),))


def _answer(_: Speech, facts: Any) -> Choice:
    # Translators: button
    return Choice(_.you("Answer"), MEASURE.data(facts.moment, facts.participation_id))


WORDS: dict[str, Callable[[Speech, Any], Message]] = {"measure_due": due, "measure_exit": at_the_end}


def moment_name(_: Speech, moment: str) -> str:
    return {
        Moment.ENTRY: _("at the start"),
        Moment.MONTHLY: _("on the way"),
        Moment.EXIT: _("at the end"),
    }[Moment(moment)]
