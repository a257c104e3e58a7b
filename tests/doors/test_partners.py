"""The directory of partners, and consultations without their content: as coordinators and mentors tap them."""

import json
from datetime import date, datetime

import pytest
from sqlalchemy import select

from bot import services, storage
from bot.rules.partners import PartnerKind
from bot.rules.people import Role
from bot.services.partners import Described
from bot.storage.models import AuditEntry, Consultation, LoggedSession, Partner
from tests.conftest import RIGA, House, Someone, Time, joined_staff
from tests.doors.gathered import beside, taps_all
from tests.doors.test_privacy import files


async def written(house: House, by: Someone, place: int, *names: str, **facts: object) -> list[int]:
    """Partners in the directory."""
    given = {"kind": PartnerKind.PSYCHOLOGIST, "contact": "26123456", "languages": ("lv", "uk"), **facts}
    async with house.blakus.sessions.begin() as db:
        boss = await storage.people.caller(db, by.chat.id)
        assert boss is not None
        return [
            (
                await services.partners.write(
                    db,
                    Described(name=name, **given),  # type: ignore[arg-type]
                    municipality_id=place,
                    by=boss.id,
                    now=house.clock.now(),
                )
            ).id
            for name in names
        ]


async def stored(house: House) -> list[Partner]:
    async with house.blakus.sessions() as db:
        return list(await db.scalars(select(Partner).order_by(Partner.id)))


# --- the directory ---


async def test_a_coordinator_writes_a_partner_down(anna: Someone, house: House) -> None:
    await anna.says("/partners")
    anna.sees("The directory of partners is empty.", "Add a partner")
    await anna.taps("Add a partner")
    anna.sees("What kind of partner is it?", "Career consultant", "Refugee support centre")
    await anna.taps("Psychologist")
    await anna.says("Olena Kovalenko")
    anna.sees("how can they be reached?")
    await anna.says("+371 26123456, Tuesdays")
    await anna.taps("Done")
    assert anna.alert == "Please choose at least one language."
    await anna.taps("Українська")
    await anna.taps("Русский")
    anna.sees("✓ Українська", "✓ Русский")
    await anna.taps("✓ Русский")
    await anna.taps("Done")
    anna.sees("Olena Kovalenko\nPsychologist\nLanguages: Українська\nContact: +371 26123456, Tuesdays")
    assert await stored(house) == []
    await anna.taps("Save")
    anna.sees("Saved.\nOlena Kovalenko", "Note a consultation", "Change", "Withdraw")
    [partner] = await stored(house)
    assert (partner.kind, partner.languages) == ("psychologist", ["uk"])


async def test_it_is_changed_part_by_part(anna: Someone, house: House, smiltene: int) -> None:
    await written(house, anna, smiltene, "Olena")
    await anna.says("/partners")
    await anna.taps("Olena")
    await anna.taps("Change")
    await anna.taps("Contact")
    await anna.taps("Skip")
    await anna.taps("Kind")
    await anna.taps("Coach")
    await anna.taps("Languages")
    await anna.taps("English")
    await anna.taps("Done")
    anna.sees("Olena\nCoach\nLanguages: Latviešu, Українська, English")
    await anna.taps("Save")
    [partner] = await stored(house)
    assert (partner.kind, partner.contact, partner.languages) == ("coach", None, ["lv", "uk", "en"])


async def test_withdrawn_it_leaves_the_directory_and_its_contact_goes(
    anna: Someone, house: House, smiltene: int
) -> None:
    await written(house, anna, smiltene, "Olena")
    await anna.says("/partners")
    await anna.taps("Olena")
    old = anna.last
    await anna.taps("Withdraw")
    anna.sees("the contact is deleted", "Yes", "No")
    await anna.taps("No")
    anna.sees("Contact: 26123456")
    await anna.taps("Withdraw")
    await anna.taps("Yes")
    anna.sees("No longer in the directory: Olena")
    [partner] = await stored(house)
    assert partner.withdrawn_at is not None and partner.contact is None
    await anna.taps_data(old.message_id, f"partner:{partner.id}")
    assert "no longer there" in anna.alert


