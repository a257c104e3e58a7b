"""What the code says: every sentence passed to a `Speech`, read from the source without running it."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from string import Formatter

YOUTH = "youth"
TAG = "Translators:"
# Calls of Speech by their last name, and how many texts each begins with.
TEXTS_OF = {"_": 1, "you": 1, "plural": 2, "you_plural": 2}
FAMILIAR = ("you", "you_plural")
BUTTONS = ("Choice", "Link")

Key = tuple[str | None, str]  # context, English text (the singular)


class CodeProblem(Exception):
    """A sentence in the code that cannot be translated as it stands."""


@dataclass
class Text:
    """One entry of the catalogs, as the code wants it."""

    context: str | None
    ids: tuple[str, ...]  # one, or singular and plural
    places: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    is_button: bool = False

    @property
    def key(self) -> Key:
        return self.context, self.ids[0]


def in_code(folder: Path, *, root: Path) -> dict[Key, Text]:
    """All texts under `folder`, by file and then as they stand in it. Raises CodeProblem."""
    found: dict[Key, Text] = {}
    for path in sorted(folder.rglob("*.py")):
        place = path.relative_to(root).as_posix()
        for text in _in_file(path.read_text(encoding="utf-8"), place):
            known = found.setdefault(text.key, text)
            if len(known.ids) != len(text.ids):
                raise CodeProblem(f"{place}: “{text.ids[0]}” is said both with and without a plural")
            known.is_button = known.is_button or text.is_button
            known.places += [place] if place not in known.places else []
            known.comments += [comment for comment in text.comments if comment not in known.comments]
    return found


def placeholders(text: str) -> set[str]:
    """The facts a text names. Raises ValueError where its braces do not match."""
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def _in_file(source: str, place: str) -> Iterator[Text]:
    calls = [node for node in ast.walk(_parsed(source, place)) if isinstance(node, ast.Call)]
    buttons = {label for call in calls for label in _button_labels(call)}
    lines = source.splitlines()
    for call in sorted(calls, key=lambda call: (call.lineno, call.col_offset)):
        name = _speech_call(call)
        if name is None:
            continue
        ids = _literals(call, TEXTS_OF[name], place)
        told = _comment_above(call.lineno, lines)
        is_button = ids[0] in buttons or told.startswith("button")
        for context in (None, YOUTH) if name in FAMILIAR else (None,):
            yield Text(context, ids, [place], [told] if told else [], is_button)


def _comment_above(line: int, lines: list[str]) -> str:
    """What follows `# Translators:` in the comment that ends right above the call."""
    above: list[str] = []
    for text in reversed(lines[: line - 1]):
        if not text.strip().startswith("#"):
            break
        above.insert(0, text.strip().removeprefix("#").strip())
    _, tag, told = " ".join(above).partition(TAG)
    return told.strip() if tag else ""


def _parsed(source: str, place: str) -> ast.Module:
    try:
        return ast.parse(source)
    except SyntaxError as error:
        raise CodeProblem(f"{place}:{error.lineno}: cannot be read: {error.msg}") from None


def _speech_call(node: ast.expr) -> str | None:
    """`_` for _(…), `you` for _.you(…), None for any other call."""
    if not isinstance(node, ast.Call):
        return None
    match node.func:
        case ast.Name(id="_"):
            return "_"
        case ast.Attribute(value=ast.Name(id="_"), attr=name) if name in TEXTS_OF:
            return name
        case ast.Attribute(attr=name) if name in FAMILIAR:
            return name
    return None


def _literals(call: ast.Call, count: int, place: str) -> tuple[str, ...]:
    """The texts of a call. Put together at run time, one would reach no catalog."""
    texts = tuple(str(arg.value) for arg in call.args[:count] if isinstance(arg, ast.Constant))
    if len(texts) != count:
        raise CodeProblem(f"{place}:{call.lineno}: a sentence must stand in the call as plain text")
    facts = {keyword.arg for keyword in call.keywords}
    try:
        named = placeholders("".join(texts))
    except ValueError:
        raise CodeProblem(f"{place}:{call.lineno}: the braces of “{texts[0]}” do not match") from None
    differing = (facts ^ named) - ({"n"} if count > 1 else set())
    if differing and None not in facts:
        listed = ", ".join(sorted(str(fact) for fact in differing))
        raise CodeProblem(f"{place}:{call.lineno}: “{texts[0]}” and its facts differ: {listed}")
    return texts


def _button_labels(call: ast.Call) -> Iterator[str]:
    """The literal in Choice(_("…"), …) and Link(_("…"), …)."""
    is_button = isinstance(call.func, ast.Name | ast.Attribute) and _last_name(call.func) in BUTTONS
    if not is_button:
        return
    labels = [*call.args[:1], *(keyword.value for keyword in call.keywords if keyword.arg == "label")]
    for label in labels:
        if _speech_call(label) and isinstance(label, ast.Call) and isinstance(label.args[0], ast.Constant):
            yield str(label.args[0].value)


def _last_name(node: ast.Name | ast.Attribute) -> str:
    return node.id if isinstance(node, ast.Name) else node.attr
