"""Two municipalities that must never hear of each other, each with a coordinator, mentors and young people."""

from dataclasses import dataclass
from datetime import date

from bot import services, storage
from bot.rules.people import Role
from tests.conftest import House, Someone, joined_staff

SECOND_LABEL = {"lv": "Jā, piekrītu", "uk": "Так, згода", "en": "Yes, I agree"}


@dataclass
class Town:
    """People by role. Every name is a word of its own, so that a leak can be seen."""

    place: int
    coordinator: Someone
    mentor: Someone
    colleague: Someone  # another mentor of the same municipality, with another young person
    youth: Someone
    other_youth: Someone  # the colleague's
    names: dict[str, str]

    @property
    def people(self) -> dict[str, Someone]:
        return {
            "coordinator": self.coordinator,
            "mentor": self.mentor,
            "colleague": self.colleague,
            "youth": self.youth,
            "other_youth": self.other_youth,
        }


async def built(house: House, name: str, names: dict[str, str], language: str = "en") -> Town:
    """A municipality with two pairs and a logged session in each."""
    place = await house.municipality(name)
    staff = {
        part: await joined_staff(house, names[part], role, place, language)
        for part, role in (
            ("coordinator", Role.COORDINATOR),
            ("mentor", Role.MENTOR),
            ("colleague", Role.MENTOR),
        )
    }
    youth = {
        part: await _youth(house, names[part], place, staff[mentor], language)
        for part, mentor in (("youth", "mentor"), ("other_youth", "colleague"))
    }
    return Town(place, **staff, **youth, names=names)


async def _youth(house: House, name: str, place: int, mentor: Someone, language: str) -> Someone:
    now = house.clock.now()
    async with house.blakus.sessions.begin() as db:
        person = await services.people.write_down(db, name=name, language=language, now=now)
        participation = await services.pairs.start_participation(
            db,
            youth_id=person.id,
            municipality_id=place,
            started_on=date(2026, 11, 2),
            planned_end_on=date(2027, 2, 1),
            by=None,
            now=now,
        )
        known = await storage.people.caller(db, mentor.chat.id)
        assert known is not None
        await services.pairs.pair(
            db, participation_id=participation.id, mentor_id=known.id, started_on=date(2026, 11, 2), by=None, now=now
        )
        await services.sessions.log(
            db,
            mentor_id=known.id,
            participation_ids=[participation.id],
            day=date(2026, 11, 10),
            start=None,
            minutes=90,
            kind="mentoring",
            mode="in_person",
            attended=True,
            note=None,
            said_at=now,
            now=now,
            zone=house.blakus.settings.time_zone,
        )
        made = await services.invitations.invite(
            db, person_id=person.id, role=Role.YOUTH, municipality_id=place, invited_by=None, now=now
        )
    someone = house.someone(name, language)
    await someone.opens(made.token)
    await someone.taps({"lv": "Latviešu", "uk": "Українська", "en": "English"}[language])
    await someone.taps(SECOND_LABEL[language])
    await someone.says("3.5.2006")
    await someone.taps("None of these")
    await someone.taps("Done")
    return someone


SMILTENE = {
    "coordinator": "Quilda",
    "mentor": "Wernerix",
    "colleague": "Zubrowka",
    "youth": "Yxolande",
    "other_youth": "Kverulda",
}
VALKA = {
    "coordinator": "Brumhilda",
    "mentor": "Xerxessa",
    "colleague": "Gvendolina",
    "youth": "Pumpurija",
    "other_youth": "Fjodorija",
}
