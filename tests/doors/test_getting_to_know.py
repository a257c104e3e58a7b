"""Getting to know each other, walked in chat as a young person would: by labels, in each language, with everything that
life puts in between."""

from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, update

from bot import messages, services, storage
from bot.demo.botapi.chats import ChatMessage
from bot.i18n import Speech
from bot.rules.questionnaire import VERSIONS, Answering, Question, Walk
from bot.services.profiles import Round
from bot.storage.models import EligibilityCheck, Measure, PlanSuggestion, Profile
from tests.conftest import House, Someone, Time
from tests.doors.test_joining import joined_youth

FIRST = {one.key: one for one in VERSIONS[1]}
RETURNS = {"lv": "Turpināt", "uk": "Продовжити", "en": "Resume"}


def taps_under(message: ChatMessage) -> list[str]:
    """What each button of a message would send."""
    return [button.data or "" for row in message.buttons for button in row]


class Walker:
    """A young person on the way through the questions, who remembers what they said last."""

    def __init__(self, someone: Someone, language: str) -> None:
        self.someone = someone
        self.language = language
        self.said: dict[str, Any] = {}
        self.met: list[str] = []

    @property
    def _(self) -> Speech:
        return Speech(self.language, self.someone.house.blakus.settings.time_zone, familiar=True)

    @property
    def step(self) -> str:
        """The step that the newest card asks, by its buttons."""
        places = [one for one in taps_under(self.card) if one.startswith("c:")]
        return places[-1].split(":")[2] if places else ""

    @property
    def card(self) -> ChatMessage:
        """The newest message that asks something; the last one where none does."""
        asking = (
            message
            for message in reversed(self.someone.chat.from_bot)
            if any(one.startswith("c:") for one in taps_under(message))
        )
        return next(asking, self.someone.last)

    async def begins(self) -> None:
        await self.someone.says("/profile")
        await self.taps(messages.getting_to_know.begin(self._))

    async def comes_back(self) -> None:
        await self.someone.says("/profile")
        if self.step == "welcome":
            await self.goes_on()

    async def taps(self, label: str) -> None:
        await self.someone.taps(label)

    async def answers(self, choose: Callable[[Question, list[str]], Any]) -> None:
        """Answer the question on the card as `choose` says, by its labels; None passes it over."""
        question = FIRST[self.step]
        self.met.append(question.key)
        options = (await self.round()).walk.options(question)
        value = choose(question, options)
        labels = messages.questions.labels(self._, question.key)
        if value is None:
            await self.taps(messages.conversation.skip(self._)[0])
        elif question.answering is Answering.SEVERAL:
            ticked = {one for one in options if f"✓ {labels[one]}" in self.card.labels}
            for one in ticked - set(value["chosen"]):
                await self.taps(f"✓ {labels[one]}")
            for one in value["chosen"]:
                if labels[one] in self.card.labels:
                    await self.taps(labels[one])
            await self.taps(messages.getting_to_know.done_choosing(self._))
            await self._adds_no_words(question, value["chosen"])
        elif question.answering is Answering.ONE:
            label = labels[value["chosen"][0]]
            await self.taps(label if label in self.card.labels else f"✓ {label}")
            await self._adds_no_words(question, value["chosen"])
        elif question.answering is Answering.WORDS:
            await self.someone.says(value["words"])
        elif question.answering is Answering.SCALE:
            await self.taps(str(value))
        else:
            for row in question.rows:
                one = value[row]
                await self.taps(
                    str(one) if isinstance(one, int) else messages.questions.of(self._, question.key).options[one]
                )
        self.said[question.key] = value

    async def _adds_no_words(self, question: Question, chosen: list[str]) -> None:
        if question.words_with & set(chosen):
            await self.taps(messages.conversation.skip(self._)[0])

    async def walks_to_the_end(self, choose: Callable[[Question, list[str]], Any]) -> None:
        for _ in range(200):
            if self.step in FIRST:
                await self.answers(choose)
            elif self.step == "pause":
                await self.taps(messages.getting_to_know.go_on(self._))
            elif self.step == "welcome":
                await self.goes_on()
            else:
                return
        raise AssertionError(f"no end: {self.met}")

    async def goes_on(self) -> None:
        """The first button of the welcome, whatever it says."""
        [data] = [one for one in taps_under(self.card) if one.endswith(":go")]
        await self.someone.taps_data(self.card.message_id, data)

    async def walks_to(self, key: str) -> None:
        """Plain answers until this question is on the card."""
        for _ in range(100):
            if self.step == key:
                return
            await (self.answers(plainly) if self.step in FIRST else self.goes_on())
        raise AssertionError(f"{key} did not come: {self.met}")

    async def round(self) -> Round:
        house = self.someone.house
        async with house.blakus.sessions() as db:
            caller = await storage.people.caller(db, self.someone.chat.id)
            assert caller is not None
            found = await services.profiles.latest(
                db, person_id=caller.id, language=caller.language, today=house.clock.now().date()
            )
        assert found is not None
        return found


