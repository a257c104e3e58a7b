"""The questionnaire's words, under the keys of `rules.questionnaire`: what is asked, what can be chosen."""

from collections.abc import Callable
from dataclasses import dataclass, field

from bot.i18n import Speech


@dataclass(frozen=True)
class Words:
    """`ask` has 350 characters at most; `options` and `rows` are buttons. `about` names the answer in a summary;
    `more` asks for words of one's own after an option that takes them."""

    ask: str
    about: str
    options: dict[str, str] = field(default_factory=dict)
    rows: dict[str, str] = field(default_factory=dict)
    more: str = ""


def of(_: Speech, key: str) -> Words:
    """Raises KeyError for a question that has no words."""
    return WORDS[key](_)


def labels(_: Speech, key: str) -> dict[str, str]:
    """What can be chosen; of a follow-up that chooses among what was chosen, the first question's labels."""
    return of(_, key).options or of(_, key.partition(".")[0]).options


def _how_long(_: Speech) -> Words:
    return Words(
        _.you("How long have you been without studies and work?"),
        _("Without studies and work"),
        {
            "under_3_months": _("Less than 3 months"),
            "3_to_6_months": _("3 to 6 months"),
            "6_to_12_months": _("6 to 12 months"),
            "1_to_2_years": _("1 to 2 years"),
            "over_2_years": _("More than 2 years"),
            "unsure": _("Not sure"),
        },
    )


WORDS: dict[str, Callable[[Speech], Words]] = {
    "how_long": _how_long,
}
