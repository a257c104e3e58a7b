"""Nothing in the tree depends on one person's machine, and every room says what it is for."""

import ast
import re

from tests.house import tree

# Put together from pieces, so that this file does not find itself.
MACHINE_PATHS = re.compile(
    "|".join(
        [
            "/wo" + "rk/",
            r"\.\./" + "shared",
            "/ro" + "ot/",
            "/Us" + "ers/",
            "/ho" + r"me/\w",
            "/op" + "t/(?:pypi|wheels)",
        ]
    )
)


def test_no_file_knows_the_machine_it_was_written_on() -> None:
    files = tree.files()
    assert len(files) > 50
    found = [
        f"{path.relative_to(tree.ROOT)}:{number}: {line.strip()[:80]}"
        for path in files
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="ignore").splitlines(), start=1)
        if MACHINE_PATHS.search(line)
    ]
    assert not found


def test_the_pattern_finds_what_it_should() -> None:
    assert MACHINE_PATHS.search("see /ho" + "me/ilze/blakus")
    assert not MACHINE_PATHS.search("/var/lib/blakus and https://example.lv/homework/")


def test_every_folder_of_the_bot_is_a_room_that_says_what_it_may_do() -> None:
    folders = {path.parent for path in tree.files() if path.suffix == ".py" and tree.BOT in path.parents}
    rooms = {folder for folder in folders if "migrations" not in folder.parts}
    assert len(rooms) > 3
    silent = [
        room.relative_to(tree.ROOT).as_posix()
        for room in sorted(rooms)
        if not (room / "__init__.py").exists()
        or not ast.get_docstring(ast.parse((room / "__init__.py").read_text(encoding="utf-8")))
    ]
    assert not silent
