"""What was answered is read, decided and asked back about; mentors see what they are allowed; each look is written
down."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import delete, select

from bot import messages, services
from bot.rules.people import Role
from bot.storage.models import (
    AuditEntry,
    EligibilityCheck,
    Notice,
    OutboxRow,
    Participation,
    PlanSuggestion,
    Profile,
    ProfileAnswer,
)
from tests.conftest import House, Someone, Time, joined_staff
from tests.doors.test_getting_to_know import Walker, plainly, taps_under
from tests.doors.test_hours import id_of, joined_youth
from tests.town import Town

SAID: dict[str, Any] = {
    "residence": {"chosen": ["countryside"], "words": "Variņi"},
    "barriers": {"chosen": ["transport"]},
    "education": {"chosen": ["abroad"]},
    "learn_again": {"chosen": ["no"]},
    "languages": {"lv": "some", "en": "some", "ru": "good", "uk": "good"},
    "support": {"chosen": ["nobody"]},
    "dream": {"words": "Відкрити пекарню"},
    "skills": {"chosen": ["cooking"]},
    "limits": {"chosen": ["distance"]},
    "strengths": {"words": "Я не здаюся"},
    "ladder": 6,
    "confidence": {"find": 7, "on_time": 4, "ask_help": 9},
    "goal": {"chosen": ["job"]},
    "goal.words": {"words": "Працювати в пекарні"},
    "reach.time": {"chosen": ["morning", "day", "evening"]},
}


class Oksana:
    """A young person from Ukraine whose answers lie ready; she sends them herself."""

    def __init__(self, house: House, someone: Someone, person_id: int, place: int) -> None:
        self.house, self.someone, self.person_id, self.place = house, someone, person_id, place
        self.walker = Walker(someone, "uk")

    async def answers(self, **more: Any) -> None:
        """Everything, without a tap for each."""
        async with self.house.blakus.sessions.begin() as db:
            today = self.house.clock.now().date()
            at = await services.profiles.begin(
                db, person_id=self.person_id, municipality_id=self.place, language="uk",
                now=self.house.clock.now(), today=today,
            )  # fmt: skip
            said = {**SAID, **more}
            while at.walk.open:
                question = at.walk.open[0]
                value = said.get(question.key, plainly(question, at.walk.options(question)))
                at = await services.profiles.answer(
                    db, at, question.key, value, language="uk", now=self.house.clock.now()
                )

    async def sends(self) -> None:
        await self.someone.says("/profile")
        await self.someone.taps(messages.getting_to_know.send_label(self.walker._))
        await self.someone.taps(messages.getting_to_know.done_choosing(self.walker._))

    async def row(self) -> Profile:
        async with self.house.blakus.sessions() as db:
            return (await db.scalars(select(Profile).where(Profile.person_id == self.person_id))).one()


@pytest.fixture
def town(house: House) -> Town:
    return Town(house.blakus.engine)


@pytest.fixture
async def oksana(house: House, town: Town, smiltene: int, anna: Someone, ilze: Someone) -> Oksana:
    mentor = await id_of(house, ilze)
    someone, _participation = await joined_youth(house, town, "Oksana", smiltene, mentor)
    young = Oksana(house, someone, await id_of(house, someone), smiltene)
    await young.answers()
    return young


@pytest.fixture
async def berta(house: House, smiltene: int, anna: Someone) -> Someone:
    """A second coordinator."""
    return await joined_staff(house, "Berta", Role.COORDINATOR, smiltene, "en")


async def reads(coordinator: Someone) -> None:
    await coordinator.taps("Read: Oksana")


async def looks(house: House, action: str) -> int:
    async with house.blakus.sessions() as db:
        return len(list(await db.scalars(select(AuditEntry.id).where(AuditEntry.action == action))))


async def told(house: House, kind: str) -> list[Notice]:
    async with house.blakus.sessions() as db:
        return list(await db.scalars(select(Notice).where(Notice.kind == kind).order_by(Notice.id)))


# --- reading ---


async def test_nothing_is_read_before_it_is_sent(house: House, anna: Someone, ilze: Someone, oksana: Oksana) -> None:
    await anna.says("/people")
    await anna.taps_data(anna.last.message_id, f"profile:{oksana.person_id}:1")
    assert "no longer there" in anna.alert
    await anna.taps_data(anna.last.message_id, f"person:{oksana.person_id}")
    assert "Getting to know: read" not in anna.last.labels
    await ilze.says("/profile")
    ilze.sees("No Jūsu jauniešiem atbilžu vēl nav.")
    assert await looks(house, "profile.seen") == 0


async def test_the_coordinator_reads_it_in_their_language_with_her_words_as_written(
    house: House, anna: Someone, oksana: Oksana
) -> None:
    await oksana.sends()
    anna.sees("Oksana: the answers have arrived and wait for your decision.")
    await reads(anna)
    anna.sees(
        "Main goal: A job", "Goal in own words: [uk] Працювати в пекарні", "Dream: [uk] Відкрити пекарню",
        "What gets in the way: Hard to get there", "Ladder, 0 to 10: 6", "1. The way there: bus, times, costs",
        "Main goal: A job", "Your tasks:", "Studies or work in another country", "Nobody to call",
    )  # fmt: skip
    assert "school" not in anna.last.text.lower().replace("school or a course", "")
    await anna.taps("Next")
    anna.sees("Page 2 of 5", "Home: In the countryside; [uk] Variņi")
    assert await looks(house, "profile.seen") == 2
    await anna.says("/people")
    await anna.taps("Oksana")
    await anna.taps("Getting to know: read")
    anna.sees("Main goal: A job")


async def test_a_voice_note_is_sent_on_as_it_is(house: House, anna: Someone, ilze: Someone, oksana: Oksana) -> None:
    await oksana.someone.says("/profile")
    await oksana.someone.taps(messages.getting_to_know.change_label(oksana.walker._))
    await oksana.someone.taps(messages.getting_to_know.sitting(oksana.walker._, 2))
    await oksana.someone.taps(messages.questions.of(oksana.walker._, "dream").about)
    await oksana.someone.does(oksana.someone.chat.sends_voice)
    await oksana.sends()
    await reads(anna)
    anna.sees("Dream: [uk] voice note, 3 s", "Listen: Dream")
    await anna.taps("Listen: Dream")
    assert (anna.last.kind, anna.last.text) == ("voice", "Oksana · Dream")
    await ilze.says("/profile")
    await ilze.taps("Oksana")
    await ilze.taps("Klausīties: Sapnis")
    assert ilze.last.kind == "voice"
    async with house.blakus.sessions() as db:
        sent = list(await db.scalars(select(OutboxRow).where(OutboxRow.method == "sendVoice")))
    assert [one.state for one in sent] == ["sent", "sent"]


async def test_a_question_of_joining_that_waits_is_a_task(house: House, anna: Someone, oksana: Oksana) -> None:
    async with house.blakus.sessions.begin() as db:
        db.add(
            EligibilityCheck(person_id=oksana.person_id, statuses=["nva"], result="doubtful", said_at=house.clock.now())
        )
    await oksana.sends()
    await reads(anna)
    anna.sees("Studies, work or NVA: look into the answer about status")


# --- deciding ---


async def test_the_programme_is_confirmed_and_she_hears_it_in_ukrainian(
    house: House, anna: Someone, oksana: Oksana
) -> None:
    await oksana.sends()
    await reads(anna)
    await anna.taps("Confirm: the programme")
    anna.sees("Decided: the programme", "Decision: the programme · Anna · 18 November 2026", "Decide anew")
    assert "Confirm: the programme" not in anna.last.labels
    oksana.someone.sees("програма", "Anna")
    row = await oksana.row()
    assert (row.state, row.outcome) == ("decided", "programme")
    assert await looks(house, "profile.decided") == 1
    await oksana.someone.says("/profile")
    oksana.someone.sees("Далі: план, який складемо разом.")
    async with house.blakus.sessions() as db:
        offered = {one.source: one for one in await db.scalars(select(PlanSuggestion))}
    assert offered["profile:job_search"].title == "Перегляд вакансій разом із ментором"
    assert offered["profile:job_search"].reason == "Main goal: A job"
    assert "profile:on_time" not in offered, "how she feels is no reason that mentors read"


async def test_the_second_coordinator_sees_what_the_first_decided(
    house: House, anna: Someone, berta: Someone, oksana: Oksana
) -> None:
    await oksana.sends()
    await reads(anna)
    await reads(berta)
    await anna.taps("Confirm: the programme")
    await berta.taps("Not decided yet")
    berta.sees("Something was decided here in the meantime", "Decision: the programme · Anna")
    assert (await oksana.row()).outcome == "programme"
    assert len(await told(house, "profile_decided")) == 1
    await berta.taps("Decide anew")
    await berta.taps("Not decided yet")
    berta.sees("Decision: not decided yet · Berta")
    assert (await oksana.row()).outcome == "thinking"


async def test_two_words_at_once_decide_once(house: House, anna: Someone, berta: Someone, oksana: Oksana) -> None:
    await oksana.sends()
    await reads(anna)
    await anna.taps("Refer elsewhere")
    await anna.taps("NVA")
    await reads(berta)
    await berta.taps("Confirm: the programme")
    await anna.says("Pirmdien ejam kopā")
    anna.sees("Something was decided here in the meantime", "Decision: the programme · Berta")
    assert (await oksana.row()).outcome == "programme"


async def test_a_decision_tapped_twice_is_told_once(house: House, anna: Someone, oksana: Oksana) -> None:
    await oksana.sends()
    await reads(anna)
    [data] = [one for one in taps_under(anna.last) if one.startswith("decide:") and ":thinking:" in one]
    await anna.taps_data(anna.last.message_id, data)
    await anna.taps_data(anna.last.message_id, data)
    anna.sees("Something was decided here in the meantime")
    assert len(await told(house, "profile_decided")) == 1
    assert await looks(house, "profile.decided") == 1


async def test_referred_elsewhere_with_a_few_words(house: House, anna: Someone, oksana: Oksana) -> None:
    await oksana.sends()
    await reads(anna)
    await anna.taps("Refer elsewhere")
    anna.sees("Oksana\nWhere to?", "Youth Guarantee", "School or a course")
    await anna.taps("Another place")
    await anna.taps("Skip")
    assert "few words" in anna.alert
    await anna.says("Порт — центр підтримки, Anna подзвонить")
    anna.sees("Decided: referred elsewhere")
    oksana.someone.sees("Порт — центр підтримки, Anna подзвонить")
    row = await oksana.row()
    assert (row.outcome, row.referred_to) == ("referred", "other")


async def test_referred_to_a_known_place_needs_no_words(anna: Someone, oksana: Oksana) -> None:
    await oksana.sends()
    await reads(anna)
    await anna.taps("Refer elsewhere")
    await anna.taps("Youth Guarantee")
    await anna.taps("Skip")
    oksana.someone.sees("Молодіжна гарантія")


async def test_not_eligible_is_said_kindly_and_its_note_is_not(anna: Someone, oksana: Oksana) -> None:
    await oksana.sends()
    await reads(anna)
    await anna.taps("Not eligible")
    await anna.says("Sāka mācības oktobrī")
    await anna.taps("No, it goes on")
    anna.sees("Decided: not eligible", "runs on until it is ended", "Card")
    oksana.someone.sees("/deletemydata", "Anna")
    oksana.someone.sees_not("Sāka mācības")
    assert (await oksana.row()).decision_note == "Sāka mācības oktobrī"


async def test_not_eligible_ends_the_programme_with_one_tap_and_is_told_once(
    house: House, anna: Someone, ilze: Someone, oksana: Oksana
) -> None:
    await oksana.sends()
    await reads(anna)
    heard = len(oksana.someone.chat.from_bot)
    await anna.taps("Not eligible")
    await anna.taps("Skip")
    anna.sees("Oksana", "End it today?")
    assert (await oksana.row()).outcome is None, "nothing is decided before the last step"
    await anna.taps("Yes, end it today")
    anna.sees("Decided: not eligible", "The programme has ended.")
    found = await _programme(house, oksana)
    assert (found.ended_on, found.end_reason) == (house.clock.now().date(), "not_eligible")
    [said] = oksana.someone.chat.from_bot[heard:]
    assert "Останній день твоєї програми" in said.text and "Річ у правилах" in said.text
    ilze.sees("Oksana")


async def test_not_eligible_may_leave_the_programme_running(house: House, anna: Someone, oksana: Oksana) -> None:
    await oksana.sends()
    await reads(anna)
    await anna.taps("Not eligible")
    await anna.taps("Skip")
    await anna.taps("No, it goes on")
    anna.sees("Decided: not eligible", "runs on until it is ended", "Card")
    assert (await _programme(house, oksana)).ended_on is None
    assert "Останній день" not in oksana.someone.last.text


async def test_who_decided_meanwhile_ends_nothing(house: House, anna: Someone, oksana: Oksana) -> None:
    await oksana.sends()
    await reads(anna)
    await anna.taps("Not eligible")
    await anna.taps("Skip")
    await anna.taps("Confirm: the programme")
    await anna.taps("Yes, end it today")
    anna.sees("Something was decided here in the meantime.")
    assert (await oksana.row()).outcome == "programme"
    assert (await _programme(house, oksana)).ended_on is None


async def _programme(house: House, oksana: Oksana) -> Participation:
    async with house.blakus.sessions() as db:
        found = await db.scalars(select(Participation).where(Participation.youth_id == oksana.person_id))
        return found.one()


async def test_what_was_decided_anew_by_night_is_all_that_is_told(
    house: House, time: Time, anna: Someone, oksana: Oksana
) -> None:
    await oksana.sends()
    await reads(anna)
    house.clock.turn_to(house.clock.now() + timedelta(hours=9, minutes=30))  # 21:30
    await anna.taps("Not decided yet")
    await anna.taps("Confirm: the programme")
    await time.passes(hours=20)
    [first, second] = await told(house, "profile_decided")
    assert (first.state, second.state) == ("cleared", "sent")


# --- asking back ---


async def test_an_answer_asked_back_opens_with_one_tap_and_comes_back(
    house: House, time: Time, anna: Someone, oksana: Oksana
) -> None:
    await oksana.sends()
    await reads(anna)
    await anna.taps("Ask back about an answer")
    await anna.taps("Goals")
    await anna.taps("Main goal")
    anna.sees("Oksana\nMain goal: A job", "What would you like to know?")
    await anna.says("Яка саме робота?")
    anna.sees("Asked back: Main goal")
    oksana.someone.sees("Головна мета", "Яка саме робота?")
    row = await oksana.row()
    assert (row.state, row.asked_back) == ("answering", "goal")
    await anna.taps("Read the answers")
    anna.sees("Asked back: Main goal", "Яка саме робота?")
    await oksana.someone.taps(messages.getting_to_know.answer_label(oksana.walker._))
    assert oksana.walker.step == "goal"
    await oksana.walker.answers(lambda question, options: {"chosen": ["trade"]})
    assert oksana.walker.step == "summary"
    await oksana.someone.taps(messages.getting_to_know.send_label(oksana.walker._))
    oksana.someone.sees("Anna")
    row = await oksana.row()
    assert (row.state, row.asked_back, row.asked_back_note) == ("sent", None, None)
    await reads(anna)
    anna.sees("Main goal: A trade", "Confirm: the programme")
    await oksana.someone.taps(messages.getting_to_know.answer_label(oksana.walker._))  # an old button
    assert oksana.someone.alert
    assert oksana.walker.step == "", "nothing opens"


async def test_what_is_asked_back_needs_words(anna: Someone, oksana: Oksana) -> None:
    await oksana.sends()
    await reads(anna)
    await anna.taps("Ask back about an answer")
    await anna.taps("People and me")
    await anna.taps("Strengths")
    anna.sees("Strengths: [uk] Я не здаюся")
    await anna.taps("Stop")
    assert (await oksana.row()).state == "sent"


# --- mentors ---


async def test_a_mentor_reads_only_what_she_allows_and_she_changes_it_at_any_time(
    house: House, ilze: Someone, oksana: Oksana
) -> None:
    await oksana.sends()
    await ilze.says("/profile")
    await ilze.taps("Oksana")
    ilze.sees("Sapnis: [uk] Відкрити пекарню", "Stiprās puses: [uk] Я не здаюся", "Tālu jābrauc")
    for hidden in ("Grūti nokļūt", "Kāpnes", "Drošības sajūta", "Atbalsts", "Variņi", "Valodas"):
        assert hidden not in ilze.last.text
    await oksana.someone.says("/profile")
    await oksana.someone.taps("Що може бачити ментор")
    labels = messages.getting_to_know.parts(oksana.walker._)
    await oksana.someone.taps(f"✓ {labels['goals']}")
    await oksana.someone.taps(labels["languages"])
    await oksana.someone.taps(messages.getting_to_know.done_choosing(oksana.walker._))
    assert oksana.walker.step == "summary"
    row = await oksana.row()
    assert row.mentor_sees == ["languages", "limits", "strengths"]
    assert row.state == "sent", "changing it sends nothing"
    await ilze.taps("Oksana")
    assert "пекарню" not in ilze.last.text
    ilze.sees("Valodas")
    assert await looks(house, "profile.seen") == 2


async def test_what_is_changed_before_it_is_sent_again_sends_nothing(anna: Someone, oksana: Oksana) -> None:
    await oksana.sends()
    await reads(anna)
    await anna.taps("Ask back about an answer")
    await anna.taps("Goals")
    await anna.taps("Main goal")
    await anna.says("?")
    await oksana.someone.says("/profile")
    await oksana.someone.taps("Що може бачити ментор")
    await oksana.someone.taps(messages.getting_to_know.done_choosing(oksana.walker._))
    assert (await oksana.row()).state == "answering"


async def test_a_mentor_without_such_young_people_hears_so(house: House, smiltene: int, oksana: Oksana) -> None:
    await oksana.sends()
    other = await joined_staff(house, "Juris", Role.MENTOR, smiltene, "en")
    await other.says("/profile")
    other.sees("None of your young people has sent their answers yet.")
    await other.taps_data(other.last.message_id, f"youth:{oksana.person_id}")
    assert "no longer there" in other.alert


# --- reminders ---


async def test_a_reminder_leads_back_or_waits(house: House, time: Time, oksana: Oksana) -> None:
    async with house.blakus.sessions.begin() as db:
        await db.execute(delete(ProfileAnswer).where(ProfileAnswer.question == "goal"))
    await oksana.someone.says("/profile")
    await time.passes(days=2)
    oksana.someone.sees("Продовжити", "Пізніше")
    reminder = oksana.someone.last
    await oksana.someone.taps("Пізніше")
    assert reminder.text == messages.getting_to_know.later(oksana.walker._)
    await time.passes(days=3)
    assert oksana.someone.last is reminder, "later means later"
    await time.passes(days=2)
    await oksana.someone.taps("Продовжити")
    assert oksana.walker.step == "welcome"
    await oksana.walker.goes_on()
    assert oksana.walker.step == "goal"


# --- what waits, and what is kept ---


async def test_what_waits_stands_in_the_digest_and_is_not_told_twice(
    house: House, anna: Someone, oksana: Oksana
) -> None:
    await oksana.sends()
    await anna.says("/digest")
    anna.sees("Oksana: answers to read and decide about")
    await reads(anna)
    await anna.taps("Not decided yet")
    await anna.says("/digest")
    assert "answers to read" not in anna.last.text


async def test_my_data_has_every_answer_and_what_became_of_them(anna: Someone, oksana: Oksana) -> None:
    await oksana.sends()
    await reads(anna)
    await anna.taps("Refer elsewhere")
    await anna.taps("NVA")
    await anna.says("Anna palīdzēs")
    await oksana.someone.says("/mydata")
    files = [one.document for one in oksana.someone.chat.from_bot if one.document is not None]
    text, machine = (files[-2].content.decode(), files[-1].content.decode())
    for words in ("Відкрити пекарню", "Сходи від 0 до 10: 6", "Anna palīdzēs", "відповіді прочитано"):
        assert words in text, words
    assert '"question": "dream"' in machine and '"decision": "referred"' in machine


async def test_deleting_leaves_no_answer_and_no_decision(house: House, anna: Someone, oksana: Oksana) -> None:
    await oksana.sends()
    await reads(anna)
    await anna.taps("Not eligible")
    await anna.says("Oksana sāka mācības")
    await anna.taps("No, it goes on")
    async with house.blakus.sessions.begin() as db:
        await services.privacy.erase(
            db,
            person_id=oksana.person_id,
            by=oksana.person_id,
            now=house.clock.now(),
            zone=house.blakus.settings.time_zone,
        )
    async with house.blakus.sessions() as db:
        assert not list(await db.scalars(select(ProfileAnswer.id)))
    row = await oksana.row()
    assert (row.state, row.outcome, row.decision_note, row.mentor_sees) == ("erased", None, None, [])
    await anna.taps("Read the answers")
    assert "no longer there" in anna.alert
