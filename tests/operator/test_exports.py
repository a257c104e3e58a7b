"""The books as CSV: exactly these columns, every entry, nothing that a spreadsheet would run."""

import asyncio
import csv
import io
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.reports import exports
from bot.rules.people import Role
from bot.storage import migrations, models
from bot.toolbox import database
from tests.operator.conftest import Operator, rows
from tests.town import RIGA, founded

LOGGED = datetime(2026, 11, 3, 16, 5, 30, 250000, tzinfo=UTC)
FORMULA = '=HYPERLINK("http://example.com";"you")'


async def _book(url: str) -> None:
    """Two municipalities; a session, its change, a group session, and one of the month before."""
    engine = database.make_engine(url)
    await migrations.upgrade(engine)
    async with database.session_maker(engine).begin() as db:

        async def keep(row: models.Base) -> int:
            db.add(row)
            await db.flush()
            return int(row.id)  # type: ignore[attr-defined]  # each of these tables has one

        async def person(name: str) -> int:
            return await keep(models.Person(name=name, language="lv", created_at=LOGGED))

        smiltene = await keep(models.Municipality(name="Smiltene"))
        ogre = await keep(models.Municipality(name="Ogre"))
        ilze, oksana, janis, peteris = [await person(name) for name in ("Ilze", "Oksana", "+Jānis", "Pēteris")]
        stays = []
        for youth, place in ((oksana, smiltene), (janis, smiltene), (peteris, ogre)):
            stays.append(
                await keep(
                    models.Participation(
                        youth_id=youth,
                        municipality_id=place,
                        started_on=date(2026, 11, 1),
                        planned_end_on=date(2027, 1, 31),
                    )
                )
            )
            await keep(
                models.Pair(participation_id=stays[-1], mentor_id=ilze, started_on=date(2026, 11, 1), created_at=LOGGED)
            )

        async def session(day: date, minutes: int, *who: int, note: str | None = None, **more: object) -> int:
            entry = await keep(
                models.LoggedSession(
                    mentor_id=ilze, day=day, minutes=minutes, kind="mentoring", mode="in_person", note=note,
                    logged_at=LOGGED, logged_by=ilze, **more,
                )
            )  # fmt: skip
            for stay in who:
                attendance = {"session_id": entry, "participation_id": stay, "attended": minutes > 0}
                await keep(models.Attendance(**attendance))
                if minutes and not more.get("voided_at"):
                    await keep(
                        models.Credit(
                            session_id=entry, participation_id=stay, mentor_id=ilze, day=day, minutes=minutes,
                            kind="mentoring", mode="in_person", is_group=len(who) > 1,
                        )
                    )  # fmt: skip
            return entry

        first = await session(date(2026, 11, 2), 90, stays[0], start=time(14, 5), voided_at=LOGGED)
        await session(date(2026, 11, 2), 60, stays[0], note=FORMULA, replaces_id=first)
        await session(date(2026, 11, 3), 120, stays[0], stays[1], note='two, "quoted"\nlines')
        await session(date(2026, 11, 4), 0, stays[2])
        await session(date(2026, 10, 31), 45, stays[0])
    await engine.dispose()


