"""Who agreed to an earlier privacy notice is asked about the new one; what it is about waits, nothing else does."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from bot.rules.people import NOTICE_VERSION, Role
from bot.storage.models import AuditEntry, Consent, Measure, Profile, ProfileAnswer
from tests.conftest import House, Someone, Time
from tests.doors.test_getting_to_know import Walker, plainly
from tests.doors.test_joining import joined_youth

AGREE = {"lv": "Jā, piekrītu", "uk": "Так, згода", "en": "Yes, I agree"}
NEW = {"lv": "Ir kas jauns", "uk": "Є дещо нове", "en": "Something is new"}


async def _agreed_earlier(house: House) -> None:
    async with house.blakus.sessions.begin() as db:
        await db.execute(update(Consent).values(version="2026-11"))


async def _count(house: House, model: type[Consent | Profile | ProfileAnswer | Measure]) -> int:
    async with house.blakus.sessions() as db:
        return len(list(await db.scalars(select(model.id))))


@pytest.fixture
async def oksana(house: House, smiltene: int, request: pytest.FixtureRequest) -> Walker:
    language = getattr(request, "param", "en")
    return Walker(await joined_youth(house, smiltene, "Oksana", language), language)


async def test_the_text_that_is_read_when_joining_names_the_answers_and_who_sees_them(
    house: House, smiltene: int
) -> None:
    oksana = house.someone("Oksana", "en")
    await oksana.opens(await house.invite("Oksana", Role.YOUTH, smiltene, "en"))
    await oksana.taps("English")
    oksana.sees("answers to questions about you", "coordinator reads", "mentor only what you allow")
    await oksana.taps("Yes, I agree")
    async with house.blakus.sessions() as db:
        assert (await db.scalars(select(Consent.version))).one() == NOTICE_VERSION


async def test_whoever_joins_now_is_not_asked_again(house: House, oksana: Walker) -> None:
    await oksana.someone.says("/hours")
    oksana.someone.sees_not(NEW["en"])


@pytest.mark.parametrize("oksana", ["lv", "uk", "en"], indirect=True)
async def test_at_the_next_message_they_are_asked_behind_its_answer(house: House, oksana: Walker) -> None:
    await _agreed_earlier(house)
    await oksana.someone.says("/hours")
    answered, asked = oksana.someone.chat.from_bot[-2:]
    assert NEW[oksana.language] not in answered.text and answered.text
    assert asked.text.startswith(NEW[oksana.language]) and "Smiltene" in asked.text and "/privacy" in asked.text
    await oksana.someone.says("/plan")
    assert sum(NEW[oksana.language] in one.text for one in oksana.someone.chat.from_bot) == 1, "asked once"
    await oksana.taps(AGREE[oksana.language])
    async with house.blakus.sessions() as db:
        versions = list(await db.scalars(select(Consent.version).order_by(Consent.id)))
    assert versions == ["2026-11", NOTICE_VERSION], "both stay on record"
    assert await _count(house, Profile) == 0, "agreeing begins nothing that was not asked for"


async def test_before_they_agree_the_questions_do_not_begin_and_then_they_do(house: House, oksana: Walker) -> None:
    await _agreed_earlier(house)
    await oksana.someone.says("/profile")
    oksana.someone.sees(NEW["en"])
    assert await _count(house, Profile) == 0
    await oksana.taps("Yes, I agree")
    oksana.someone.sees("Begin", "Later")
    await oksana.taps("Begin")
    await oksana.answers(plainly)
    assert await _count(house, ProfileAnswer) == 1


async def test_half_way_through_the_next_answer_waits_and_the_questions_go_on(house: House, oksana: Walker) -> None:
    await oksana.begins()
    await oksana.answers(plainly)
    await _agreed_earlier(house)
    await oksana.taps("In a town")
    await oksana.taps("Skip")
    oksana.someone.sees("This answer is not saved yet", "Read it")
    assert await _count(house, ProfileAnswer) == 1
    await oksana.taps("Read it")
    await oksana.taps("Yes, I agree")
    oksana.someone.sees("Questions so far: 1 of", "Resume")
    await oksana.taps("Resume")
    assert oksana.step == "residence"


async def test_no_is_a_good_answer_and_is_not_asked_again(house: House, oksana: Walker, time: Time) -> None:
    await oksana.begins()
    await oksana.answers(plainly)
    await oksana.taps("Stop")
    await _agreed_earlier(house)
    await oksana.someone.says("/hours")
    await oksana.taps("No")
    oksana.someone.sees("everything else goes on", "/profile")
    heard = len(oksana.someone.chat.from_bot)
    await oksana.someone.says("/hours")
    assert len(oksana.someone.chat.from_bot) == heard + 1
    for _ in range(8):
        await time.passes(days=1)
    assert len(oksana.someone.chat.from_bot) == heard + 1, "nobody is reminded of what they declined"
    async with house.blakus.sessions() as db:
        assert "consent.declined" in set(await db.scalars(select(AuditEntry.action)))
    await oksana.someone.says("/profile")
    await oksana.taps("Yes, I agree")
    oksana.someone.sees("Resume")


async def test_another_question_that_is_open_goes_first(house: House, oksana: Walker) -> None:
    await oksana.someone.says("/quiet")
    await oksana.taps("Quiet hours")
    await oksana.taps("Other hours")
    await _agreed_earlier(house)
    await oksana.someone.says("22:00")
    oksana.someone.sees_not(NEW["en"])


async def test_monthly_answers_wait_too(house: House, oksana: Walker, anna: Someone) -> None:
    await _agreed_earlier(house)
    await oksana.someone.says("/help")
    house.clock.turn_to(house.clock.now() + timedelta(days=1))
    await oksana.someone.taps_data(oksana.someone.last.message_id, "measure:monthly:1")
    oksana.someone.sees("This answer is not saved yet", "Read it")
    assert await _count(house, Measure) == 0


async def test_staff_are_not_asked(house: House, anna: Someone, ilze: Someone) -> None:
    await _agreed_earlier(house)
    for one in (anna, ilze):
        heard = len(one.chat.from_bot)
        await one.says("/help")
        assert len(one.chat.from_bot) == heard + 1
