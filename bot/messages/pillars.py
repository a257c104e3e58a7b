"""What the four pillars are called; the names stand on buttons and in the picture too."""

from bot.i18n import Speech
from bot.rules.plans import Pillar


def name(_: Speech, pillar: Pillar) -> str:
    return names(_)[pillar]


def names(_: Speech) -> dict[Pillar, str]:
    """All four, in UNESCO's order: to be, to live together, to do, to know."""
    return {
        # Translators: button
        Pillar.BE: _("Personal development"),
        # Translators: button
        Pillar.TOGETHER: _("Inclusion in society"),
        # Translators: button
        Pillar.DO: _("Work ethic"),
        # Translators: button
        Pillar.KNOW: _("Lifelong-learning skills"),
    }
