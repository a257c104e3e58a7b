"""What every library begins with: a table that a coordinator can read, in every language."""

from collections import Counter
from dataclasses import dataclass
from zoneinfo import ZoneInfo

import pytest

from bot import messages, rules
from bot.i18n import LANGUAGES, Speech
from bot.rules.plans import TITLE_LIMIT, Pillar
from bot.rules.suggestions import OFFERS, STARTERS, starter, starters_for


@dataclass(frozen=True)
class Item:
    pillar: Pillar


def test_four_for_each_pillar() -> None:
    assert Counter(one.pillar for one in STARTERS) == dict.fromkeys(Pillar, 4)
    assert len({one.key for one in STARTERS}) == len(STARTERS)
    assert {one.key for one in STARTERS} <= {one.key for one in OFFERS}
    for one in STARTERS:
        rules.plans.check_amount(one.days, one.minutes)
        assert starter(one.key) is one
    assert starter("forged") is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_their_words_are_titles(language: str) -> None:
    titles = [
        messages.suggestions.title(Speech(language, ZoneInfo("Europe/Riga"), familiar=True), one.key)
        for one in STARTERS
    ]
    assert len(set(titles)) == len(STARTERS)
    for title in titles:
        assert rules.plans.clean_title(title) == title and len(title) <= TITLE_LIMIT


def test_the_pillars_of_which_a_plan_has_least_come_first() -> None:
    assert [one.pillar for one in starters_for([])][:4] == list(Pillar)
    planned = [Item(Pillar.DO), Item(Pillar.DO), Item(Pillar.KNOW)]
    assert [one.pillar for one in starters_for(planned)][:3] == [Pillar.BE, Pillar.TOGETHER, Pillar.BE]
    assert len(starters_for(planned)) == len(STARTERS)