def _read(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


@pytest.fixture
def books(operator: Operator, database_url: str) -> Operator:
    operator.sets(DATABASE_URL=database_url)
    asyncio.run(_book(database_url))
    return operator


def test_sessions_of_a_month_one_row_for_each_young_person(books: Operator) -> None:
    said = books.types("export", "sessions", "--from", "2026-11-01", "--to", "2026-11-30", "--format", "csv")
    assert said.code == 0
    header, _, _ = said.out.partition("\n")
    assert header == ("session_id,date,start,minutes,mentor,youth,kind,attended,note,logged_at,voided_at,replaces_id")
    table = _read(said.out)
    assert [(row["date"], row["youth"], row["minutes"]) for row in table] == [
        ("2026-11-02", "Oksana", "90"),
        ("2026-11-02", "Oksana", "60"),
        ("2026-11-03", "Oksana", "120"),
        ("2026-11-03", "'+Jānis", "120"),
        ("2026-11-04", "Pēteris", "0"),
    ]
    assert table[0] == {
        "session_id": "1",
        "date": "2026-11-02",
        "start": "14:05",
        "minutes": "90",
        "mentor": "Ilze",
        "youth": "Oksana",
        "kind": "mentoring",
        "attended": "yes",
        "note": "",
        "logged_at": "2026-11-03T18:05:30+02:00",
        "voided_at": "2026-11-03T18:05:30+02:00",
        "replaces_id": "",
    }
    assert (table[1]["note"], table[1]["replaces_id"]) == (f"'{FORMULA}".replace(';"', ";'\""), "1")
    assert table[2]["note"] == 'two, "quoted" lines'
    assert table[4]["attended"] == "no"


def test_one_municipality_alone_into_a_file(books: Operator, tmp_path: Path) -> None:
    span = ("--from", "2026-11-01", "--to", "2026-11-30")
    said = books.types("export", "sessions", *span, "--municipality", "Ogre", "--out", tmp_path / "ogre.csv")
    assert (said.code, said.out) == (0, "")
    assert [row["youth"] for row in _read((tmp_path / "ogre.csv").read_text("utf-8"))] == ["Pēteris"]
    refused = books.types("export", "sessions", *span, "--municipality", "Rīga")
    assert refused.code == 1
    assert "no municipality “Rīga” (known: Ogre, Smiltene)" in refused.err


def test_hours_of_a_month(books: Operator) -> None:
    said = books.types("export", "hours", "--month", "2026-11")
    assert said.out.splitlines() == [
        "month,municipality,youth,mentors,target_minutes,done_minutes,shortfall_minutes",
        "2026-11,Ogre,Pēteris,Ilze,1200,0,1200",
        "2026-11,Smiltene,'+Jānis,Ilze,1200,120,1080",
        "2026-11,Smiltene,Oksana,Ilze,1200,180,1020",
    ]
    assert books.types("export", "hours", "--month", "November").err.startswith("blakus: “November” is no month")


def test_the_audit_keeps_that_the_books_were_taken(operator: Operator) -> None:
    operator.types("export", "hours", "--month", "2026-11")
    assert rows(operator.folder, "SELECT action, actor_id, subject FROM audit") == [
        ("data.exported", None, "hours=2026-11")
    ]


# --- cells that a spreadsheet would run ---

SIGNS = "=+-@＝＋－＠"
# What people may type, rather more of what matters here.
TYPED = st.text(
    st.one_of(st.characters(codec="utf-8", exclude_characters="\0"), st.sampled_from(SIGNS + ";\t\r\n\"', a1"))
)


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        *((f"{sign}1+1", f"'{sign}1+1") for sign in SIGNS),
        ("\t=1+1", " '=1+1"),
        ("\n=1+1", " '=1+1"),
        ("ok;=HYPERLINK(1)", "ok;'=HYPERLINK(1)"),
        ("ok; -2 h; @home", "ok; '-2 h; '@home"),
        ("ok\r\n=HYPERLINK(1)", "ok =HYPERLINK(1)"),
        ("ok;\u2028\t=1", "ok;  '=1"),
        ('ok;"=1+1"', 'ok;\'"=1+1"'),
    ],
)
def test_a_cell_that_a_spreadsheet_would_run_is_made_harmless(text: str, cell: str) -> None:
    assert exports.harmless(text) == cell


@pytest.mark.parametrize("text", ["", "Anna", "2 h", "'already", "e=mc2", "Anna; Ilze", "a-b; c+d", 'the "CV"'])
def test_other_cells_stay_as_they_are(text: str) -> None:
    assert exports.harmless(text) == text


@given(TYPED)
def test_the_words_stay_readable_and_nothing_runs(text: str) -> None:
    cell = exports.harmless(text)
    assert cell.splitlines() in ([cell], [])
    assert exports.harmless(cell) == cell
    assert _words(cell) == _words(text)
    assert not [part for part in cell.split(";") if part.lstrip().startswith(tuple(SIGNS))]


def _words(text: str) -> list[str]:
    """What a reader reads: without the apostrophes, wherever lines and cells break."""
    return text.replace("'", "").split()


@given(notes=st.lists(TYPED, min_size=1, max_size=5))
@example(notes=['x;"', "=1", "two\nlines", 'three\r"lines"\u2028;=1'])
@settings(max_examples=25, deadline=None)
def test_whatever_was_noted_a_reader_gets_one_row_for_each_session_and_young_person(notes: list[str]) -> None:
    out = io.StringIO()

    async def write() -> None:
        async with founded() as town:
            place = await town.place()
            ilze = await town.person("Ilze", Role.MENTOR, place=place)
            stays = [await town.youth(name, ilze, place=place) for name in ("Oksana", "Jānis")]
            async with town.sessions.begin() as db:
                for note in notes:
                    session = models.LoggedSession(
                        mentor_id=ilze, day=date(2026, 11, 3), minutes=60, kind="mentoring", mode="in_person",
                        note=note, logged_at=LOGGED, logged_by=ilze,
                    )  # fmt: skip
                    db.add(session)
                    await db.flush()
                    for stay in stays:
                        db.add(models.Attendance(session_id=session.id, participation_id=stay, attended=True))
            async with town.sessions() as db:
                await exports.sessions(db, out, first=date(2026, 11, 1), last=date(2026, 11, 30), zone=RIGA)

    asyncio.run(write())
    table = _read(out.getvalue())
    assert [row["youth"] for row in table] == ["Oksana", "Jānis"] * len(notes)
    assert [_words(row["note"]) for row in table] == [_words(note) for note in notes for _ in range(2)]
    for delimiter in ";\t":  # as Excel in Latvian reads it, and one that was told wrong
        rows = list(csv.reader(io.StringIO(out.getvalue(), newline=""), delimiter=delimiter))
        assert len(rows) == 1 + len(table)
        assert not [cell for row in rows for cell in row if cell.lstrip().startswith(tuple(SIGNS))]