def plainly(question: Question, options: list[str]) -> Any:
    """One answer each, the first option that stands."""
    match question.answering:
        case Answering.ONE | Answering.SEVERAL:
            return {"chosen": [options[0]]}
        case Answering.WORDS:
            return {"words": "es / я / me"}
        case Answering.SCALE:
            return 7
        case Answering.MATRIX:
            return dict.fromkeys(question.rows, question.options[1])
        case _:
            return dict.fromkeys(question.rows, 5)


def through_every_branch(question: Question, options: list[str]) -> Any:
    """What opens each branch."""
    wanted = {
        "barriers": {"chosen": ["language", "mood"]},
        "last_studies": {"chosen": ["left"]},
        "work": {"chosen": ["helped_out", "volunteer"]},
        "interests": {"chosen": ["create", "help_people"]},
        "ladder": 2,
        "strengths": None,
        "goal": {"chosen": ["job"]},
    }
    return wanted[question.key] if question.key in wanted else plainly(question, options)


@pytest.fixture
async def oksana(house: House, smiltene: int, request: pytest.FixtureRequest) -> Walker:
    language = getattr(request, "param", "en")
    return Walker(await joined_youth(house, smiltene, "Oksana", language), language)


@pytest.mark.parametrize("oksana", ["lv", "uk", "en"], indirect=True)
async def test_the_whole_questionnaire_is_walked_by_its_labels(oksana: Walker) -> None:
    await oksana.begins()
    await oksana.walks_to_the_end(through_every_branch)
    assert oksana.step == "summary"
    found = await oksana.round()
    assert found.is_complete
    assert [one.key for one in found.walk.asked] == list(dict.fromkeys(oksana.met))
    branches = {one.key for one in FIRST.values() if one.shown_when is not None} - {"who5"}
    assert branches <= set(oksana.met), "every branch that needs no official text is reached"
    for key, value in oksana.said.items():
        assert found.walk.answers[key] == value, key


async def test_a_restart_between_any_two_steps_loses_nothing(house: House, oksana: Walker) -> None:
    await oksana.begins()
    for n in range(60):
        if oksana.step in FIRST:
            await oksana.answers(plainly)
        elif oksana.step == "pause":
            await oksana.taps(messages.getting_to_know.go_on(oksana._))
        else:
            break
        if n % 3 == 0:
            await house.restart()
    assert oksana.step == "summary"
    assert (await oksana.round()).walk.used == oksana.said


async def test_another_language_at_any_step_goes_on_where_it_was(oksana: Walker) -> None:
    await oksana.begins()
    for n in range(60):
        if oksana.step in FIRST:
            step = oksana.step
            other = ("lv", "uk", "en")[n % 3]
            await oksana.someone.says("/language")
            await oksana.taps({"lv": "Latviešu", "uk": "Українська", "en": "English"}[other])
            oksana.language = other
            assert oksana.step == step, "the same question, at the bottom"
            await oksana.answers(plainly)
        elif oksana.step == "pause":
            await oksana.taps(messages.getting_to_know.go_on(oksana._))
        else:
            break
    assert oksana.step == "summary"
    assert (await oksana.round()).walk.used == oksana.said


