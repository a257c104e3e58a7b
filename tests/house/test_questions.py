"""What every question owes its reader: words in three languages that fit, one question, labels told apart."""

import re
from zoneinfo import ZoneInfo

import pytest

from bot import messages
from bot.i18n import LANGUAGES, Speech
from bot.messages import getting_to_know
from bot.messages.questions import WORDS, Words
from bot.rules.questionnaire import VERSIONS, Answering, Question
from tests.house.test_words import POP_UP

RIGA = ZoneInfo("Europe/Riga")
SPEECHES = [Speech(language, RIGA, familiar) for language in LANGUAGES for familiar in (True, False)]
QUESTIONS = [question for version in VERSIONS.values() for question in version]
LONGEST_QUESTION = 350
LONGEST_LABEL = 30  # a button has 32 characters, and a tick takes two
NAMES = "Aleksandra Kalniņa-Liepiņa, Maksymiliana Solovienko-Bondar"

# Stems: never to a person, whatever the ending. "Risk" is a word of the funder, not of a conversation.
FORBIDDEN = re.compile(r"\bneet\b|profil(?!e\b)|профіл|\bclient|\bklient|клієнт|\brisk|ризик|target group|mērķgrup")
GENDERED = re.compile(r"\w\s?/\s?-?\w|\w\(-?\w{1,3}\)|\w/-")
FAMILIAR = {
    "lv": re.compile(r"\b(?:tu|tev|tevi|tavs|tava|tavas|tavi|tavu)\b", re.IGNORECASE),
    "uk": re.compile(r"\b(?:ти|тобі|тебе|тобою|твій|твоя|твоє|твої|твою)\b", re.IGNORECASE),
    "en": re.compile(r"\byour?\b", re.IGNORECASE),
}
NOT_NEEDED = {
    "lv": ("vesel", "adres", "personas kod"),
    "uk": ("здоров", "адрес", "персональний код"),
    "en": ("health", "address", "personal code"),
}


def _named(speech: Speech) -> str:
    return f"{speech.language}-{'youth' if speech.familiar else 'staff'}"


each_speech = pytest.mark.parametrize("speech", SPEECHES, ids=_named)


def every_question(speech: Speech) -> list[tuple[Question, Words]]:
    assert len(QUESTIONS) > 30
    return [(question, messages.questions.of(speech, question.key)) for question in QUESTIONS]


def labels(words: Words) -> list[str]:
    return [*words.options.values(), *words.rows.values()]


def without_commands(text: str) -> str:
    return re.sub(r"/[a-z]+\b", "", text)


def test_every_question_of_every_version_has_words_and_no_words_are_left_over() -> None:
    assert set(WORDS) == {question.key for question in QUESTIONS}


@each_speech
def test_every_option_and_row_has_a_label_in_the_order_of_the_rules(speech: Speech) -> None:
    for question, words in every_question(speech):
        assert tuple(words.options) == question.options, question.key
        assert tuple(words.rows) == question.rows, question.key
        assert bool(words.more) == bool(question.words_with), question.key
        shown = messages.questions.labels(speech, question.key)
        if question.of_chosen is not None:
            assert shown == messages.questions.of(speech, question.of_chosen).options


@each_speech
def test_a_question_is_short_and_asks_one_thing_at_its_end(speech: Speech) -> None:
    for question, words in every_question(speech):
        for text in filter(None, (words.ask, words.more)):
            assert len(text) <= LONGEST_QUESTION, question.key
            assert text.endswith("?"), (question.key, text)
            assert text.count("?") == 1, (question.key, text)
            assert "!" not in text, (question.key, text)


@each_speech
def test_labels_fit_beside_a_tick_and_can_be_told_apart(speech: Speech) -> None:
    """Typed, a label counts as its tap, so it must not mean one of the ways out either."""
    ways_out = {
        *(one(speech)[0].casefold() for one in (messages.conversation.back, messages.conversation.skip)),
        *(one(speech)[0].casefold() for one in (messages.conversation.help_, messages.conversation.stop)),
        getting_to_know.talk_to_person(speech).casefold(),
        getting_to_know.done_choosing(speech).casefold(),
    }
    for question, words in every_question(speech):
        said = [label.casefold() for label in labels(words)]
        assert len(said) == len(set(said)), question.key
        assert not ways_out & set(said), question.key
        for label in labels(words):
            assert 1 <= len(label) <= LONGEST_LABEL, (question.key, label)
            assert label[-1] not in ".?!", (question.key, label)


@each_speech
def test_a_summary_names_every_answer_in_its_own_few_words(speech: Speech) -> None:
    abouts = [words.about for _, words in every_question(speech)]
    assert len(abouts) == len({about.casefold() for about in abouts})
    for about in abouts:
        assert 1 <= len(about.split()) <= 6, about
        assert about[-1] not in ".?:", about


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_coordinator_reads_too_says_no_you(language: str) -> None:
    for familiar in (True, False):
        for question, words in every_question(Speech(language, RIGA, familiar)):
            for text in (words.about, *labels(words)):
                assert not FAMILIAR[language].search(text), (question.key, text)


