"""Words and signs that do not belong into a language: calques, the other *you*, foreign quotation marks."""

import re


def _banned(*rules: tuple[str, str]) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((cure, re.compile(pattern, re.IGNORECASE)) for pattern, cure in rules)


# A reader is never named by the funder's words or blamed, and no form of a word gives them a gender.
_ANYWHERE = (
    (r"\bNEET\b", "never to a person"),
    (r"\w/-\w+|\w\(-?[aаi]\)", "no slashes for gender: turn the sentence"),
)

BANNED = {
    "lv": _banned(
        *_ANYWHERE,
        (r"[\"'„«»‘]", "Latvian quotation marks are “…”"),
        (r"\bsekojoš\w*", "šāds"),
        (r"\bdotajā brīdī\b", "šobrīd"),
        (r"\bgriez(?:ties|ies|ieties) pie\b", "vērsties pie"),
        (r"\bpriekš\b", "the dative without priekš"),
        (r"\bnospied\w* uz\b", "nospied pogu"),
        (r"\bvairāk kā\b", "vairāk nekā"),
        (r"\bsavādāk\w*", "citādi"),
        (r"\btiks nosūtīt\w+", "nosūtīsim"),
        (r"\bsesij\w+", "tikšanās"),
        (r"\b(?:aizmirsi|nokavēji|nepareizi)\b", "no blame"),
        (r"\b(?:klient|mērķgrup|profilēšan)\w*", "never to a person"),
    ),
    "uk": _banned(
        *_ANYWHERE,
        (r"[\"'ʼ`]", "the apostrophe is ’ (U+2019), quotation marks are «…», inside „…“"),
        (r"[‘”]", "quotation marks are «…», inside „…“"),
        (r"\bна протязі\b", "протягом"),
        (r"\bслідуюч\w*", "наступний"),
        (r"\bприйм\w+ участь\b", "брати участь"),
        (r"\bполуч\w+", "отримати"),
        (r"\bнастройк\w*", "налаштування"),
        (r"\bвідмін(?:ити|и|ить|ено|ила|или|ив|іть)\b", "скасувати"),
        (r"\bна даний момент\b", "зараз"),
        (r"\bвибачаюс\w*", "перепрошую"),
        (r"\b[ву] \d+ годин\w*", "о 16:00"),
        (r"\bна разі\b", "наразі, or зараз for now"),
        (r"\b(?:забув|забула|запізнився|запізнилася|неправильно)\b", "no blame"),
        (r"\b(?:клієнт|цільов\w+ груп|профілюван)\w*", "never to a person"),
    ),
    "en": _banned(
        *_ANYWHERE,
        (r"[\"“”„«»]", "English quotation marks are ‘…’"),
        (r"(?<!\w)'|'(?!\w)", "English quotation marks are ‘…’"),
        (r"\b(?:clients?|target groups?|profiling)\b", "never to a person"),
    ),
}

# Capital letters only: jūs and ви in small letters are several people.
FORMAL = {
    "lv": re.compile(r"\b(?:Jūs|Jums|Jūsu)\b"),
    "uk": re.compile(r"\b(?:Ви|Вам|Вас|Вами|Ваш\w*)\b"),
}
FAMILIAR = {
    "lv": re.compile(r"\b(?:tu|tev|tevi|tevis|tavs|tava|tavu|tavi|tavas|tavam|tavai|tavā|tavus)\b", re.IGNORECASE),
    "uk": re.compile(r"\b(?:ти|тобі|тебе|тобою|твій|твоя|твоє|твої|твоїх|твого|твоєї|твою|твоїм)\b", re.IGNORECASE),
}