async def test_stop_keeps_every_answer_and_days_later_it_goes_on(house: House, oksana: Walker) -> None:
    await oksana.begins()
    await oksana.answers(plainly)
    await oksana.answers(plainly)
    at = oksana.step
    await oksana.taps("Stop")
    house.clock.turn_to(house.clock.now().replace(day=house.clock.now().day + 5))
    await oksana.someone.says("/profile")
    oksana.someone.sees("2 of")
    await oksana.taps("Resume")
    assert oksana.step == at


async def test_later_on_the_card_itself_moves_the_reminder(house: House, oksana: Walker, time: Time) -> None:
    """Begun on Wednesday; the first reminder would come on Friday at noon."""
    await oksana.begins()
    await oksana.answers(plainly)
    await time.passes(days=1, hours=23)
    await oksana.someone.says("/profile")
    await oksana.taps("Later")
    heard = len(oksana.someone.chat.from_bot)
    await time.passes(hours=3)
    await time.passes(days=1)
    assert len(oksana.someone.chat.from_bot) == heard, "Friday and Saturday are quiet"
    await time.passes(days=1)
    oksana.someone.sees("Resume", "Later")
    await oksana.someone.says("/profile")
    await oksana.taps("Later")
    for _ in range(15):
        await time.passes(days=1)
    reminded = [
        one for one in oksana.someone.chat.from_bot[heard:] if "Later" in one.labels and "Stop" not in one.labels
    ]
    assert len(reminded) == 2, "two at most"


async def test_back_shows_what_was_said_and_a_change_replaces_it(oksana: Walker) -> None:
    await oksana.begins()
    await oksana.answers(plainly)
    await oksana.taps("Back")
    labels = messages.questions.labels(oksana._, "how_long")
    oksana.someone.sees(f"✓ {labels['under_3_months']}")
    await oksana.taps(labels["over_2_years"])
    assert (await oksana.round()).walk.answers["how_long"] == {"chosen": ["over_2_years"]}


async def test_the_parish_is_a_button_where_the_municipality_has_a_list(house: House) -> None:
    place = await house.municipality("Valka", parishes=["Valka", "Ērģemes pagasts"])
    janis = Walker(await joined_youth(house, place, "Jānis", "en"), "en")
    await janis.begins()
    await janis.answers(plainly)
    await janis.taps("In the countryside")
    janis.someone.sees("Valka", "Ērģemes pagasts", "Skip")
    await janis.taps("Ērģemes pagasts")
    assert (await janis.round()).walk.answers["residence"] == {"chosen": ["countryside"], "words": "Ērģemes pagasts"}
    await janis.taps("Back")
    await janis.taps("✓ In the countryside")
    await janis.someone.says("Pie upes")
    assert (await janis.round()).walk.answers["residence"]["words"] == "Pie upes", "typed words are read as well"


async def test_a_parish_that_left_the_list_is_asked_anew(house: House) -> None:
    place = await house.municipality("Valka", parishes=["Valka", "Kārķi"])
    janis = Walker(await joined_youth(house, place, "Jānis", "en"), "en")
    await janis.begins()
    await janis.answers(plainly)
    await janis.taps("In a town")
    async with house.blakus.sessions.begin() as db:
        await storage.municipalities.decide(db, place, date(2020, 1, 1), {"parishes": ["Valka"]})
    await janis.taps("Kārķi")
    assert janis.someone.alert == "Please choose one of the buttons."
    assert "residence" not in (await janis.round()).walk.answers


async def test_words_typed_at_choices_are_asked_again_and_nothing_is_kept(oksana: Walker) -> None:
    await oksana.begins()
    before = (await oksana.round()).walk.answers
    await oksana.someone.says("quite a while, I think")
    assert (await oksana.round()).walk.answers == before
    assert oksana.step == "how_long"