async def test_mentors_read_it_page_by_page_and_write_nothing(
    anna: Someone, ilze: Someone, house: House, smiltene: int
) -> None:
    await written(house, anna, smiltene, *(f"Partner {n:02}" for n in range(10)))
    await written(house, anna, smiltene, "Zane", kind=PartnerKind.CAREER_CONSULTANT, languages=("en",))
    await ilze.says("/help")
    await ilze.taps("Partneri")
    ilze.sees("Partneri un speciālisti:", "Zane\nKarjeras konsultants · English")
    assert "Pievienot partneri" not in ilze.last.labels
    await ilze.taps("Tālāk")
    ilze.sees("Partner 09\nPsihologs · Latviešu, Українська")
    await ilze.taps("Partner 09")
    ilze.sees("Kontakts: 26123456", "Pierakstīt konsultāciju")
    assert "Mainīt" not in ilze.last.labels
    await ilze.taps("Partneri")


async def test_one_municipalitys_directory_is_not_anothers(anna: Someone, house: House, smiltene: int) -> None:
    await written(house, anna, smiltene, "Olena")
    valka = await house.municipality("Valka")
    for role in (Role.MENTOR, Role.COORDINATOR):
        other = await joined_staff(house, f"Other {role}", role, valka, "en")
        await other.says("/partners")
        other.sees("The directory of partners is empty.")
        await other.taps_data(other.last.message_id, "partner:1")
        assert "no longer there" in other.alert


async def test_a_young_person_has_no_directory(ilze: Someone, house: House, smiltene: int) -> None:
    mary = (await beside(house, ilze, smiltene, Mary="en"))["Mary"]
    await mary.says("/partners")
    mary.sees("not among your tasks")


# --- consultations ---


async def test_a_mentor_notes_one_and_logs_it_as_a_session(
    anna: Someone, ilze: Someone, house: House, smiltene: int
) -> None:
    await written(house, anna, smiltene, "Olena")
    await beside(house, ilze, smiltene, Marta="lv", Oksana="uk")
    await ilze.says("/partners")
    await ilze.taps("Olena")
    await ilze.taps("Pierakstīt konsultāciju")
    ilze.sees("Kam bija konsultācija?")
    await ilze.taps("Oksana")
    await ilze.says("rīt")
    ilze.sees("vēl nav pienācis")
    await ilze.says("vakar")
    ilze.sees("Pierakstu: Oksana, Olena, otrdiena, 17. novembris\nCik ilgi tā notika?")
    await taps_all(ilze, "1 h")
    ilze.sees("Saglabāts.\nOksana: Olena, otrdiena, 17. novembris, 1 h", "Ierakstīt tikšanos", "Atsaukt")
    noted = ilze.last
    await ilze.taps("Ierakstīt tikšanos")
    ilze.sees("Oksana\notrdiena, 17. novembris\n1 h\nSpeciālista konsultācija")
    await ilze.taps("Saglabāt")
    ilze.sees("Saglabāts.\nOksana: 1 h")
    for label in ("Ierakstīt tikšanos", "Atsaukt"):
        await ilze.taps_data(noted.message_id, noted.button(label).data or "")
        assert "Tas jau ir ierakstīts" in ilze.alert
    async with house.blakus.sessions() as db:
        consultation = (await db.scalars(select(Consultation))).one()
        session = (await db.scalars(select(LoggedSession))).one()
    assert (consultation.minutes, consultation.attended, consultation.session_id) == (60, True, session.id)
    assert session.kind == "specialist"


