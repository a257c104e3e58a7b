"""What the kinds of activity are called; the names stand on buttons too."""

from bot.i18n import Speech
from bot.rules.policies import Kind


def name(_: Speech, kind: Kind) -> str:
    return names(_)[kind]


def names(_: Speech) -> dict[Kind, str]:
    """All nine, in the order of the programme's list."""
    return {
        # Translators: button
        Kind.MENTORING: _("Individual mentor support"),
        # Translators: button
        Kind.CONSULTATION: _("Consultation together"),
        # Translators: button
        Kind.NONFORMAL_LEARNING: _("Non-formal learning"),
        # Translators: button
        Kind.SPECIALIST: _("Specialist consultation"),
        # Translators: button
        Kind.EVENT: _("Event"),
        # Translators: button
        Kind.VOLUNTEERING: _("Volunteering"),
        # Translators: button
        Kind.NGO_YOUTH_CENTRE: _("NGO or youth centre"),
        # Translators: button
        Kind.COMPANY_VISIT: _("Company visit or placement"),
        # Translators: button
        Kind.COMMUNITY: _("Local community activity"),
    }