async def test_four_where_three_may_be_chosen_says_so(oksana: Walker) -> None:
    await oksana.begins()
    await oksana.answers(plainly)
    await oksana.answers(plainly)
    assert oksana.step == "barriers"
    labels = messages.questions.labels(oksana._, "barriers")
    for one in ("transport", "money", "care", "language"):
        await oksana.taps(labels[one])
    assert "3" in oksana.someone.alert
    await oksana.taps("Done")
    assert (await oksana.round()).walk.answers["barriers"] == {"chosen": ["transport", "money", "care"]}


async def test_a_voice_note_is_kept_by_its_number_and_not_written_down(oksana: Walker) -> None:
    await oksana.begins()
    await oksana.walks_to("dream")
    await oksana.someone.does(oksana.someone.chat.sends_voice)
    value = (await oksana.round()).walk.answers["dream"]
    assert value["voice"] and value["seconds"] >= 0


async def test_an_old_card_is_answered_kindly_and_changes_nothing(oksana: Walker) -> None:
    await oksana.begins()
    card = oksana.someone.last
    data = taps_under(card)[0]
    await oksana.answers(plainly)
    before = (await oksana.round()).walk.answers
    await oksana.someone.taps_data(card.message_id, data)
    assert (await oksana.round()).walk.answers == before
    assert oksana.step == "residence"


async def test_talking_to_a_person_reaches_the_coordinator(house: House, anna: Someone, oksana: Walker) -> None:
    await oksana.begins()
    await oksana.taps(messages.getting_to_know.talk_to_person(oksana._))
    assert "Anna" in oksana.someone.alert
    await house.settled()
    anna.sees("Oksana")


async def test_a_low_ladder_is_answered_with_numbers_and_a_call(house: House, anna: Someone, oksana: Walker) -> None:
    await oksana.begins()
    await oksana.walks_to("ladder")
    await oksana.taps("2")
    *_, folded, words, card = oksana.someone.chat.from_bot
    assert folded.text == "Which step are you on right now?" and not folded.buttons
    assert words.text.startswith("Thank you for answering openly.") and "116123" in words.text
    assert "not watched round the clock" in words.text and not words.buttons, "the question comes with the card below"
    assert card.text.endswith("Would you like someone to call you?")
    assert oksana.step == "ladder.call"
    told = len(anna.chat.from_bot)
    await oksana.answers(plainly)
    await house.settled()
    assert "Anna" in oksana.someone.chat.from_bot[-2].text and oksana.step == "strengths"
    assert oksana.someone.last == oksana.card, "the next question is at the bottom"
    assert len(anna.chat.from_bot) > told
    anna.sees("Oksana")
    anna.sees_not("2 of 10")
    async with house.blakus.sessions() as db:
        kept = list(await db.scalars(select(Measure).where(Measure.instrument == "ladder")))
    assert [(one.value, one.moment) for one in kept] == [(2, "entry")]


async def test_one_answer_is_changed_from_the_summary(oksana: Walker) -> None:
    await oksana.begins()
    await oksana.walks_to_the_end(plainly)
    await oksana.taps(messages.getting_to_know.change_label(oksana._))
    await oksana.taps(messages.getting_to_know.sitting(oksana._, 4))
    await oksana.taps(messages.questions.of(oksana._, "goal").about)
    assert oksana.step == "goal"
    await oksana.answers(lambda question, options: {"chosen": ["trade"]})
    assert oksana.step == "summary"
    assert (await oksana.round()).walk.answers["goal"] == {"chosen": ["trade"]}


