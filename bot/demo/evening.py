"""Oksana's first evening: how she answers the questions of getting to know each other, in her own words."""

from dataclasses import dataclass

WORDS_ONLY = ""


@dataclass(frozen=True)
class Said:
    """One answer: what she taps, one after another, and what she writes then. Nothing at all: she skips it."""

    taps: tuple[str, ...] = ()
    words: str = WORDS_ONLY


ANSWERS: dict[str, Said] = {
    "how_long": Said(("1_to_2_years",)),
    "residence": Said(("town",), "Смілтене"),
    "barriers": Said(("language:1", "dont_know_what:1", "moved_or_war:1", "done")),
    "languages": Said(("some", "some", "good", "good")),
    "education": Said(("general_secondary",)),
    "last_studies": Said(("left",)),
    "last_studies.why": Said(words="Переїхали посеред навчального року, далі було не до навчання."),
    "learn_again": Said(("short_courses",)),
    "digital": Said(("email_file:1", "video_design:1", "done")),
    "work": Said(("helped_out:1", "done")),
    "work.best": Said(words="Кав’ярня в тітки: подобалися гості, не подобалося вставати о п’ятій."),
    "interests": Said(("create:1", "help_people:1", "done")),
    "interests.first": Said(("create",)),
    "skills": Said(("cooking:1", "phones:1", "music_art:1", "done")),
    "dream": Said(words="Робити дизайн для кав’ярень і вільно говорити латиською."),
    "limits": Said(("no_licence:1", "no_money_for_bus:1", "done")),
    "company": Said(("online:1", "family:1", "done")),
    "support": Said(("family:1", "friend:1", "done")),
    "took_part": Said(("none:1", "done")),
    "would_try": Said(("small_group:1", "with_mentor:1", "done")),
    "ladder": Said(("5",)),
    "strengths": Said(words="Малюю, швидко вчуся, вмію слухати."),
    "confidence": Said(("4", "7", "3")),
    "specialists": Said(("career_consultant:1", "language_teacher:1", "done")),
    "goal": Said(("job",)),
    "goal.words": Said(words="Знайти першу роботу, де треба і руки, і смак."),
    "reach.days": Said(("workdays:1", "done")),
    "reach.time": Said(("morning:1", "evening:1", "done")),
    "reach.form": Said(("text",)),
    "reach.ahead": Said(("day_before:1", "done")),
    "access": Said(("someone_along:1", "done")),
    "mentor": Said(("calm:1", "close_in_age:1", "done")),
}
