"""Whose names a message holds: any case form, either script, small slips, short forms, namesakes."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from rapidfuzz.distance import OSA

from bot.quicklog import forms
from bot.quicklog.answers import Name
from bot.quicklog.forms import ONLY_CYRILLIC
from bot.quicklog.skeletons import skeleton
from bot.quicklog.tokens import fold
from bot.quicklog.words import Line

_SHORTEST_SLIP = 4


@dataclass(frozen=True, slots=True)
class Mention:
    """Tokens `first` to `last` name one of `ids`; several ids are namesakes, none is somebody unknown."""

    first: int
    last: int
    rule: str
    ids: frozenset[int]


@dataclass(slots=True)
class Roster:
    """The forms of the names of a mentor's young people, and who may be meant by each."""

    ids: frozenset[int] = frozenset()
    owners: dict[str, set[int]] = field(default_factory=dict)
    nominatives: set[str] = field(default_factory=set)
    surnames: dict[int, str] = field(default_factory=dict)
    given: set[str] = field(default_factory=set)
    first_choice: dict[str, set[int]] = field(default_factory=dict)
    diminutives: dict[str, set[int]] = field(default_factory=dict)
    spelt: dict[str, set[int]] = field(default_factory=dict)
    slips: dict[str, set[str]] = field(default_factory=dict)

    def exact(self, form: str, *, is_cyrillic: bool) -> frozenset[int]:
        """Everybody who has a name with this form."""
        for table in (self.first_choice, self.owners):  # a full name goes before somebody else's short form
            found = table.get(form, set())
            if is_cyrillic:
                found = found | table.get(ONLY_CYRILLIC + form, set())
            if found:
                return frozenset(found)
        return frozenset()

    def near(self, form: str) -> frozenset[int]:
        """Everybody with a form one letter, or one swap of neighbours, away; the first letter is rarely a slip."""
        if len(form) < _SHORTEST_SLIP:
            return frozenset()
        hits = {hit for cut in _cuts(form) for hit in self.slips.get(cut, ())}
        close = [hit for hit in hits if hit[0] == form[0] and OSA.distance(form, hit, score_cutoff=1) == 1]
        return frozenset(each for hit in close for each in self.owners[hit])

    def near_as_spelt(self, key: str) -> frozenset[int]:
        """The same for a given name in its own script, where a swap of letters changes more than one sound."""
        if len(key) < _SHORTEST_SLIP:
            return frozenset()
        close = [name for name in self.spelt if name[0] == key[0] and OSA.distance(key, name, score_cutoff=1) == 1]
        return frozenset(each for name in close for each in self.spelt[name])


def roster_of(names: Sequence[Name]) -> Roster:
    """The forms of everybody on the roster; the same roster is prepared once."""
    return _prepared(tuple(names))


@lru_cache(maxsize=256)
def _prepared(names: tuple[Name, ...]) -> Roster:
    forms.known()  # read once, with the first roster, and not in the middle of some later line
    roster = Roster(frozenset(name.id for name in names))
    for name in names:
        given, *surnames = name.name.split() or [""]
        called = {given, *name.nicknames, *forms.short_of(given)}
        written = {skeleton(fold(each)) for each in called}
        roster.nominatives |= written | {forms.reduced(form) for form in written}
        roster.spelt.setdefault(fold(given), set()).add(name.id)
        roster.surnames[name.id] = skeleton(fold(surnames[-1])) if surnames else ""
        for each in {*called, *surnames}:
            for form in forms.of(each):
                roster.owners.setdefault(form, set()).add(name.id)
                if each in called:
                    roster.given.add(form)
                if each == given or each in surnames:
                    roster.first_choice.setdefault(form, set()).add(name.id)
        for form in forms.diminutives_of(given):
            roster.diminutives.setdefault(form, set()).add(name.id)
    for form in roster.first_choice.keys() | {
        form for name in names for each in name.nicknames for form in forms.of(each)
    }:
        if len(form) >= _SHORTEST_SLIP and form[0] != ONLY_CYRILLIC:
            for cut in _cuts(form):
                roster.slips.setdefault(cut, set()).add(form)
    return roster


def _cuts(form: str) -> set[str]:
    """The form and all it can become by losing one letter: two forms one slip apart share one of these."""
    return {form, *(form[:at] + form[at + 1 :] for at in range(len(form)))} if len(form) < 32 else {form}


def find(line: Line, roster: Roster, taken: set[int]) -> list[Mention]:
    """All mentions of people outside the tokens already taken, left to right."""
    found: list[Mention] = []
    at = 0
    while at < len(line):
        hit = None if at in taken or line.tokens[at].sort != "word" else _mention(line, roster, at, taken)
        if hit:
            found.append(hit)
        at = hit.last if hit else at + 1
    return found