async def test_what_was_said_on_joining_stands_in_the_summary_and_status_is_judged_again(
    house: House, anna: Someone, oksana: Walker
) -> None:
    await oksana.begins()
    await oksana.walks_to_the_end(plainly)
    oksana.someone.sees("SAID WHEN JOINING", "Date of birth: 3 May 2004", "Studies and work now: None of these")
    await _opens(oksana, "Studies and work now")
    oksana.someone.sees("✓ None of these")
    await oksana.taps("I study")
    await oksana.taps("Done")
    assert "Your coordinator will look at it" in oksana.someone.alert
    assert oksana.step == "summary"
    oksana.someone.sees("Studies and work now: I study")
    anna.sees("Oksana: the answer about studies and work has changed")
    async with house.blakus.sessions() as db:
        check = (await db.scalars(select(EligibilityCheck))).one()
    assert (check.result, check.statuses, check.checked_at) == ("doubtful", ["studying"], None)
    heard = len(anna.chat.from_bot)
    await _opens(oksana, "Studies and work now")
    await oksana.taps("None of these")
    await oksana.taps("Done")
    assert oksana.someone.alert == "Saved."
    async with house.blakus.sessions() as db:
        check = (await db.scalars(select(EligibilityCheck))).one()
    assert check.result == "eligible"
    assert len(anna.chat.from_bot) == heard, "nothing is left to decide"


async def test_back_from_the_status_leaves_it_as_it_was(house: House, oksana: Walker) -> None:
    await oksana.begins()
    await oksana.walks_to_the_end(plainly)
    await _opens(oksana, "Studies and work now")
    await oksana.taps("I work")
    await oksana.taps("Back")
    assert oksana.step == "summary"
    async with house.blakus.sessions() as db:
        assert (await db.scalars(select(EligibilityCheck.statuses))).one() == ["none"]


async def test_the_date_of_birth_is_corrected_by_the_coordinator_who_hears_it_once(
    house: House, anna: Someone, oksana: Walker
) -> None:
    await oksana.begins()
    await oksana.walks_to_the_end(plainly)
    await _opens(oksana, "Date of birth")
    oksana.someone.sees("Date of birth saved here: 3 May 2004")
    await oksana.taps("Yes, please correct it")
    assert "Anna" in oksana.someone.alert and oksana.step == "summary"
    anna.sees("Oksana: asks for the date of birth to be corrected.")
    heard = len(anna.chat.from_bot)
    await _opens(oksana, "Date of birth")
    await oksana.taps("Yes, please correct it")
    assert len(anna.chat.from_bot) == heard, "once a day"


async def test_who_was_found_not_eligible_talks_about_the_status(house: House, oksana: Walker) -> None:
    await oksana.begins()
    await oksana.walks_to_the_end(plainly)
    async with house.blakus.sessions.begin() as db:
        await db.execute(update(EligibilityCheck).values(result="not_eligible"))
    await oksana.taps(messages.getting_to_know.change_label(oksana._))
    await oksana.taps(messages.getting_to_know.sitting(oksana._, 1))
    assert "Studies and work now" not in oksana.card.labels and "Date of birth" in oksana.card.labels


async def _opens(oksana: Walker, about: str) -> None:
    await oksana.taps(messages.getting_to_know.change_label(oksana._))
    await oksana.taps(messages.getting_to_know.sitting(oksana._, 1))
    await oksana.taps(about)


async def test_it_is_sent_by_their_own_tap_once(house: House, anna: Someone, oksana: Walker) -> None:
    await oksana.begins()
    await oksana.walks_to_the_end(plainly)
    await oksana.taps(messages.getting_to_know.send_label(oksana._))
    await oksana.taps(messages.getting_to_know.done_choosing(oksana._))
    async with house.blakus.sessions() as db:
        row = await db.get(Profile, (await oksana.round()).standing.id)
    assert row is not None and row.state == "sent"
    assert row.mentor_sees == sorted(services.profiles.MENTORS_MAY_SEE)


