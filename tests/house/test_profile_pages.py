"""Whatever was answered, a profile fits into one message for each of its readers, in every language."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot import messages
from bot.buttons import LABEL
from bot.i18n import LANGUAGES, Speech
from bot.messages import Message, profiles
from bot.messages.suggestions import reasons, tasks, titles
from bot.rules import suggestions
from bot.rules.partners import PartnerKind
from bot.rules.profiles import PARTS, Decision, Referral, seen_through
from bot.rules.questionnaire import CURRENT, VERSIONS, Answering, Facts, Question, Walk
from bot.services.readings import Decided, PartsSeen, Reading
from bot.storage.profiles import Given
from tests.rules.test_suggestions import complete_walks

RIGA = ZoneInfo("Europe/Riga")
QUESTIONS = VERSIONS[CURRENT]
LONGEST = "🙂ļ" * 300  # 600 characters, as many as are kept, half of them two units long
NAME = "Aleksandra Maksymiliana Kalniņa-Liepiņa-Solovienko-Bondarenko"[:60]


@dataclass
class Row:
    """As much of a profile's row as the young person's page looks at."""

    state: str = "answering"
    outcome: str | None = None
    referred_to: str | None = None
    decision_note: str | None = None
    asked_back: str | None = None


def longest(question: Question) -> Any:
    match question.answering:
        case Answering.ONE:
            chosen: dict[str, Any] = {"chosen": [question.options[-1]] if question.options else []}
        case Answering.SEVERAL:
            together = [one for one in question.options if one not in question.alone]
            chosen = {"chosen": together[: question.most or len(together)]}
        case Answering.MATRIX:
            return dict.fromkeys(question.rows, question.options[-1])
        case Answering.SCALES:
            return dict.fromkeys(question.rows, 10)
        case Answering.SCALE:
            return 10
        case _:
            return {"words": LONGEST}
    if question.words_with:
        chosen["words"] = LONGEST
    return chosen


def everything() -> Walk:
    """Every branch, and the longest answer to each."""
    answers: dict[str, Any] = {one.key: longest(one) for one in QUESTIONS if one.key != "interests.first"}
    answers |= {"last_studies": {"chosen": ["left"]}, "ladder": 2, "goal": {"chosen": ["own_business"]}}
    answers |= {"languages": {"lv": "none", "en": "some", "ru": "good", "uk": "good"}, "residence": {
        "chosen": ["countryside"], "words": LONGEST}}  # fmt: skip
    return Walk(QUESTIONS, answers, Facts(is_minor=True))


def reading(walk: Walk, **facts: Any) -> Reading:
    given = {key: Given(value, "uk", datetime(2026, 11, 18, tzinfo=UTC)) for key, value in walk.answers.items()}
    status = {"status": {"chosen": ["nva"]}}
    shown = {
        "profile_id": 10**9, "person_id": 10**9, "name": NAME, "sent_on": date(2026, 11, 18), "stamp": "s1795000000",
        "walk": walk, "given": given, "advice": suggestions.advice({**walk.used, **status}, walk.facts),
        "decided": None, "asked_back": None, "asked_back_note": None, "language": "uk", "mentors_see": ("goals",),
        "participation_id": 1, "partners": dict.fromkeys(PartnerKind, (NAME, NAME)), **facts,
    }  # fmt: skip
    return Reading(**shown)


def fits(message: Message) -> None:
    assert messages.pages.units(message.text) <= messages.pages.MOST_UNITS
    for row in message.rows:
        for one in row:
            assert 0 < len(one.label) <= LABEL, one.label


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_longest_answers_fit_for_every_reader(language: str) -> None:
    walk = everything()
    youth, staff = Speech(language, RIGA, familiar=True), Speech(language, RIGA)
    for row in (Row(), Row("answering", asked_back="reach.ahead"),
                Row("decided", "referred", "other", decision_note=LONGEST)):  # fmt: skip
        fits(Message(profiles.summary(youth, walk, row)))
    decided = Decided(Decision.REFERRED, Referral.OTHER, LONGEST[:300], NAME, date(2026, 11, 18))
    for one in (
        reading(walk),
        reading(walk, decided=decided),
        reading(walk, asked_back="dream", asked_back_note=LONGEST[:300]),
    ):
        fits(profiles.overview(staff, one, said="." * 200))
        fits(profiles.overview(staff, one, deciding=True))
        for page in range(2, profiles.LAST_PAGE + 1):
            fits(profiles.answers(staff, one, page))
    seen = {key: one for key, one in reading(walk).given.items() if key in seen_through(PARTS)}
    fits(profiles.for_mentor(staff, PartsSeen(1, NAME, tuple(PARTS), seen)))


@settings(max_examples=60, deadline=None)
@given(complete_walks(), st.sampled_from(LANGUAGES))
def test_any_answers_fit_and_each_activity_has_its_reason(walk: Walk, language: str) -> None:
    fits(Message(profiles.summary(Speech(language, RIGA, familiar=True), walk, Row())))
    shown = profiles.overview(Speech(language, RIGA), reading(walk))
    fits(shown)
    lines = shown.text.split("\n")
    activities = [line for line in lines if line[:2] in {f"{n}." for n in range(1, 9)}]
    assert suggestions.FEWEST <= len(activities) <= suggestions.MOST
    for line in activities:
        assert lines[lines.index(line) + 1].startswith("– ")


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_suggested_has_words_and_a_title_that_a_plan_takes(language: str) -> None:
    _ = Speech(language, RIGA)
    assert set(titles(_)) == {one.key for one in suggestions.OFFERS}
    assert set(tasks(_)) == {one.key for one in suggestions.TASKS}
    used = {why.key for one in suggestions.OFFERS for why in one.reasons} - {"said"}
    assert set(reasons(_)) == used
    assert all(len(title) <= 100 for title in titles(_).values())
    assert len(set(titles(_).values())) == len(suggestions.OFFERS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_young_persons_page_leaves_out_how_they_feel(language: str) -> None:
    walk = Walk(QUESTIONS, {"ladder": 9, "confidence": {"find": 8, "on_time": 8, "ask_help": 8}})
    _ = Speech(language, RIGA, familiar=True)
    text = profiles.summary(_, walk, Row())
    assert profiles.about(_, "ladder") not in text
    assert "8" not in text and "9" not in text


def test_free_words_are_marked_with_their_language_for_others_and_not_for_oneself() -> None:
    _ = Speech("lv", RIGA)
    walk = Walk(QUESTIONS, {"dream": {"words": "Відкрити пекарню"}, "goal": {"chosen": ["job"]}})
    assert "Sapnis: [uk] Відкрити пекарню" in profiles.overview(_, reading(walk)).text
    assert "Galvenais mērķis: Darbs" in profiles.overview(_, reading(walk)).text
    assert "Мрія: Відкрити пекарню" in profiles.summary(Speech("uk", RIGA, familiar=True), walk, Row())


def test_a_voice_note_is_named_and_can_be_heard() -> None:
    walk = Walk(QUESTIONS, {"dream": {"voice": "file", "seconds": 12}})
    shown = profiles.overview(Speech("en", RIGA), reading(walk))
    assert "Dream: [uk] voice note, 12 s" in shown.text
    assert "Listen: Dream" in [one.label for row in shown.rows for one in row]


def test_words_of_a_question_that_is_no_more_are_not_lost_on_the_way() -> None:
    _ = Speech("en", RIGA)
    assert profiles.about(_, "of_old") == "of_old"
    assert profiles.answered(_, "of_old", {"chosen": ["a"]}) == "…"
    assert profiles.decided_for_youth(
        _, SimpleNamespace(coordinators=(), decision=Decision.REFERRED, referral=Referral.NVA, words="Anna helps.")
    ).text.count("State Employment Agency (NVA). Anna helps.")
