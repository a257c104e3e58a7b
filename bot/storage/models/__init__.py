"""The tables, one file a topic. Rows are plain: no rules, no words."""

from bot.storage.models.base import Base
from bot.storage.models.letterbox import Card, Conversation, InboxUpdate, OutboxRow, StoredFile
from bot.storage.models.months import MonthReason
from bot.storage.models.notices import Notice
from bot.storage.models.operations import AuditEntry, Lease, Receipt
from bot.storage.models.pairs import Pair, Participation, Pause
from bot.storage.models.people import (
    Account,
    Consent,
    EligibilityCheck,
    GuardianConsent,
    Invitation,
    Municipality,
    MunicipalPolicy,
    Person,
    RoleHeld,
)
from bot.storage.models.sessions import Attendance, Credit, LoggedSession

__all__ = [
    "Account",
    "Attendance",
    "AuditEntry",
    "Base",
    "Card",
    "Consent",
    "Conversation",
    "Credit",
    "EligibilityCheck",
    "GuardianConsent",
    "InboxUpdate",
    "Invitation",
    "Lease",
    "LoggedSession",
    "MonthReason",
    "MunicipalPolicy",
    "Municipality",
    "Notice",
    "OutboxRow",
    "Pair",
    "Participation",
    "Pause",
    "Person",
    "Receipt",
    "RoleHeld",
    "StoredFile",
]
