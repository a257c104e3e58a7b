"""The tool that keeps the translations: each of its checks is seen failing on a small made-up house."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house import tree
from tools.catalog import files, spelling
from tools.catalog.__main__ import main

CODE = '''
"""Two buttons, a plural, a fact."""

def said(_):
    # Translators: {name} is a name, never inflected.
    _("Saved. {name}", name="Anna")
    _.you("Please write a number.")
    Choice(_("Undo"), "undo")
    _.plural("{n} day left", "{n} days left", 5)
    _.you_plural("{n} day to go", "{n} days to go", 5)
    # Translators: button
    later = _("Later")
    _("First line\\nsecond line")
'''
LATVIAN: dict[str, files.Filled] = {
    "Saved. {name}": "Saglabāts. {name}",
    "Please write a number.": "Ierakstiet skaitli.",
    "youth\u0004Please write a number.": "Ieraksti skaitli.",
    "Undo": "Atsaukt",
    "{n} day left": ["Paliek {n} dienu", "Paliek {n} diena", "Paliek {n} dienas"],
    "{n} day to go": ["Jums ir {n} dienu", "Jums ir {n} diena", "Jums ir {n} dienas"],
    "youth\u0004{n} day to go": ["Tev ir {n} dienu", "Tev ir {n} diena", "Tev ir {n} dienas"],
    "Later": "Vēlāk",
    "First line\nsecond line": "Pirmā rinda\notrā rinda",
}
UKRAINIAN: dict[str, files.Filled] = {
    "Saved. {name}": "Збережено. {name}",
    "Please write a number.": "Напишіть число.",
    "youth\u0004Please write a number.": "Напиши число.",
    "Undo": "Скасувати",
    "{n} day left": [f"Залишилося днів: {{n}}{end}" for end in ("", ".", "!", "…")],
    "{n} day to go": [f"Ви маєте днів: {{n}}{end}" for end in ("", ".", "!", "…")],
    "youth\u0004{n} day to go": [f"Ти маєш днів: {{n}}{end}" for end in ("", ".", "!", "…")],
    "Later": "Пізніше",
    "First line\nsecond line": "Перший рядок\nдругий рядок",
}


class House:
    """A tree with the code above and its catalogs in order."""

    def __init__(self, root: Path) -> None:
        self.root = root
        (root / "bot").mkdir()
        self.write(CODE)
        self.run("update")
        self.fill("lv", LATVIAN)
        self.fill("uk", UKRAINIAN)

    def write(self, code: str) -> None:
        (self.root / "bot" / "words.py").write_text(code, encoding="utf-8")

    def run(self, *arguments: str) -> int:
        return main(list(arguments), root=self.root)

    def fill(self, language: str, translations: dict[str, files.Filled]) -> int:
        given = self.root / "given.json"
        given.write_text(json.dumps(translations), encoding="utf-8")
        return self.run("fill", str(given), "--lang", language)

    def path(self, language: str) -> Path:
        return files.path_of(self.root / "locales", language)

    def edit(self, language: str, old: str, new: str) -> None:
        text = self.path(language).read_text(encoding="utf-8")
        assert old in text
        self.path(language).write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.fixture
def house(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> House:
    built = House(tmp_path)
    capsys.readouterr()
    return built


def test_a_house_in_order_has_no_problems(house: House, capsys: pytest.CaptureFixture[str]) -> None:
    assert house.run("check") == 0, capsys.readouterr().out
    assert capsys.readouterr().out.endswith("Translations: no problems.\n")


def test_catalogs_have_no_dates_and_lines_and_a_second_update_changes_nothing(house: House) -> None:
    first = {language: house.path(language).read_bytes() for language in files.LANGUAGES}
    assert b"#: bot/words.py\n" in first["lv"]
    assert b"Date" not in first["lv"]
    house.run("update")
    assert first == {language: house.path(language).read_bytes() for language in files.LANGUAGES}


def test_english_translates_itself_for_both_readers(house: House) -> None:
    known = files.entries(files.read(house.path("en"), "en"))
    assert len(known) == len(LATVIAN)
    assert all(all(files.forms(message)) for message in known.values())


def test_comments_reach_the_translator(house: House) -> None:
    text = house.path("uk").read_text(encoding="utf-8")
    assert "#. {name} is a name, never inflected.\n" in text
    assert text.count("#. Button: 32 characters at most, no full stop.\n") == 2
    assert text.count("#. To youth: tu / ти.\n") == 2


def test_what_no_code_says_is_dropped_and_the_rest_keeps_its_translation(house: House) -> None:
    house.write(CODE.replace('_("Saved. {name}", name="Anna")', '_("Kept. {name}", name="Anna")'))
    house.run("update")
    known = files.entries(files.read(house.path("lv"), "lv"))
    assert (None, "Saved. {name}") not in known
    assert known[None, "Kept. {name}"].string == ""
    assert known[None, "Undo"].string == "Atsaukt"


def test_missing_prints_what_fill_takes(house: House, capsys: pytest.CaptureFixture[str]) -> None:
    house.fill("lv", {"Undo": "", "youth\u0004{n} day to go": ["", "", ""]})
    capsys.readouterr()
    house.run("missing", "--lang", "lv")
    assert json.loads(capsys.readouterr().out) == {"Undo": "", "youth\u0004{n} day to go": ["", "", ""]}


def test_fill_translates_a_sentence_written_a_minute_ago(house: House) -> None:
    house.write(CODE + '    _("Hello!")\n')
    assert house.fill("lv", {"Hello!": "Sveiki!"}) == 0
    assert house.run("check", "--no-spelling") == 1  # Ukrainian waits
    assert house.fill("uk", {"Hello!": "Вітаю!"}) == 0
    assert house.run("update") == 0
    assert house.run("check", "--no-spelling") == 0


def test_several_people_fill_one_catalog_at_once(house: House) -> None:
    house.fill("lv", dict.fromkeys(("Undo", "Later", "Please write a number."), ""))
    script = "import sys; from pathlib import Path; from tools.catalog.__main__ import main; "
    script += "sys.exit(main(['fill', sys.argv[2], '--lang', 'lv'], root=Path(sys.argv[1])))"
    running = []
    for key in ("Undo", "Later", "Please write a number."):
        given = house.root / f"{key}.json"
        given.write_text(json.dumps({key: LATVIAN[key]}), encoding="utf-8")
        running.append(subprocess.Popen([sys.executable, "-c", script, house.root, given], cwd=tree.ROOT))
    assert [process.wait(timeout=60) for process in running] == [0, 0, 0]
    assert house.run("check", "--no-spelling") == 0


@pytest.mark.parametrize(
    "given", [{"Unheard of": "Nedzirdēts"}, {"{n} day left": ["viena", "divas"]}, {"Undo": ["a", "b", "c"]}]
)
def test_fill_refuses_what_fits_no_entry(
    given: dict[str, files.Filled], house: House, capsys: pytest.CaptureFixture[str]
) -> None:
    assert house.fill("lv", given) == 1
    assert "no entry, or another number of forms" in capsys.readouterr().out
    assert house.run("check", "--no-spelling") == 0


@pytest.mark.parametrize(
    ("language", "key", "said", "problem"),
    [
        ("lv", "Undo", "", "“Undo”: empty"),
        ("lv", "{n} day left", ["Paliek {n}", "", "Paliek {n}"], "empty"),
        ("lv", "Saved. {name}", "Saglabāts.", "lost {name}"),
        ("lv", "Saved. {name}", "Saglabāts. {vards}", "invented {vards}"),
        ("lv", "Saved. {name}", "Saglabāts. {name", "braces that do not match"),
        ("lv", "{n} day left", ["Paliek {n}", "Paliek diena", "Paliek {n}"], "lost {n}"),
        ("en", "{n} day left", ["One day left", "Days left"], "lost {n}"),
        ("lv", "Saved. {name}", "Saglabāts.  {name}", "two spaces"),
        ("lv", "Saved. {name}", "Saglabāts. {name} ", "a space at an end"),
        ("lv", "First line\nsecond line", "Pirmā rinda otrā rinda", "another number of lines"),
        ("lv", "Saved. {name}", 'Saglabāts: "{name}"', "Latvian quotation marks"),
        ("uk", "Saved. {name}", "Збережено: “{name}”", "quotation marks are «…»"),
        ("uk", "Saved. {name}", "Пам'ять: {name}", "the apostrophe is ’"),
        ("uk", "Saved. {name}", "Памʼять: {name}", "the apostrophe is ’"),
        ("en", "Saved. {name}", "Saved: '{name}'", "English quotation marks"),
        ("en", "Saved. {name}", "Saved: “{name}”", "English quotation marks"),
        ("lv", "Undo", "Atsaukt pēdējo ierakstu par tikšanos", "a button of 36 characters"),
        ("uk", "Later", "Пізніше, коли буде більше вільного часу", "a button of 39 characters"),
        ("lv", "Undo", "Atsaukt.", "a button with a full stop"),
        ("lv", "Saved. {name}", "{name} " + "Saglabāts. " * 400 + "Ir", "Telegram takes 4096"),
        ("lv", "youth\u0004Please write a number.", "Jums jāraksta skaitlis.", "“Jums” to youth"),
        ("uk", "youth\u0004Please write a number.", "Напишіть Ваше число.", "“Ваше” to youth"),
        ("lv", "Please write a number.", "Tev jāraksta skaitlis.", "“Tev” to staff"),
        ("uk", "Please write a number.", "Напиши твоє число.", "“твоє” to staff"),
        ("lv", "Saved. {name}", "Saglabāta sesija. {name}", "tikšanās"),
        ("lv", "Saved. {name}", "Saglabāts priekš: {name}", "priekš"),
        ("uk", "Saved. {name}", "На протязі дня: {name}", "протягом"),
        ("uk", "Saved. {name}", "Настройки: {name}", "налаштування"),
        ("uk", "Saved. {name}", "Відмінити: {name}", "скасувати"),
        ("en", "Saved. {name}", "Saved for NEET. {name}", "never to a person"),
        ("lv", "Saved. {name}", "Tu esi dzimis/-usi. {name}", "no slashes for gender"),
    ],
)
def test_a_wrong_translation_is_seen(
    language: str,
    key: str,
    said: files.Filled,
    problem: str,
    house: House,
    capsys: pytest.CaptureFixture[str],
) -> None:
    house.fill(language, {key: said})
    assert house.run("check", "--no-spelling") == 1
    found = [line for line in capsys.readouterr().out.splitlines() if problem in line]
    assert found
    assert found[0].startswith(f"{language}: ")


@pytest.mark.parametrize(
    ("language", "old", "new", "problem"),
    [
        ("lv", 'msgid "Undo"', '#, fuzzy\nmsgid "Undo"', "“Undo”: fuzzy"),
        ("lv", 'msgid "Undo"', 'msgid "Undone"', "“Undo”: not extracted"),
        ("lv", 'msgid "Undo"', 'msgid "Undone"', "“Undone”: stale"),
        ("uk", "nplurals=4", "nplurals=3", "cannot be read"),
        ("lv", "n%10==1 ?", "n%10==2 ?", "the Plural-Forms line"),
        ("lv", 'msgstr[2] "Paliek {n} dienas"\n', "", "empty"),
        (
            "lv",
            'msgstr[2] "Paliek {n} dienas"\n',
            'msgstr[2] "Paliek {n} dienas"\nmsgstr[3] "x"\n',
            "cannot be read",
        ),
    ],
)
def test_a_wrong_catalog_is_seen(
    language: str, old: str, new: str, problem: str, house: House, capsys: pytest.CaptureFixture[str]
) -> None:
    house.edit(language, old, new)
    assert house.run("check", "--no-spelling") == 1
    assert problem in capsys.readouterr().out


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ('_(f"Saved {said}")', "must stand in the call as plain text"),
        ("_(TEXT)", "must stand in the call as plain text"),
        ('_.plural("one", many, 5)', "must stand in the call as plain text"),
        ('_("Saved {name}", nmae="Anna")', "its facts differ: name, nmae"),
        ('_("Saved {name")', "braces of “Saved {name” do not match"),
        ('_("{n} day left", n=5)', "both with and without a plural"),
        ("def", "cannot be read"),
    ],
)
def test_a_sentence_that_no_catalog_can_hold_is_seen(
    line: str, problem: str, house: House, capsys: pytest.CaptureFixture[str]
) -> None:
    house.write(CODE + f"    {line}\n")
    before = house.path("lv").read_bytes()
    assert house.run("check", "--no-spelling") == 1
    assert problem in capsys.readouterr().out
    assert house.run("update") == 1
    assert house.path("lv").read_bytes() == before


def _needs(language: str) -> None:
    if not shutil.which("hunspell"):
        pytest.skip("there is no hunspell here")
    try:
        spelling.unknown(["a"], language)
    except spelling.NotHere as absent:
        pytest.skip(str(absent))


@pytest.mark.parametrize(
    ("language", "said", "word"),
    [
        ("lv", "Sagglabāts. {name}", "Sagglabāts"),
        ("uk", "Збережжено. {name}", "Збережжено"),
        ("en", "Savved. {name}", "Savved"),
    ],
)
def test_a_word_that_hunspell_does_not_know_is_seen_until_it_is_listed(
    language: str, said: str, word: str, house: House, capsys: pytest.CaptureFixture[str]
) -> None:
    _needs(language)
    house.fill(language, {"Saved. {name}": said})
    assert house.run("check") == 1
    assert f"{language}: “{word}” is no word" in capsys.readouterr().out
    (house.root / "locales" / f"words.{language}.txt").write_text(f"{word}\n", encoding="utf-8")
    assert house.run("check") == 0


def test_a_listed_word_takes_the_endings_of_another(house: House, capsys: pytest.CaptureFixture[str]) -> None:
    _needs("lv")
    house.fill("lv", {"Saved. {name}": "Saglabāts. Mentoriem: {name}"})
    assert house.run("check") == 1
    (house.root / "locales" / "words.lv.txt").write_text("mentors/direktors\n", encoding="utf-8")
    capsys.readouterr()
    assert house.run("check") == 0, capsys.readouterr().out


def test_a_list_of_words_stays_sorted(house: House, capsys: pytest.CaptureFixture[str]) -> None:
    _needs("lv")
    (house.root / "locales" / "words.lv.txt").write_text("b\na\n", encoding="utf-8")
    assert house.run("check") == 1
    assert "words.lv.txt must be sorted" in capsys.readouterr().out


@pytest.mark.parametrize("absent", ["the program", "the dictionary"])
def test_without_hunspell_it_says_what_is_not_checked(
    absent: str, house: House, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    if absent == "the program":
        monkeypatch.setenv("PATH", "")
    else:
        _needs("lv")
        monkeypatch.setattr(spelling, "DICTIONARIES", dict.fromkeys(files.LANGUAGES, "xx_XX"))
    assert house.run("check") == 0
    assert "Spelling of lv is not checked" in capsys.readouterr().out