async def test_one_that_did_not_take_place_and_one_noted_by_mistake(
    anna: Someone, ilze: Someone, house: House, smiltene: int
) -> None:
    await written(house, anna, smiltene, "Olena")
    await beside(house, ilze, smiltene, Oksana="uk")
    await ilze.says("/partners")
    await ilze.taps("Olena")
    await ilze.taps("Pierakstīt konsultāciju")
    await ilze.taps("Šodien")
    await ilze.taps("Tikšanās nenotika")
    ilze.sees("Oksana: Olena, trešdiena, 18. novembris, nenotika")
    await ilze.taps("Atsaukt")
    ilze.sees("Atsaukts.")
    async with house.blakus.sessions() as db:
        assert list(await db.scalars(select(Consultation))) == []
        actions = set(await db.scalars(select(AuditEntry.action)))
    assert {"consultation.logged", "consultation.undone"} <= actions


async def test_a_coordinator_notes_one_and_logs_no_session(
    anna: Someone, ilze: Someone, house: House, smiltene: int
) -> None:
    await written(house, anna, smiltene, "Olena")
    await beside(house, ilze, smiltene, Oksana="uk")
    await anna.says("/partners")
    await anna.taps("Olena")
    await anna.taps("Note a consultation")
    await anna.says("16.11.")
    await anna.says("45 min")
    anna.sees("Saved.\nOksana: Olena, Monday 16 November, 45 min", "Undo")
    assert "Log a session" not in anna.last.labels


@pytest.mark.parametrize(
    ("said", "answer"), [("kaut kad", "Datumu neizdevās nolasīt"), ("1.10.", "Oksana: programma sākās")]
)
async def test_days_that_cannot_be(
    anna: Someone, ilze: Someone, house: House, smiltene: int, said: str, answer: str
) -> None:
    await written(house, anna, smiltene, "Olena")
    await beside(house, ilze, smiltene, Oksana="uk")
    await ilze.says("/partners")
    await ilze.taps("Olena")
    await ilze.taps("Pierakstīt konsultāciju")
    await ilze.says(said)
    ilze.sees(answer)


# --- one's own data ---


async def test_ones_own_data_has_activities_and_consultations_and_nobody_elses(
    anna: Someone, ilze: Someone, house: House, smiltene: int, time: Time
) -> None:
    await written(house, anna, smiltene, "Olena")
    youth = await beside(house, ilze, smiltene, Marta="lv", Oksana="uk")
    await ilze.says("/activity rīt 14:00 CV ar Oksanu bibliotēkā, 2h")
    await ilze.taps("Saglabāt")
    await youth["Oksana"].taps("Прийду")
    await ilze.says("/activity 25.11. 14:00 kino ar Martu, 2h")
    await ilze.taps("Saglabāt")
    await ilze.says("/partners")
    await ilze.taps("Olena")
    await ilze.taps("Pierakstīt konsultāciju")
    await ilze.taps("Oksana")
    await ilze.taps("Šodien")
    await taps_all(ilze, "1 h")
    await youth["Oksana"].says("/mydata")
    sent = files(youth["Oksana"])
    data = json.loads(sent["json"])
    [activity] = data["activities"]
    assert (activity["title"], activity["answer"], activity["leader"]) == ("CV bibliotēkā", "coming", "Ilze")
    [consultation] = data["consultations"]
    assert (consultation["partner"], consultation["minutes"]) == ("Olena", 60)
    text = sent["txt"].decode().replace("\u00a0", " ")
    assert "ЗАПЛАНОВАНІ ПОДІЇ\nчетвер, 19 листопада, 14:00 · CV bibliotēkā · 2 год" in text
    assert "КОНСУЛЬТАЦІЇ\nсереда, 18 листопада · 1 год · Olena · Психолог" in text
    assert "подію заплановано" in text and "консультацію занотовано" in text
    assert "Marta" not in text and "kino" not in text
    await ilze.says("/mydata")
    text = files(ilze)["txt"].decode()
    assert "IEPLĀNOTĀS VAI VADĪTĀS AKTIVITĀTES" in text and "PIERAKSTĪTĀS KONSULTĀCIJAS" in text
    assert "Oksana" not in text and "bibliotēkā" not in text
    await anna.says("/mydata")
    assert "WRITTEN INTO THE DIRECTORY OF PARTNERS\nOlena · Psychologist" in files(anna)["txt"].decode()


