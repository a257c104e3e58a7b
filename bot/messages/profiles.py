"""A profile as a person would write it: for the young person, for their coordinator, for their mentor.

Words that people wrote are shown as they wrote them; to others they are marked with their language. One page fits into
one message: where answers are very long they are shortened here and can be read whole on the pages behind.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot import rules
from bot.buttons import ANSWER_BACK, DECIDE, LABEL, PERSON, PROFILE, VOICE, YOUTH_PROFILE, Choice, Row
from bot.i18n import Speech
from bot.messages import decisions, getting_to_know, pages, pillars, questions, suggestions
from bot.messages.message import Message
from bot.rules.profiles import PARTS, Decision, Referral
from bot.rules.questionnaire import Walk
from bot.rules.suggestions import Advice

BARRIERS = ("barriers", "limits", "support", "how_long", "residence", "last_studies", "last_studies.why")
STRENGTHS = (
    *("strengths", "strengths.words", "skills", "languages", "digital"),
    *("education", "work", "work.best", "took_part"),
)
WISHES = ("would_try", "interests", "interests.first", "learn_again", "specialists", "access", "mentor")
DIRECTION = ("goal", "goal.words", "dream")
TIMES = ("company", "reach.days", "reach.time", "reach.form", "reach.ahead")
FEELING = ("ladder", "confidence")
SITTINGS = (1, 2, 3, 4)
LAST_PAGE = 1 + len(SITTINGS)


@dataclass(frozen=True)
class _Shape:
    """How much of an answer is shown: characters of words, and how many of what was chosen."""

    words: int
    choices: int


_SHAPES = (_Shape(600, 99), _Shape(300, 99), _Shape(150, 12), _Shape(80, 8), _Shape(40, 4), _Shape(20, 2), _Shape(9, 1))


# --- for the young person ---


@dataclass(frozen=True)
class Joined:
    """What was said on joining: it is shown among the answers, and changed with the coordinators."""

    birth: date | None = None
    statuses: Sequence[str] = ()


def summary(_: Speech, walk: Walk, profile: Any, joined: Joined = Joined()) -> str:
    """What they said, in their words, and what comes next; `profile` is its row. How they feel goes along unseen."""
    given = {key: (value, None) for key, value in walk.used.items()}

    def page(shape: _Shape) -> list[str]:
        lines = [getting_to_know.summary_heading(_)]
        for heading, keys in _sections(_):
            lines += _section(_, heading, keys, given, shape)
        lines += _said_on_joining(_, joined)
        if any(walk.used.get(key) is not None for key in FEELING):
            lines += ["", _("The answers about how things feel are saved too; this page leaves them out.")]
        return [*lines, "", _next_for_youth(_, profile, shape)]

    return _fitting(page)


def _said_on_joining(_: Speech, joined: Joined) -> list[str]:
    lines = []
    if joined.birth is not None:
        lines.append(f"{about(_, 'birth_date')}: {_.date(joined.birth)}")
    if joined.statuses:
        labels = questions.labels(_, "status")
        lines.append(f"{about(_, 'status')}: {'; '.join(labels.get(one, one) for one in joined.statuses)}")
    return ["", _("Said when joining").upper(), *lines] if lines else []


def _next_for_youth(_: Speech, profile: Any, shape: _Shape) -> str:
    if profile.state == "decided":
        match Decision(profile.outcome):
            case Decision.PROGRAMME:
                return _("Next: the plan, made together.")
            case Decision.REFERRED:
                where = decisions.place(_, Referral(profile.referred_to), _cut(profile.decision_note, shape))
                return _("Next: {where}", where=where)
            case Decision.THINKING:
                return _.you("Next: a talk with your coordinator about what comes now.")
            case _:
                return _.you("Next: a talk with your coordinator about other help.")
    if profile.asked_back is not None:
        return _.you("Next: your coordinator asked about – {question}", question=about(_, profile.asked_back))
    if profile.state == "answering":
        return _.you("Next: you send it to your coordinator. Nobody reads it before that.")
    return _.you("Next: your coordinator reads it and writes here.")


def sees_label(_: Speech) -> str:
    # Translators: button
    return _("What mentors may see")


# --- for the coordinator ---


def overview(_: Speech, reading: Any, *, deciding: bool = False, said: str = "") -> Message:
    """The first page of `services.readings.Reading`; `said` is what was done just now."""
    given = _given(reading)

    def page(shape: _Shape) -> list[str]:
        lines = [*([said, ""] if said else []), *_head(_, reading, 1), *_standing(_, reading, shape)]
        for heading, keys in (*_sections(_)[:-1], (_("How things feel"), FEELING)):
            lines += _section(_, heading, keys, given, shape)
        return [*lines, *_advice(_, reading, shape)]

    buttons = [*_decide_buttons(_, reading, deciding=deciding), *_voices(_, reading.person_id, given)]
    return Message(_fitting(page), (*buttons, *_turning(_, reading, 1), Choice(reading.name[:LABEL], _card(reading))))


def answers(_: Speech, reading: Any, number: int) -> Message:
    """A page behind the first one: everything of one part of the questionnaire, as it was answered."""
    sitting = SITTINGS[number - 2]
    keys = [one.key for one in reading.walk.asked if one.sitting == sitting and one.key != "who5"]
    given = {key: one for key, one in _given(reading).items() if key in keys}

    def page(shape: _Shape) -> list[str]:
        lines = [f"{about(_, key)}: {_said(_, key, given.get(key), shape)}" for key in keys]
        return [*_head(_, reading, number), getting_to_know.sitting(_, sitting), "", *lines]

    return Message(_fitting(page), (*_voices(_, reading.person_id, given), *_turning(_, reading, number)))


def _head(_: Speech, reading: Any, number: int) -> list[str]:
    return [reading.name, *pages.place(_, number, LAST_PAGE)]


def _standing(_: Speech, reading: Any, shape: _Shape) -> list[str]:
    lines = [_("Sent: {when}", when=_.date(reading.sent_on))]
    if reading.decided is not None:
        lines.append(decisions.decided(_, reading.decided, words=_cut(reading.decided.words, shape)))
    if reading.asked_back is not None:
        lines.append(_("Asked back: {question}", question=about(_, reading.asked_back)))
        lines.append(_cut(reading.asked_back_note, shape) or "–")
    return lines


def _advice(_: Speech, reading: Any, shape: _Shape) -> list[str]:
    advice: Advice = reading.advice
    names = pillars.names(_)
    lines = [
        "",
        _("Pillars, the most important first: {pillars}", pillars=", ".join(names[one] for one in advice.pillars)),
    ]
    lines += ["", _("To begin with:")]
    for n, one in enumerate(advice.activities, 1):
        lines.append(f"{n}. {suggestions.title(_, one.offer.key)} · {names[one.offer.pillar]}")
        lines.append(f"– {suggestions.reason(_, one.reasons[0])}")
        names_of_partners = reading.partners.get(one.offer.partner, ()) if one.offer.partner else ()
        if names_of_partners and shape.choices > 1:
            lines.append(_("– Partners: {names}", names=", ".join(names_of_partners)))
    if advice.tasks:
        tasks = suggestions.tasks(_)
        lines += ["", _("Your tasks:"), *(f"– {tasks[one]}" for one in advice.tasks)]
    return lines


def _decide_buttons(_: Speech, reading: Any, *, deciding: bool) -> list[Choice]:
    labels = decisions.labels(_) if reading.is_open or deciding else {"anew": decisions.anew(_)}
    return [Choice(label, DECIDE.data(reading.profile_id, what, reading.stamp)) for what, label in labels.items()]


def _turning(_: Speech, reading: Any, number: int) -> tuple[Row, ...]:
    return pages.turning(_, number, LAST_PAGE, lambda n: PROFILE.data(reading.person_id, n, "here"))


def _card(reading: Any) -> str:
    return PERSON.data(reading.person_id)


def read_button(_: Speech, person_id: int, name: str) -> Choice:
    """Several may stand under one message, so each says whose it is."""
    return Choice(_short(_("Read: {name}", name=name)), PROFILE.data(person_id, 1))


# --- for the mentor ---


def for_mentor(_: Speech, seen: Any) -> Message:
    """`services.readings.PartsSeen`: what the young person lets them see, and nothing about what else there is."""
    given = {key: (one.value, one.language) for key, one in seen.given.items()}
    labels = getting_to_know.parts(_)

    def page(shape: _Shape) -> list[str]:
        lines = [seen.name, _("What the young person lets you see, in their own words:")]
        for part in seen.parts:
            lines += _section(_, labels[part], PARTS[part], given, shape)
        return lines if given else [seen.name, _("The young person shows nothing of it to mentors at present.")]

    return Message(_fitting(page), tuple(_voices(_, seen.person_id, given)))


def mentees(_: Speech, people: Sequence[tuple[int, str]]) -> Message:
    """A button for each young person who has sent their answers."""
    if not people:
        return Message(_("None of your young people has sent their answers yet."))
    labels = rules.people.told_apart(people, width=LABEL)
    buttons = tuple(Choice(label, YOUTH_PROFILE.data(one)) for one, label in labels.items())
    return Message(_("Whose answers would you like to read? You see what the young person allows."), buttons)


def voice_note(_: Speech, name: str, question: str) -> str:
    """Under a voice note that is sent on."""
    return f"{name} · {about(_, question)}"


# --- one answer ---


def about(_: Speech, key: str) -> str:
    """A question's short name; its key where an old version's words are gone."""
    return questions.of(_, key).about if key in questions.WORDS else key


def answered(_: Speech, key: str, value: Any, *, language: str | None = None) -> str:
    """An answer in words, whole; free words are marked with `language`."""
    return _said(_, key, (value, language), _SHAPES[0])


_Given = tuple[Any, str | None]  # a value, and the language it was answered in where that is to be seen


def _said(_: Speech, key: str, given: _Given | None, shape: _Shape) -> str:
    value, language = given if given is not None else (None, None)
    mark = f"[{language}] " if language else ""
    if value is None:
        return "–"
    if isinstance(value, int):
        return _.number(value)
    if key not in questions.WORDS:
        return "…"
    if "voice" in value:
        return mark + _("voice note, {seconds} s", seconds=_.number(value["seconds"]))
    words = [mark + (_cut(value["words"], shape) or "")] if "words" in value else []
    if "chosen" in value:
        labels = questions.labels(_, key)
        return "; ".join([*_few([labels.get(one, one) for one in value["chosen"]], shape), *words])
    if words:
        return words[0]
    its = questions.of(_, key)
    rows = [f"{its.rows[row]} · {its.options.get(str(one), str(one))}" for row, one in value.items()]
    return "; ".join(_few(rows, shape))


def _sections(_: Speech) -> list[tuple[str, Sequence[str]]]:
    return [
        (_("Goal and dream"), DIRECTION),
        (_("Strengths and experience"), STRENGTHS),
        (_("Wishes"), WISHES),
        (_("What gets in the way, what to keep in mind"), BARRIERS),
        (_("Time and messages"), TIMES),
    ]


def _section(_: Speech, heading: str, keys: Iterable[str], given: Mapping[str, _Given], shape: _Shape) -> list[str]:
    """What was passed over is left out, and a section without a line too."""
    found = [(key, given[key]) for key in keys if key in given and given[key][0] is not None]
    lines = [f"{about(_, key)}: {_said(_, key, one, shape)}" for key, one in found]
    return ["", heading.upper(), *lines] if lines else []


def _given(reading: Any) -> dict[str, _Given]:
    return {key: (reading.given[key].value, reading.given[key].language) for key in reading.walk.used}


def _voices(_: Speech, person_id: int, given: Mapping[str, _Given]) -> list[Choice]:
    return [
        Choice(_short(_("Listen: {question}", question=about(_, key))), VOICE.data(person_id, key))
        for key, (value, _language) in given.items()
        if isinstance(value, dict) and "voice" in value
    ]


# --- room ---


def _fitting(page: Callable[[_Shape], list[str]]) -> str:
    """The first shape in which everything fits into one message."""
    text = ""
    for shape in _SHAPES:
        text = "\n".join(page(shape))
        if pages.units(text) <= pages.MOST_UNITS:
            break
    return text


def _cut(words: str | None, shape: _Shape) -> str | None:
    return rules.text.clean_note(words, limit=shape.words) if words else None


def _few(labels: list[str], shape: _Shape) -> list[str]:
    return labels if len(labels) <= shape.choices else [*labels[: shape.choices], "…"]


def _short(label: str) -> str:
    return label if len(label) <= LABEL else f"{label[: LABEL - 1]}…"


# --- what the young person hears ---


def decided_for_youth(_: Speech, facts: Any) -> Message:
    """`services.profile_notices.OfProfile`."""
    names = ", ".join(facts.coordinators) or "–"
    match facts.decision:
        case Decision.PROGRAMME:
            return Message(getting_to_know.decided_programme(_, names))
        case Decision.REFERRED:
            where = decisions.place(_, facts.referral, facts.words)
            return Message(getting_to_know.decided_referred(_, where, names))
        case Decision.THINKING:
            return Message(getting_to_know.decided_thinking(_, names))
        case _:
            return Message(getting_to_know.decided_not_eligible(_, names, facts.last))


def asked_back_for_youth(_: Speech, facts: Any) -> Message:
    text = getting_to_know.asked_back(_, about(_, facts.question), facts.words or "–")
    return Message(text, (Choice(getting_to_know.answer_label(_), ANSWER_BACK.data(facts.profile_id)),))
