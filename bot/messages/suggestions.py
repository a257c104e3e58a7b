"""Starting activities, why they are suggested, and what a coordinator has to see to, under the keys of
`rules.suggestions`. A title is read by the young person too, so it says nobody's name and no *you*."""

from collections.abc import Collection

from bot.i18n import Speech
from bot.messages import questions
from bot.rules.plans import Suggestion
from bot.rules.suggestions import Advice, Reason


def title(_: Speech, key: str) -> str:
    return titles(_)[key]


def titles(_: Speech) -> dict[str, str]:
    """At most 100 characters: it may become an item of the plan."""
    return {
        "small_steps": _("One small step a week"),
        "one_to_one": _("Meetings with just the mentor"),
        "movement": _("Sport or a walk outdoors"),
        "ask_help": _("Asking for help: one call or letter together with the mentor"),
        "psychologist": _("A meeting with a psychologist"),
        "coach": _("A meeting with a coach"),
        "lawyer": _("A meeting with a lawyer"),
        "strengths_talk": _("A talk about strengths"),
        "near_with_mentor": _("A new place nearby, together with the mentor"),
        "youth_centre": _("A first visit to the youth centre"),
        "volunteering": _("Volunteering for half a day"),
        "small_group": _("A meeting in a small group"),
        "project": _("A youth project"),
        "culture": _("A concert, a show or a museum"),
        "camp": _("A youth camp"),
        "latvian_talk": _("Latvian in conversation with local people"),
        "getting_there": _("The way there: bus, times, costs"),
        "find_out": _("One question, and where to find its answer"),
        "on_time": _("A week of arriving on time"),
        "job_search": _("Looking through job offers with the mentor"),
        "cv": _("A first CV"),
        "company_visit": _("A visit to a company"),
        "placement": _("A short placement in a company"),
        "trade": _("A visit to a master craftsman"),
        "own_business": _("A talk with somebody who has a small business"),
        "driving": _("Driving licence: steps and costs"),
        "latvian": _("A Latvian course or language club"),
        "language_course": _("A language course"),
        "digital": _("Phone and computer: first steps"),
        "e_services": _("Online public services: a first try with the mentor"),
        "career_talk": _("A talk with a career consultant"),
        "school_visit": _("A look at a school or a course"),
        "enrol": _("Applying to a school"),
        "short_course": _("A short course"),
        "learn_anew": _("Learning in another way: one hour to try"),
        "money_plan": _("A simple money plan for a month"),
        "everyday_skill": _("One everyday skill, from cooking to repairs"),
    }


def for_plan(theirs: Speech, ours: Speech, advice: Advice, questions: Collection[str]) -> list[Suggestion]:
    """What the plan offers to whoever writes it, mentors too: a title in the young person’s language, a reason only out
    of answers to `questions`, which mentors may see. Where every reason would tell more, nothing is offered there."""
    return [
        Suggestion(
            source=f"profile:{one.offer.key}",
            pillar=one.offer.pillar,
            kind=one.offer.kind,
            title=title(theirs, one.offer.key),
            reason=reason(ours, why),
            minutes=one.offer.minutes,
        )
        for one in advice.activities
        if (why := one.seen_through(questions)) is not None
    ]


def reason(_: Speech, why: Reason) -> str:
    """The answer it repeats, or a sentence of its own."""
    if why.key == "said" and why.of is not None:
        labels = questions.labels(_, why.of)
        return f"{questions.of(_, why.of).about}: {'; '.join(labels[one] for one in why.options)}"
    return reasons(_)[why.key]


def reasons(_: Speech) -> dict[str, str]:
    """Where the answer does not speak for itself."""
    return {
        "usual": _("A good beginning for anyone"),
        "over_a_year": _("More than a year since studies or work: smaller goals first"),
        "alone": _("Time is spent alone: one to one first, groups later"),
        "try_out": _("The goal is still open: three things to try instead of one goal"),
        "lowest": _("Confidence is lowest here: a first small goal"),
        "countryside": _("Home is in the countryside: first of all the way there"),
        "latvian": _("Latvian so far: a little or not at all"),
        "no_e_services": _("Online public services are not among what was ticked"),
    }


def tasks(_: Speech) -> dict[str, str]:
    """For the coordinator."""
    return {
        "call": _("Would like a call"),
        "low": _("A low step on the ladder: talk soon, and begin with how things are"),
        "status": _("Studies, work or NVA: look into the answer about status"),
        "nobody": _(
            "Nobody to call when things are hard: find out who that could be; the mentor hears of it only if the young "
            "person agrees"
        ),
        "psychologist": _("Energy, mood, a move or the war gets in the way: ask whether a psychologist could help"),
        "recognition": _("Studies or work in another country: find out how the papers are recognised here"),
        "transport": _("Transport: agree how to get there and who pays"),
        "child_care": _("Caring for a child or the family: find times that fit, and help where needed"),
        "money": _("Money: find out which costs the programme can cover"),
        "doctor": _("Would like to see a doctor: talk about it in person; details of health stay out of the chat"),
        "volunteering": _(
            "Volunteering under 18: a written contract; under 16 also the written consent of the legal representative"
        ),
    }
