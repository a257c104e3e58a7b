"""The first version: the 29 steps of domain.md 10.5 in four sittings, with the branching given there."""

from bot.rules.plans import Pillar
from bot.rules.questionnaire.questions import (
    Answering,
    Question,
    at_most,
    both,
    chose,
    chose_only,
    chose_other_than,
    chose_so_many,
    skipped,
    supplied,
)

BE, TOGETHER, DO, KNOW = Pillar.BE, Pillar.TOGETHER, Pillar.DO, Pillar.KNOW
ONE, SEVERAL, WORDS = Answering.ONE, Answering.SEVERAL, Answering.WORDS

STRENGTHS = (
    *("patient", "honest", "creative", "precise", "friendly", "brave"),
    *("persistent", "curious", "caring", "funny", "calm", "reliable"),
)
_LOW_MOOD = chose("barriers", "mood", "moved_or_war")

QUESTIONS: tuple[Question, ...] = (
    # --- sitting 1: start ---
    Question("language", 1, 1, ONE, "person.language", options=("lv", "uk", "en"), known=True),
    Question("birth_date", 2, 1, Answering.DATE, "person.birth_date", known=True),
    Question(
        "status", 3, 1, SEVERAL, "eligibility_check.statuses",
        options=("studying", "working", "trade", "nva", "none", "unsure"),
        alone=frozenset({"none", "unsure"}),
        known=True,
    ),
    Question(
        "how_long", 4, 1, ONE, "neet_duration",
        options=("under_3_months", "3_to_6_months", "6_to_12_months", "1_to_2_years", "over_2_years", "unsure"),
    ),
    Question(
        "residence", 5, 1, ONE, "residence", options=("town", "countryside"),
        words_with=frozenset({"town", "countryside"}),
    ),
    Question(
        "barriers", 6, 1, SEVERAL, "barriers", (BE, TOGETHER, DO, KNOW),
        options=(
            "dont_know_what", "no_suitable_work", "transport", "money", "care", "language", "school_memories",
            "mood", "moved_or_war", "other", "rather_not_say",
        ),
        most=3,
        alone=frozenset({"rather_not_say"}),
        words_with=frozenset({"other"}),
    ),
    # --- sitting 2: learning and work ---
    Question(
        "education", 7, 2, ONE, "isced", (KNOW,),
        options=(
            "under_basic", "basic", "vocational_basic", "general_secondary", "vocational_secondary",
            "after_secondary", "higher", "abroad",
        ),
    ),
    Question(
        "last_studies", 8, 2, ONE, "edu_exit", (KNOW,),
        options=("finished", "left", "paused", "excluded", "not_started"),
    ),
    Question(
        "last_studies.why", 8, 2, WORDS, "edu_exit", (KNOW,),
        shown_when=chose("last_studies", "left", "paused", "excluded"),
    ),
    Question(
        "learn_again", 9, 2, ONE, "edu_wish", (KNOW,),
        options=("yes_now", "later", "short_courses", "trade", "no", "unsure"),
    ),
    Question(
        "languages", 10, 2, Answering.MATRIX, "languages", (KNOW, TOGETHER),
        rows=("lv", "en", "ru", "uk"),
        options=("none", "some", "good"),
        leads=chose("barriers", "language"),
    ),
    Question(
        "digital", 11, 2, SEVERAL, "digital", (KNOW,),
        options=("email_file", "cv", "e_services", "online_bank", "spreadsheet", "video_design", "code", "none"),
        alone=frozenset({"none"}),
    ),
    Question(
        "work", 12, 2, SEVERAL, "work_exp", (DO,),
        options=("never", "helped_out", "short_jobs", "over_6_months", "own_business", "volunteer", "abroad"),
        alone=frozenset({"never"}),
    ),
    Question("work.best", 12, 2, WORDS, "work_exp", (DO,), shown_when=chose_other_than("work", "never")),
    Question(
        "interests", 13, 2, SEVERAL, "riasec_like", (DO,),
        options=("build", "find_out", "create", "help_people", "lead", "order"),
        most=3,
    ),
    Question(
        "interests.first", 13, 2, ONE, "riasec_like", (DO,),
        of_chosen="interests",
        shown_when=chose_so_many("interests", 2, 2),
    ),
    Question(
        "skills", 14, 2, SEVERAL, "skills", (DO,),
        options=(
            "cooking", "children", "repairs", "driving", "phones", "animals", "garden", "sales", "beauty",
            "music_art", "sport", "languages", "other",
        ),
        words_with=frozenset({"other"}),
    ),
    Question("dream", 15, 2, WORDS, "dream", (DO, BE)),
    Question(
        "limits", 16, 2, SEVERAL, "constraints", (DO,),
        options=(
            "hours_a_day", "evenings_only", "distance", "no_licence", "child_care", "no_money_for_bus", "none",
        ),
        alone=frozenset({"none"}),
        first=((chose("residence", "countryside"), "distance"), (chose("barriers", "care"), "hours_a_day")),
    ),
    # --- sitting 3: people and me ---
    Question(
        "company", 17, 3, SEVERAL, "social", (TOGETHER,),
        options=("alone", "family", "friends", "online", "pets", "other"),
        words_with=frozenset({"other"}),
    ),
    Question(
        "support", 18, 3, SEVERAL, "support", (TOGETHER, BE),
        options=("family", "friend", "specialist", "someone_else", "nobody", "rather_not_say"),
        alone=frozenset({"nobody", "rather_not_say"}),
    ),
    Question(
        "took_part", 19, 3, SEVERAL, "participation", (TOGETHER,),
        options=("youth_centre", "ngo", "sport", "culture", "church", "volunteering", "none"),
        alone=frozenset({"none"}),
    ),
    Question(
        "would_try", 20, 3, SEVERAL, "wish", (TOGETHER,),
        options=(
            "volunteering", "youth_centre", "camp", "sport", "culture", "project", "small_group", "with_mentor",
        ),
    ),
    Question("ladder", 21, 3, Answering.SCALE, "measure.ladder", (BE,), is_wellbeing=True),
    Question(
        "ladder.call", 21, 3, ONE, "measure.ladder", (BE,), options=("yes", "no"),
        shown_when=at_most("ladder", 3),
        is_wellbeing=True,
    ),
    Question(
        "who5", 22, 3, ONE, "measure.who5", (BE,), options=("yes", "no"),
        shown_when=both(supplied("who5"), _LOW_MOOD),
        is_wellbeing=True,
    ),
    Question("strengths", 23, 3, WORDS, "strengths", (BE,)),
    Question(
        "strengths.words", 23, 3, SEVERAL, "strengths", (BE,), options=STRENGTHS, most=5,
        shown_when=skipped("strengths"),
    ),
    Question(
        "confidence", 24, 3, Answering.SCALES, "measure.conf", (BE, DO), rows=("find", "on_time", "ask_help"),
        is_wellbeing=True,
    ),
    # --- sitting 4: goals ---
    Question(
        "specialists", 25, 4, SEVERAL, "specialist_wish", (BE, KNOW),
        options=(
            "career_consultant", "psychologist", "coach", "doctor", "lawyer", "language_teacher", "none", "unsure",
        ),
        alone=frozenset({"none", "unsure"}),
        first=((_LOW_MOOD, "psychologist"),),
    ),
    Question(
        "goal", 26, 4, ONE, "goal", (BE, TOGETHER, DO, KNOW),
        options=("school", "trade", "job", "own_business", "language", "licence", "feel_better", "unsure"),
    ),
    Question(
        "goal.words", 26, 4, WORDS, "goal", (BE, TOGETHER, DO, KNOW),
        shown_when=chose_other_than("goal", "unsure"),
    ),
    Question(
        "reach.days", 27, 4, SEVERAL, "reminder_prefs", options=("workdays", "weekend"),
    ),
    Question(
        "reach.time", 27, 4, SEVERAL, "reminder_prefs", options=("morning", "day", "evening"),
    ),
    Question("reach.form", 27, 4, ONE, "reminder_prefs", options=("text", "voice")),
    Question("reach.ahead", 27, 4, SEVERAL, "reminder_prefs", options=("day_before", "hour_before")),
    Question(
        "access", 28, 4, SEVERAL, "access_needs",
        options=("easy_language", "voice_messages", "someone_along", "transport", "quiet_places", "other", "none"),
        alone=frozenset({"none"}),
        words_with=frozenset({"other"}),
    ),
    Question(
        "mentor", 29, 4, SEVERAL, "mentor_prefs",
        options=("same_language", "close_in_age", "calm", "energetic", "woman", "man", "no_preference"),
        alone=frozenset({"no_preference"}),
    ),
)  # fmt: skip

# Not a condition of any question, but of what is made of the answers.
ALONE_ONLY = chose_only("company", "alone")