def _mention(line: Line, roster: Roster, at: int, taken: set[int]) -> Mention | None:
    form = skeleton(line.key(at))
    ids = _owners(roster, line.key(at), form)
    if ids:
        if _is_somebody_else(line, roster, at, form):
            return Mention(at, at + 1, "another name", frozenset())
        hit = _narrowed(line, roster, Mention(at, at + 1, "name", ids))
        return hit if hit.last > at + 1 or _is_no_word(line, roster, at, form, taken) else None
    if at in line.covered or not _is_name_place(line, at):
        return None
    if _is_known(line, at, form):
        return Mention(at, at + 1, "another name", frozenset())
    if line.key(at - 1) == "-" and line.is_glued(at):
        return None
    small = roster.diminutives.get(form)
    if small:
        return _narrowed(line, roster, Mention(at, at + 1, "small form of a name", frozenset(small)))
    near = roster.near(form) or roster.near_as_spelt(line.key(at))
    return _narrowed(line, roster, Mention(at, at + 1, "name with a slip", near)) if near else None


def _is_somebody_else(line: Line, roster: Roster, at: int, form: str) -> bool:
    """Whether a case form of somebody on the roster is the very name of others: Jana is no genitive of Jānis alone."""
    own = {form, form + "s", forms.reduced(form), forms.reduced(form) + "s"}
    if not own.isdisjoint(roster.nominatives) or _is_genitive(line, at):
        return False
    known = forms.known()
    return form in known.given or (line.lang == "en" and form in known.english)


def _is_no_word(line: Line, roster: Roster, at: int, form: str, taken: set[int]) -> bool:
    """Whether a form is surely a name here, though surnames, and some given names, are ordinary words too."""
    if form not in roster.given:
        return _is_person_place(line, at, taken)
    return form not in forms.also_words() or _is_name_place(line, at)


def _is_known(line: Line, at: int, form: str) -> bool:
    """Whether somebody has this name. Short forms look like many a word: they count where a person surely stands."""
    known = forms.known()
    if form in known.given_forms:
        return True
    before, after = line.token(at - 1), line.token(at + 1)
    if line.cue(at - 1, "with"):
        return form in known.short_forms
    stands_apart = (before is None or before.sort != "word") and (after is None or after.sort != "word")
    return stands_apart and form in known.short


def _owners(roster: Roster, key: str, form: str) -> frozenset[int]:
    is_cyrillic = _is_cyrillic(key)
    return roster.exact(form, is_cyrillic=is_cyrillic) or roster.exact(forms.reduced(form), is_cyrillic=is_cyrillic)


def _is_genitive(line: Line, at: int) -> bool:
    """Whether "Jana" can be Jānis in the genitive: before what is his, or after a genitive preposition."""
    belongs = line.cue(at + 1, "kind") or line.cue(at + 1, "relative") or line.cue(at + 1, "talk")
    return bool(belongs or line.cue(at - 1, "genitive"))


def _is_cyrillic(key: str) -> bool:
    return any("\u0400" <= letter <= "\u04ff" for letter in key)


def _narrowed(line: Line, roster: Roster, hit: Mention) -> Mention:
    """A neighbouring surname or initial tells namesakes apart; a surname that fits nobody is a stranger's."""
    after = line.token(hit.last)
    if after is None or after.sort != "word":
        return hit
    form = skeleton(after.key)
    others = _owners(roster, after.key, form)
    if not others and hit.last not in line.covered:
        others = roster.near(form)
    if others:
        return Mention(hit.first, hit.last + 1, "name and surname", hit.ids & others)
    if hit.last not in line.covered and form.endswith(forms.surname_ends()):
        return Mention(hit.first, hit.last + 1, "another surname", frozenset())
    if len(hit.ids) > 1 and (line.key(hit.last + 1) == "." or len(after.key) == 1):
        fit = frozenset(each for each in hit.ids if roster.surnames[each].startswith(form))
        is_word = line.cue(hit.last, "with") or line.cue(hit.last, "and") or line.cue(hit.last, "at")
        if fit and (line.key(hit.last + 1) == "." or not is_word):
            return Mention(hit.first, line.skip(hit.last + 1, "."), "name and initial", fit)
    return hit


def _is_person_place(line: Line, at: int, taken: set[int]) -> bool:
    """Where a word that may also be no name is a person: behind "with", or between signs, numbers, days and kinds."""
    before_it = line.cue(at - 1, "with")
    is_loose = before_it is not None and before_it.value == "loose"
    if (before_it and not is_loose) or line.cue(at - 1, "and") or line.cue(at - 1, "or"):
        return True
    if line.key(at - 1) in {"nor", "ani", "ні"}:
        return True
    before, after = line.token(at - 1), line.token(at + 1)
    opens = before is None or before.sort != "word" or at - 1 in taken or bool(line.cue(at - 1, "talk"))
    closes = after is None or after.sort != "word" or at + 1 in taken
    if is_loose:
        return closes
    return opens and (closes or any(line.cue(at + 1, each) for each in _BESIDE_A_NAME))


_BESIDE_A_NAME = ("kind", "with", "and", "or", "talk", "no_show", "weak_no_show")


def _is_name_place(line: Line, at: int) -> bool:
    """Where a person stands: after "with" or "and", beside a sign, a number or an end of the line."""
    before, after = line.token(at - 1), line.token(at + 1)
    if before is None or after is None or before.sort != "word" or after.sort != "word":
        return True
    near = (line.cue(at - 1, "with"), line.cue(at - 1, "and"), line.cue(at + 1, "and"), line.cue(at + 1, "with"))
    return any(near)
