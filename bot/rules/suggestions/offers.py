"""Starting activities and what speaks for each: the table that a coordinator could have written.

The weight of a reason says how soon: from `FIRST` on it is never left out, below `USUAL` it only fills up. `unless`
keeps out what would contradict an answer.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.rules.partners import PartnerKind
from bot.rules.plans import Pillar
from bot.rules.policies import Kind
from bot.rules.questionnaire.questions import Condition, both, chose, chose_only
from bot.rules.suggestions.conditions import ALWAYS, either, left_out, lowest, rated, without

FIRST = 90
USUAL = 10

BE, TOGETHER, DO, KNOW = Pillar.BE, Pillar.TOGETHER, Pillar.DO, Pillar.KNOW


@dataclass(frozen=True)
class Reason:
    """Why something is offered. `of` is the question whose answer it repeats, with the `options` chosen there; `key`
    names a sentence of its own where the answer does not speak for itself."""

    weight: int
    when: Condition
    of: str | None = None
    options: tuple[str, ...] = ()
    key: str = "said"


@dataclass(frozen=True)
class Offer:
    """Something to begin with. `minutes`: all of it together. `partner`: which kind of partner it is done with.

    `in_group`: for later, where somebody is mostly alone. `is_learning`: not for who does not want to learn again."""

    key: str
    pillar: Pillar
    kind: Kind
    minutes: int
    reasons: tuple[Reason, ...]
    unless: Condition | None = None
    partner: PartnerKind | None = None
    in_group: bool = False
    is_learning: bool = False


def _said(weight: int, question: str, *options: str) -> Reason:
    """These options, or one of them, were chosen there."""
    return Reason(weight, chose(question, *options), question, options)


def _usual(weight: int) -> Reason:
    """For anyone, where answers say little."""
    return Reason(weight, ALWAYS, key="usual")


OVER_A_YEAR = chose("how_long", "1_to_2_years", "over_2_years")
GOAL_UNSURE = chose("goal", "unsure")
ALONE = either(chose_only("company", "alone"), chose_only("would_try", "with_mentor"))
NO_LEARNING = chose("learn_again", "no")
COUNTRYSIDE = chose("residence", "countryside")
LITTLE_LATVIAN = rated("languages", "lv", "none", "some")
GOOD_LATVIAN = rated("languages", "lv", "good")
A_LOWEST = either(*(lowest("confidence", row) for row in ("find", "on_time", "ask_help")))

_ALONE = Reason(70, chose_only("company", "alone"), "company", ("alone",), key="alone")


def _lowest(row: str) -> tuple[Reason, ...]:
    return (Reason(94, lowest("confidence", row), "confidence", key="lowest"),)


def _try_out(when: Condition = GOAL_UNSURE) -> Reason:
    """Three things to try in place of one goal."""
    return Reason(92, when, "goal", ("unsure",), key="try_out")


OFFERS: Sequence[Offer] = (
    # --- to be ---
    Offer(
        "small_steps", BE, Kind.MENTORING, 60,
        (Reason(95, without(OVER_A_YEAR, A_LOWEST), "how_long", key="over_a_year"), _usual(6)),
    ),
    Offer(
        "one_to_one", BE, Kind.MENTORING, 90,
        (_ALONE, _said(62, "would_try", "with_mentor"), _said(45, "barriers", "mood")),
    ),
    Offer(
        "movement", BE, Kind.COMMUNITY, 90,
        (_said(92, "goal", "feel_better"), _said(64, "would_try", "sport"), _said(50, "barriers", "mood")),
    ),
    Offer("ask_help", BE, Kind.MENTORING, 60, _lowest("ask_help")),
    Offer("psychologist", BE, Kind.SPECIALIST, 60, (_said(85, "specialists", "psychologist"),),
          partner=PartnerKind.PSYCHOLOGIST),
    Offer("coach", BE, Kind.SPECIALIST, 60, (_said(80, "specialists", "coach"),), partner=PartnerKind.COACH),
    Offer("lawyer", BE, Kind.SPECIALIST, 60, (_said(82, "specialists", "lawyer"),), partner=PartnerKind.OTHER),
    Offer(
        "strengths_talk", BE, Kind.MENTORING, 60,
        (_said(52, "barriers", "dont_know_what"), _said(30, "goal", "unsure"), _usual(4)),
    ),
    # --- to live together ---
    Offer(
        "near_with_mentor", TOGETHER, Kind.COMMUNITY, 120,
        (
            _try_out(both(GOAL_UNSURE, ALONE)), _ALONE, _said(58, "would_try", "with_mentor"),
            _said(48, "barriers", "moved_or_war"), _usual(6),
        ),
    ),
    Offer(
        "youth_centre", TOGETHER, Kind.NGO_YOUTH_CENTRE, 120,
        (_try_out(without(GOAL_UNSURE, ALONE)), _said(72, "would_try", "youth_centre"), _usual(3)),
        partner=PartnerKind.YOUTH_CENTRE, in_group=True,
    ),
    Offer(
        "volunteering", TOGETHER, Kind.VOLUNTEERING, 180,
        (_said(74, "would_try", "volunteering"), _said(35, "took_part", "volunteering")),
        partner=PartnerKind.NGO, in_group=True,
    ),
    Offer("small_group", TOGETHER, Kind.EVENT, 120, (_said(60, "would_try", "small_group"),), in_group=True),
    Offer("project", TOGETHER, Kind.NGO_YOUTH_CENTRE, 120, (_said(61, "would_try", "project"),),
          partner=PartnerKind.NGO, in_group=True),
    Offer("culture", TOGETHER, Kind.EVENT, 120, (_said(59, "would_try", "culture"),), in_group=True),
    Offer("camp", TOGETHER, Kind.EVENT, 480, (_said(57, "would_try", "camp"),), unless=OVER_A_YEAR, in_group=True),
    Offer(
        "latvian_talk", TOGETHER, Kind.NONFORMAL_LEARNING, 90,
        (Reason(56, rated("languages", "lv", "some"), "languages", key="latvian"),),
        partner=PartnerKind.NGO, in_group=True,
    ),
    # --- to do ---
    Offer(
        "getting_there", DO, Kind.CONSULTATION, 60,
        (
            Reason(99, COUNTRYSIDE, "residence", ("countryside",), key="countryside"),
            _said(83, "barriers", "transport"), _said(78, "limits", "distance", "no_money_for_bus"),
            _said(76, "access", "transport"),
        ),
    ),
    Offer("find_out", DO, Kind.CONSULTATION, 60, _lowest("find")),
    Offer("on_time", DO, Kind.MENTORING, 60, _lowest("on_time")),
    Offer("job_search", DO, Kind.CONSULTATION, 90,
          (_said(92, "goal", "job"), _said(63, "barriers", "no_suitable_work"))),
    Offer("cv", DO, Kind.CONSULTATION, 90,
          (_said(68, "goal", "job"), _said(40, "barriers", "no_suitable_work"))),
    Offer(
        "company_visit", DO, Kind.COMPANY_VISIT, 120,
        (
            _try_out(), _said(66, "goal", "job"), _said(51, "work", "never"),
            _said(42, "interests", "build", "find_out", "create", "help_people", "lead", "order"), _usual(5),
        ),
        partner=PartnerKind.COMPANY,
    ),
    Offer(
        "placement", DO, Kind.COMPANY_VISIT, 480,
        (_said(65, "goal", "job"), _said(54, "goal", "trade")),
        unless=OVER_A_YEAR, partner=PartnerKind.COMPANY,
    ),
    Offer(
        "trade", DO, Kind.COMPANY_VISIT, 180,
        (_said(92, "goal", "trade"), _said(77, "learn_again", "trade")),
        partner=PartnerKind.COMPANY,
    ),
    Offer("own_business", DO, Kind.CONSULTATION, 90,
          (_said(92, "goal", "own_business"), _said(33, "work", "own_business"))),
    Offer("driving", DO, Kind.NONFORMAL_LEARNING, 60,
          (_said(92, "goal", "licence"), _said(43, "limits", "no_licence"))),
    # --- to know ---
    Offer(
        "latvian", KNOW, Kind.NONFORMAL_LEARNING, 120,
        (
            Reason(93, LITTLE_LATVIAN, "languages", key="latvian"), _said(91, "barriers", "language"),
            _said(91, "goal", "language"),
        ),
        unless=GOOD_LATVIAN, partner=PartnerKind.REFUGEE_CENTRE,
    ),
    Offer(
        "language_course", KNOW, Kind.NONFORMAL_LEARNING, 120,
        (
            Reason(92, both(chose("goal", "language"), GOOD_LATVIAN), "goal", ("language",)),
            Reason(84, both(chose("barriers", "language"), GOOD_LATVIAN), "barriers", ("language",)),
            Reason(79, without(chose("specialists", "language_teacher"), LITTLE_LATVIAN), "specialists",
                   ("language_teacher",)),
        ),
    ),
    Offer("digital", KNOW, Kind.NONFORMAL_LEARNING, 90, (_said(93, "digital", "none"),)),
    Offer(
        "e_services", KNOW, Kind.CONSULTATION, 60,
        (Reason(28, left_out("digital", "e_services"), "digital", key="no_e_services"), _usual(3)),
        unless=either(chose("digital", "none"), chose("digital", "e_services")),
    ),
    Offer(
        "career_talk", KNOW, Kind.SPECIALIST, 60,
        (_said(86, "specialists", "career_consultant"), _said(69, "goal", "unsure"),
         _said(60, "barriers", "dont_know_what")),
        partner=PartnerKind.CAREER_CONSULTANT,
    ),
    Offer(
        "school_visit", KNOW, Kind.CONSULTATION, 120,
        (_said(92, "goal", "school"), _said(81, "learn_again", "yes_now"), _said(46, "learn_again", "later")),
        is_learning=True,
    ),
    Offer(
        "enrol", KNOW, Kind.CONSULTATION, 90, (_said(73, "learn_again", "yes_now"),),
        unless=OVER_A_YEAR, is_learning=True,
    ),
    Offer(
        "short_course", KNOW, Kind.NONFORMAL_LEARNING, 180,
        (_said(75, "learn_again", "short_courses"), _said(53, "goal", "school"), _said(31, "learn_again", "unsure")),
        is_learning=True,
    ),
    Offer(
        "learn_anew", KNOW, Kind.MENTORING, 60,
        (_said(67, "barriers", "school_memories"), _said(41, "last_studies", "left", "excluded")),
        is_learning=True,
    ),
    Offer("money_plan", KNOW, Kind.CONSULTATION, 60, (_said(55, "barriers", "money"),)),
    Offer("everyday_skill", KNOW, Kind.NONFORMAL_LEARNING, 90, (_try_out(), _usual(5))),
)  # fmt: skip