class Deeds:
    """What may happen in any order, each by its name."""

    def __init__(self, walker: Walker, dice: Random) -> None:
        self.walker, self.dice = walker, dice

    async def answer(self) -> None:
        await self.walker.answers(self.any_answer)

    async def skip(self) -> None:
        await self.walker.answers(lambda question, options: None)

    async def back(self) -> None:
        if "Back" in self.walker.card.labels:
            await self.walker.taps("Back")

    async def old(self) -> None:
        """A button of a question that is over."""
        message = self.dice.choice(self.walker.someone.chat.from_bot)
        places = [one for one in taps_under(message) if one.startswith("c:")]
        stale = [one for one in places if one.split(":")[2] != self.walker.step]
        if stale:
            await self.walker.someone.taps_data(message.message_id, self.dice.choice(stale))

    async def stop(self) -> None:
        await self.walker.taps("Stop")

    async def resume(self) -> None:
        await self.walker.comes_back()

    async def look_elsewhere(self) -> None:
        await self.walker.someone.says("/hours")
        await self.walker.comes_back()

    def any_answer(self, question: Question, options: list[str]) -> Any:
        match question.answering:
            case Answering.SEVERAL:
                chosen = self.dice.sample(options, self.dice.randint(1, min(3, question.most or 3, len(options))))
                alone = [one for one in chosen if one in question.alone]
                return {"chosen": [one for one in options if one in (alone[:1] or chosen)]}
            case Answering.ONE:
                return {"chosen": [self.dice.choice(options)]}
            case Answering.SCALE:
                return self.dice.randint(0, 10)
            case _:
                return plainly(question, options)


NAMES = ["answer"] * 6 + ["skip", "back", "back", "old", "stop", "resume", "look_elsewhere"]


@given(st.lists(st.sampled_from(NAMES), max_size=25), st.integers(0, 10_000))
@settings(
    max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
async def test_whatever_they_do_the_last_answers_hold(house: House, names: list[str], seed: int) -> None:
    """Answers, ways back, old buttons, stops and resumes in any order: the profile is what was said last."""
    place = await house.municipality(f"Town {seed} {len(names)}")
    walker = Walker(await joined_youth(house, place, "Oksana", "en"), "en")
    deeds = Deeds(walker, Random(seed))
    await walker.begins()
    for name in names:
        if walker.step == "pause":
            await walker.goes_on()
        if walker.step not in FIRST:
            await walker.comes_back()
        if walker.step in FIRST:
            await getattr(deeds, name)()
    found = await walker.round()
    assert dict(found.walk.answers) == walker.said
    assert {one.key for one in found.walk.shown} == {one.key for one in Walk(VERSIONS[1], walker.said).shown}


async def test_confirmed_it_is_told_and_suggests_what_to_plan(
    house: House, anna: Someone, oksana: Walker, smiltene: int
) -> None:
    """From the first evening to what the mentor may plan: titles in the young person's language."""
    await oksana.begins()
    await oksana.walks_to_the_end(plainly)
    await oksana.taps(messages.getting_to_know.send_label(oksana._))
    await oksana.taps(messages.getting_to_know.done_choosing(oksana._))
    youth = (await oksana.round()).standing.person_id
    async with house.blakus.sessions.begin() as db:
        today = house.clock.now().date()
        stay = await services.pairs.start_participation(
            db,
            youth_id=youth,
            municipality_id=smiltene,
            started_on=today,
            planned_end_on=today + timedelta(days=60),
            by=None,
            now=house.clock.now(),
        )
    await anna.says("/help")
    await anna.taps_data(anna.last.message_id, f"profile:{youth}:1")
    anna.sees("To begin with:", "Confirm: the programme")
    await anna.taps("Confirm: the programme")
    await house.settled()
    oksana.someone.sees("Anna")
    async with house.blakus.sessions() as db:
        suggested = list(await db.scalars(select(PlanSuggestion).where(PlanSuggestion.participation_id == stay.id)))
    assert suggested, "those whose reasons the mentor may know"
    titles = set(messages.suggestions.titles(oksana._).values())
    assert {one.title for one in suggested} <= titles
    assert not any("don't know what I want" in (one.reason or "") for one in suggested), "what mentors may not see"