@each_speech
def test_words_of_ones_own_come_with_what_need_not_be_told(speech: Speech) -> None:
    asked = [words.ask for question, words in every_question(speech) if question.answering is Answering.WORDS]
    asked += [words.more for question, words in every_question(speech) if question.words_with]
    assert len(asked) > 9
    for text in asked:
        assert all(stem in text.casefold() for stem in NOT_NEEDED[speech.language]), text


@each_speech
def test_a_scale_says_what_its_ends_mean(speech: Speech) -> None:
    scales = [
        words.ask
        for question, words in every_question(speech)
        if question.answering in (Answering.SCALE, Answering.SCALES)
    ]
    assert len(scales) == 2
    for text in scales:
        assert re.search(r"\b0\b", text)
        assert re.search(r"\b10\b", text)


@each_speech
def test_wellbeing_says_that_the_mentor_does_not_see_it(speech: Speech) -> None:
    """The follow-up about a call says instead who will be told."""
    asked = {question.key: words.ask for question, words in every_question(speech) if question.is_wellbeing}
    assert len(asked) == 4
    mentor = {"lv": "mentors", "uk": "ментор", "en": "mentor"}[speech.language]
    coordinator = {"lv": "programmas vadītājs", "uk": "координатор", "en": "coordinator"}[speech.language]
    assert coordinator in asked.pop("ladder.call")
    assert all(mentor in text for text in asked.values())


def around(_: Speech) -> list[str]:
    """Every sentence of `getting_to_know`, with facts that are long."""
    return [
        getting_to_know.welcome(_),
        getting_to_know.welcome_back(_, 0, 41),
        *(getting_to_know.sitting_done(_, n) for n in (1, 2, 3)),
        getting_to_know.later(_),
        getting_to_know.stopped(_),
        getting_to_know.about(_),
        getting_to_know.will_be_told(_, NAMES),
        getting_to_know.choose_at_most(_, 3),
        getting_to_know.ask_words_or_voice(_),
        getting_to_know.voice_kept(_),
        getting_to_know.so_far(_, "CV"),
        getting_to_know.nudge(_, 1),
        getting_to_know.nudge(_, 2),
        getting_to_know.summary_heading(_),
        getting_to_know.change_which(_),
        getting_to_know.what_mentors_may_see(_),
        getting_to_know.mentor_sees_saved(_),
        getting_to_know.sent(_, NAMES),
        getting_to_know.asked_back(_, "CV", "CV"),
        getting_to_know.decided_programme(_, NAMES),
        getting_to_know.decided_referred(_, "NVA", NAMES),
        getting_to_know.decided_thinking(_, NAMES),
        getting_to_know.decided_not_eligible(_, NAMES),
    ]


def around_labels(_: Speech) -> list[str]:
    return [
        getting_to_know.begin(_),
        getting_to_know.resume(_),
        getting_to_know.go_on(_),
        getting_to_know.later_label(_),
        getting_to_know.talk_to_person(_),
        getting_to_know.rather_not_say(_),
        getting_to_know.done_choosing(_),
        getting_to_know.change_label(_),
        getting_to_know.send_label(_),
        getting_to_know.answer_label(_),
        *(getting_to_know.sitting(_, n) for n in (1, 2, 3, 4)),
        *getting_to_know.parts(_).values(),
    ]


@each_speech
def test_no_word_is_forbidden_and_none_has_a_slash_for_gender(speech: Speech) -> None:
    said = [*around(speech), *around_labels(speech)]
    for _, words in every_question(speech):
        said += [words.ask, words.more, words.about, *labels(words)]
    for text in map(without_commands, said):
        assert not FORBIDDEN.search(text.casefold()), text
        assert not GENDERED.search(text), text


def test_the_patterns_find_what_they_should() -> None:
    for wrong in ("NEET", "Your profiling", "klientiem", "a risk", "профілювання", "ризик"):
        assert FORBIDDEN.search(wrong.casefold()), wrong
    for wrong in ("dzimis/-usi", "готовий/а", "лист(-а)", "he/she"):
        assert GENDERED.search(wrong), wrong
    assert not GENDERED.search(without_commands("Atbildes var mainīt: /profile"))


@each_speech
def test_the_words_around_the_questions_fit_where_they_are_shown(speech: Speech) -> None:
    for label in around_labels(speech):
        assert len(label) <= LONGEST_LABEL, label
    for text in around(speech):
        assert len(text) <= LONGEST_QUESTION + len(NAMES), text
    pop_ups = [
        getting_to_know.about(speech),
        getting_to_know.will_be_told(speech, NAMES),
        *(getting_to_know.choose_at_most(speech, n) for n in (1, 2, 3, 5, 11, 21)),
    ]
    for text in pop_ups:
        assert len(text) <= POP_UP, text


@each_speech
def test_two_reminders_of_a_stuck_sitting_differ_and_need_no_greeting(speech: Speech) -> None:
    first, second = getting_to_know.nudge(speech, 1), getting_to_know.nudge(speech, 2)
    assert first != second
    assert "/profile" in second
    assert not any("!" in text for text in (first, second))
