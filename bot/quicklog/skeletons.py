"""One spelling for both scripts: "Юлія", "Jūlija" and "Yuliia" become one."""

import re
from functools import lru_cache

_CYRILLIC = dict(zip("абвгдежзийіклмнопрстуфхцчшыэ", "abvgdezzijiklmnoprstufgccsie", strict=True)) | {"щ": "sc"}
_IOTATED = {"є": "e", "ї": "i", "ю": "u", "я": "a"}
_VOWELS = "aeiou"
_ENGLISH = (("shch", "sc"), ("sh", "s"), ("ch", "c"), ("zh", "z"), ("kh", "g"), ("ck", "k"), ("ph", "f"), ("th", "t"))
_LATIN = str.maketrans({"h": "g", "w": "v", "q": "k"})


@lru_cache(maxsize=8192)
def skeleton(key: str) -> str:
    """A folded word in a spelling that both scripts share; "Юлія", "Jūlija" and "Yuliia" become one."""
    if not key.isascii():
        key = _romanized(key)
    for written, sound in _ENGLISH:
        if written[-1] in key:
            key = key.replace(written, sound)
    key = key.translate(_LATIN).replace("x", "ks")
    if "y" in key:
        key = re.sub(rf"y(?=[{_VOWELS}])|(?<=[{_VOWELS}])y", "j", key).replace("y", "i")
    key = re.sub(r"ii$", "ij", key)
    key = re.sub(r"ii?(?=[aeou])", "ij", key)
    key = re.sub(r"(?<=[aeou])j(?![aeiou])", "i", key)
    return re.sub(r"(?<=[bcdfgklmnprstvz])j(?=[aeou])", "", key)


def _romanized(key: str) -> str:
    letters: list[str] = []
    before = ""
    for letter in key:
        if letter in _IOTATED:
            is_open = not before or before in "аеєиіїоуюяьй"
            letters.append(("j" if is_open and before != "й" else "") + _IOTATED[letter])
        elif letter not in "ьъ":
            letters.append(_CYRILLIC.get(letter, letter))
        before = letter
    return "".join(letters)