async def test_deleted_data_leaves_nothing_planned(
    anna: Someone, ilze: Someone, house: House, smiltene: int, time: Time
) -> None:
    await written(house, anna, smiltene, "Olena")
    youth = await beside(house, ilze, smiltene, Marta="lv", Oksana="uk")
    await ilze.says("/activity")
    await taps_all(ilze, "Vairāki jaunieši", "Marta", "Oksana", "Tas ir viss")
    await ilze.says("Oksanas un Martas kino")
    await taps_all(ilze, "Pasākums")
    await ilze.says("25.11. 15-17")
    await taps_all(ilze, "Izlaist", "Izlaist", "Bez ierobežojuma", "Saglabāt")
    await ilze.says("/activity rīt 14:00 vārds mandragora ar Oksanu, 2h")
    await ilze.taps("Saglabāt")
    await youth["Oksana"].says("/deletemydata")
    await youth["Oksana"].taps("Так, видалити")
    async with house.blakus.sessions() as db:
        titles = [one.activity.title for one in await storage.activities.by_ids(db, range(1, 9))]
        [one] = await storage.activities.by_ids(db, [1])
    assert [seat.name for seat in one.seats] == ["Marta"]
    assert len(titles) == 1 and "Oksan" not in titles[0] and "Martas" in titles[0]
    await time.turns_to(datetime(2026, 11, 25, 17, 30, tzinfo=RIGA))
    ilze.sees("Kas piedalījās?", "Marta: jā")
    assert not any("mandragora" in message.text for message in ilze.chat.from_bot[-2:])


async def test_the_suggestions_know_who_speaks_the_language(anna: Someone, house: House, smiltene: int) -> None:
    await written(house, anna, smiltene, "Aija", "Zane", languages=("lv",))
    await written(house, anna, smiltene, "Olena", languages=("uk",))
    await written(house, anna, smiltene, "Coach", kind=PartnerKind.COACH, languages=("uk",))
    [gone] = await written(house, anna, smiltene, "Gone", languages=("uk",))
    valka = await house.municipality("Valka")
    async with house.blakus.sessions.begin() as db:
        boss = await storage.people.caller(db, anna.chat.id)
        assert boss is not None
        await services.partners.withdraw(db, gone, by=boss.id, now=house.clock.now())
        found = await storage.partners.for_suggestions(db, smiltene, [PartnerKind.PSYCHOLOGIST], "uk")
        assert [one.name for one in found] == ["Olena", "Aija", "Zane"]
        assert await storage.partners.for_suggestions(db, valka, list(PartnerKind), "uk") == []


async def test_a_partner_nothing_names_goes_a_year_after_it_left(
    anna: Someone, ilze: Someone, house: House, smiltene: int, time: Time
) -> None:
    named, unnamed, _newest = await written(house, anna, smiltene, "Named", "Unnamed", "Newest")
    await beside(house, ilze, smiltene, Oksana="uk")
    async with house.blakus.sessions.begin() as db:
        boss, mentor = await storage.people.caller(db, anna.chat.id), await storage.people.caller(db, ilze.chat.id)
        assert boss is not None and mentor is not None
        [stay] = [one.participation_id for one in await storage.pairs.youth_ever_of(db, mentor.id)]
        await services.partners.log(
            db, participation_id=stay, partner_id=named, day=date(2026, 11, 18), minutes=30, attended=True,
            by=mentor.id, now=house.clock.now(), zone=RIGA,
        )  # fmt: skip
        for one in (named, unnamed):
            await services.partners.withdraw(db, one, by=boss.id, now=house.clock.now())
    await time.turns_to(datetime(2027, 11, 1, 12, tzinfo=RIGA))
    assert len(await stored(house)) == 3
    await time.turns_to(datetime(2027, 11, 20, 12, tzinfo=RIGA))
    assert {one.name for one in await stored(house)} == {"Named", "Newest"}
