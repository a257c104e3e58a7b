"""The tables, one file a topic. Rows are plain: no rules, no words."""

from bot.storage.models.activities import Activity, Seat
from bot.storage.models.base import Base
from bot.storage.models.broadcasts import Broadcast
from bot.storage.models.care import Call
from bot.storage.models.letterbox import Card, Conversation, InboxUpdate, OutboxRow, StoredFile
from bot.storage.models.months import MonthReason
from bot.storage.models.notices import Notice, NoticeEvent
from bot.storage.models.operations import AuditEntry, Job, Lease, Receipt
from bot.storage.models.pairs import Pair, Participation, Pause
from bot.storage.models.partners import Consultation, Partner
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
from bot.storage.models.plans import Paper, PlanGoal, PlanItem, PlanSuggestion, PlanTemplate, PlanVersion
from bot.storage.models.profiles import InstrumentText, Measure, Profile, ProfileAnswer
from bot.storage.models.sessions import Attendance, Credit, LoggedSession
from bot.storage.models.time_off import TimeOff

__all__ = [
    "Account",
    "Activity",
    "Attendance",
    "AuditEntry",
    "Base",
    "Broadcast",
    "Call",
    "Card",
    "Consent",
    "Consultation",
    "Conversation",
    "Credit",
    "EligibilityCheck",
    "GuardianConsent",
    "InboxUpdate",
    "InstrumentText",
    "Invitation",
    "Job",
    "Lease",
    "LoggedSession",
    "Measure",
    "MonthReason",
    "MunicipalPolicy",
    "Municipality",
    "Notice",
    "NoticeEvent",
    "OutboxRow",
    "Pair",
    "Paper",
    "Participation",
    "Partner",
    "Pause",
    "Person",
    "PlanGoal",
    "PlanItem",
    "PlanSuggestion",
    "PlanTemplate",
    "PlanVersion",
    "Profile",
    "ProfileAnswer",
    "Receipt",
    "RoleHeld",
    "Seat",
    "StoredFile",
    "TimeOff",
]
