"""The shape of one question's words."""

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


Said = Callable[[Speech], Words]
