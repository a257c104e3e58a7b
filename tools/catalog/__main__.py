"""`python -m tools.catalog update | fill FILE.json --lang lv | missing --lang lv | check`."""

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from tools.catalog import checks, files, spelling, texts

ROOT = Path(__file__).parent.parent.parent


def main(arguments: list[str] | None = None, *, root: Path = ROOT) -> int:
    """0 when all is well; 1 with a line for each problem."""
    parser = argparse.ArgumentParser(prog="python -m tools.catalog", description="The catalogs of translations.")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("update", help="bring the catalogs in step with the code")
    fill = commands.add_parser(
        "fill", help='write translations from JSON: {"text": "…", "youth\\u0004text": ["…", "…"]}'
    )
    fill.add_argument("file", type=Path)
    missing = commands.add_parser("missing", help="print what is empty, as JSON to fill in")
    check = commands.add_parser("check", help="say all that is wrong")
    check.add_argument("--no-spelling", action="store_true", help="leave out Hunspell, which takes its time")
    for command in (fill, missing):
        command.add_argument("--lang", required=True, choices=files.LANGUAGES)
    asked = parser.parse_args(arguments)
    try:
        match asked.command:
            case "update":
                return _update(root)
            case "fill":
                return _fill(root, asked.lang, json.loads(asked.file.read_text(encoding="utf-8")))
            case "missing":
                return _missing(root, asked.lang)
        return _check(root, with_spelling=not asked.no_spelling)
    except (texts.CodeProblem, files.CatalogProblem, json.JSONDecodeError) as problem:
        print(problem)
        return 1


def _in_code(root: Path) -> dict[texts.Key, texts.Text]:
    return texts.in_code(root / "bot", root=root)


def _update(root: Path) -> int:
    said = _in_code(root)
    folder = root / "locales"
    with files.one_writer(folder):
        for language in files.LANGUAGES:
            path = files.path_of(folder, language)
            new = files.in_step(files.read(path, language), said, language)
            files.write(path, new, language)
            empty = sum(not all(files.forms(message)) for message in files.entries(new).values())
            print(f"{language}: {len(said)} entries, {empty} empty")
    return 0


def _fill(root: Path, language: str, given: dict[str, files.Filled]) -> int:
    """In step with the code first: whoever wrote a sentence a minute ago can translate it now."""
    said = _in_code(root)
    path = files.path_of(root / "locales", language)
    with files.one_writer(root / "locales"):
        catalog = files.in_step(files.read(path, language), said, language)
        refused = files.fill(catalog, given, language)
        files.write(path, catalog, language)
    print(f"{language}: {len(given) - len(refused)} filled")
    for key in refused:
        print(f"{language}: no entry, or another number of forms: {json.dumps(key, ensure_ascii=False)}")
    return 1 if refused else 0


def _missing(root: Path, language: str) -> int:
    catalog = files.read(files.path_of(root / "locales", language), language)
    empty = {
        files.written(key): files.forms(message) if message.pluralizable else ""
        for key, message in files.entries(catalog).items()
        if not all(files.forms(message))
    }
    print(json.dumps(empty, ensure_ascii=False, indent=1))
    return 0


def _check(root: Path, *, with_spelling: bool) -> int:
    found = list(_problems(root, with_spelling=with_spelling))
    for problem in found:
        print(problem)
    print(f"Translations: {len(found) or 'no'} problems.")
    return 1 if found else 0


def _problems(root: Path, *, with_spelling: bool) -> Iterator[str]:
    said = _in_code(root)
    for language in files.LANGUAGES:
        catalog = files.read(files.path_of(root / "locales", language), language)
        for problem in checks.problems(catalog, said, language):
            yield f"{language}: {problem}"
        if not with_spelling:
            continue
        try:
            for problem in spelling.problems(catalog, language, root / "locales" / f"words.{language}.txt"):
                yield f"{language}: {problem}"
        except spelling.NotHere as absent:
            print(absent)


if __name__ == "__main__":
    sys.exit(main())
