"""What is drawn from answers: five to eight activities with their reasons, and nothing that contradicts an answer."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from bot.rules.plans import Pillar
from bot.rules.policies import Kind
from bot.rules.profiles import PARTS, seen_through
from bot.rules.questionnaire import CURRENT, VERSIONS, Answering, Condition, Facts, Question, Walk, chosen
from bot.rules.suggestions import FEWEST, MOST, OFFERS, TASKS, Advice, advice
from bot.rules.suggestions.offers import FIRST

QUESTIONS = VERSIONS[CURRENT]
BY_KEY = {one.key: one for one in QUESTIONS}


def answer_to(question: Question, options: list[str]) -> SearchStrategy[Any]:
    """Any answer that the questionnaire would take, a skip included."""
    given: SearchStrategy[Any]
    match question.answering:
        case Answering.ONE:
            given = st.sampled_from(options).map(lambda one: {"chosen": [one]})
        case Answering.SEVERAL:
            together = [one for one in options if one not in question.alone]
            some = st.lists(st.sampled_from(together), min_size=1, max_size=question.most or len(together), unique=True)
            alone = [[one] for one in options if one in question.alone]
            given = st.one_of(some, *([st.sampled_from(alone)] if alone else [])).map(lambda ones: {"chosen": ones})
        case Answering.MATRIX:
            given = st.fixed_dictionaries({row: st.sampled_from(question.options) for row in question.rows})
        case Answering.SCALES:
            given = st.fixed_dictionaries({row: st.integers(0, 10) for row in question.rows})
        case Answering.SCALE:
            given = st.integers(0, 10)
        case _:
            given = st.just({"words": "words"})
    return st.one_of(given, given, st.none())


@st.composite
def complete_walks(draw: DrawFn) -> Walk:
    facts = Facts(is_minor=draw(st.booleans()))
    walk = Walk(QUESTIONS, {}, facts)
    while walk.open:
        question = walk.open[0]
        answers = {**walk.answers, question.key: draw(answer_to(question, walk.options(question)))}
        walk = Walk(QUESTIONS, answers, facts)
    return walk


def of(is_minor: bool = False, **answers: Any) -> Advice:
    """`key="option"` for one choice, a list for several; other values as they are stored."""
    stored: dict[str, Any] = {
        key.replace("__", "."): {"chosen": [value] if isinstance(value, str) else value}
        if isinstance(value, str | list)
        else value
        for key, value in answers.items()
    }
    return advice(stored, Facts(is_minor=is_minor))


def keys(found: Advice) -> list[str]:
    return [one.offer.key for one in found.activities]


@settings(max_examples=300, deadline=None)
@given(complete_walks())
def test_any_profile_gets_five_to_eight_activities_with_reasons_and_no_contradiction(walk: Walk) -> None:
    answers = walk.used
    found = advice(answers, walk.facts)
    offered = keys(found)
    assert FEWEST <= len(offered) <= MOST
    assert len(set(offered)) == len(offered)
    assert len({one.offer.pillar for one in found.activities}) >= 3
    assert set(found.pillars) == {one.offer.pillar for one in found.activities}
    for one in found.activities:
        for reason in one.reasons:
            assert reason.when.holds(answers, walk.facts)
            if reason.key == "said":
                assert reason.of is not None and chosen(answers, reason.of) & set(reason.options)
        assert one.offer.unless is None or not one.offer.unless.holds(answers, walk.facts)
        assert not (one.offer.is_learning and "no" in chosen(answers, "learn_again"))
        assert one.offer.kind is not Kind.VOLUNTEERING or ("volunteering" in found.tasks) == walk.facts.is_minor
    languages = answers.get("languages") or {}
    assert ("latvian" in offered) >= (languages.get("lv") in ("none", "some"))
    assert not ("latvian" in offered and languages.get("lv") == "good")
    assert ("digital" in offered) == ("none" in chosen(answers, "digital"))
    if "countryside" in chosen(answers, "residence") and "alone" not in chosen(answers, "company"):
        assert offered[0] == "getting_there"
    if "unsure" in chosen(answers, "goal"):
        tried = [one for one in found.activities if any(reason.key == "try_out" for reason in one.reasons)]
        assert len(tried) == 3 and len({one.offer.pillar for one in tried}) == 3
    confidence = answers.get("confidence")
    if confidence and min(confidence.values()) < 10:
        row = min(confidence, key=lambda one: confidence[one])
        assert {"find": "find_out"}.get(row, row) in offered
    if over_a_year(answers):
        assert "small_steps" in offered or {"find_out", "on_time", "ask_help"} & set(offered)
        assert not {"placement", "camp", "enrol"} & set(offered)
    if chosen(answers, "company") == {"alone"}:
        groups = [one.offer.in_group for one in found.activities]
        assert groups == sorted(groups), "one to one first"


def over_a_year(answers: dict[str, Any]) -> bool:
    return bool(chosen(answers, "how_long") & {"1_to_2_years", "over_2_years"})


def test_who_skips_everything_gets_a_beginning_for_anyone() -> None:
    found = of()
    assert len(found.activities) == FEWEST
    assert {one.reasons[0].key for one in found.activities} == {"usual"}
    assert not found.tasks


def test_every_goal_leads_to_something_first() -> None:
    for goal in BY_KEY["goal"].options:
        found = of(goal=goal)
        assert any(one.weight >= FIRST and one.reasons[0].of == "goal" for one in found.activities), goal


def test_never_more_than_the_most_is_sure() -> None:
    """What must not be left out leaves room: the heaviest answers together."""
    found = of(
        residence="countryside", how_long="over_2_years", digital=["none"], goal="unsure",
        languages={"lv": "none"}, confidence={"find": 3, "on_time": 5, "ask_help": 4}, company=["alone"],
    )  # fmt: skip
    sure = [one.offer.key for one in found.activities if one.weight >= FIRST]
    assert sorted(sure) == sorted(
        ["getting_there", "latvian", "digital", "find_out", "near_with_mentor", "company_visit", "everyday_skill"]
    )
    assert len(found.activities) == MOST


def test_pillars_stand_in_order_of_weight() -> None:
    assert of(goal="job", work=["never"], barriers=["no_suitable_work"]).pillars[0] is Pillar.DO
    assert of(goal="school", learn_again="yes_now").pillars[0] is Pillar.KNOW


def test_tasks_follow_answers() -> None:
    assert of(education="abroad").tasks == ("recognition",)
    assert of(barriers=["mood"], specialists=["psychologist"]).tasks == ()
    assert of(barriers=["mood"]).tasks == ("psychologist",)
    assert of(support=["nobody"], ladder__call="yes").tasks == ("call", "nobody")
    assert of(ladder=0).tasks == of(ladder=3, ladder__call="no").tasks == ("low",)
    assert of(ladder=0, ladder__call="yes").tasks == ("call",)
    assert of(ladder=4).tasks == ()
    assert of(would_try=["volunteering"]).tasks == ()
    assert of(is_minor=True, would_try=["volunteering"]).tasks == ("volunteering",)
    assert of(status=["studying"]).tasks == ("status",)


def test_a_reason_that_tells_more_than_the_mentor_may_see_is_not_given_to_them() -> None:
    found = of(goal="job", barriers=["transport"], specialists=["psychologist"])
    by_key = {one.offer.key: one for one in found.activities}
    seen = seen_through({"goals", "strengths", "limits"})
    job = by_key["job_search"].seen_through(seen)
    assert job is not None and job.of == "goal"
    assert by_key["psychologist"].seen_through(seen) is None
    assert by_key["getting_there"].seen_through(seen) is None


def test_the_table_names_only_what_is_asked() -> None:
    assert len({one.key for one in OFFERS}) == len(OFFERS) > 20
    for offer in OFFERS:
        assert offer.reasons
        for reason in offer.reasons:
            if reason.of is not None:
                assert set(reason.options) <= set(BY_KEY[reason.of].options), (offer.key, reason)
    conditions: list[Condition] = [
        *(reason.when for offer in OFFERS for reason in offer.reasons),
        *(offer.unless for offer in OFFERS if offer.unless is not None),
        *(task.when for task in TASKS),
    ]
    for condition in conditions:
        for said in condition.says.replace("; or ", ";").replace("not ", "").split(";"):
            key = said.split(":")[0].split(",")[0].strip()
            assert key in BY_KEY or key in ("always", "under 18"), condition.says


def test_no_part_for_mentors_tells_how_somebody_feels() -> None:
    assert PARTS
    for questions in PARTS.values():
        for key in questions:
            assert not BY_KEY[key].is_wellbeing
    assert not seen_through(PARTS) & {"barriers", "support", "specialists", "company", "access"}
    assert seen_through([]) == frozenset()
