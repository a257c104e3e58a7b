"""Telegram's HTML and the entities of plain text; the examples of errors are tdlib's own."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.demo.botapi import entities, html


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("🏟 🏟&lt;<abacaba", "Unclosed start tag at byte offset 13"),
        ("🏟 🏟&lt;<abac aba>", 'Unsupported start tag "abac" at byte offset 13'),
        ("🏟 🏟&lt;<i   =aba>", 'Empty attribute name in the tag "i" at byte offset 13'),
        (
            "🏟 🏟&lt;<i    aba>",
            'Expected equal sign in declaration of an attribute of the tag "i" at byte offset 13',
        ),
        ("🏟 🏟&lt;<i    aba  =  ", 'Unclosed start tag "i" at byte offset 13'),
        ("🏟 🏟&lt;<i    aba  =  190azAz-.,", "Unexpected end of name token at byte offset 27"),
        ('🏟 🏟&lt;<i    aba  =  "&lt;&gt;&quot;>', "Unclosed start tag at byte offset 13"),
        ("🏟 🏟&lt;</", "Unexpected end tag at byte offset 13"),
        ("🏟 🏟&lt;<b></b></", "Unexpected end tag at byte offset 20"),
        ("🏟 🏟&lt;<i>a</i   ", "Unclosed end tag at byte offset 17"),
        (
            "🏟 🏟&lt;<i>a</em   >",
            'Unmatched end tag at byte offset 17, expected "</i>", found "</em>"',
        ),
        ("a < b", 'Unsupported start tag "" at byte offset 2'),
        ("<b>a", 'Can\'t find end tag corresponding to start tag "b"'),
    ],
)
def test_bad_markup_is_refused_in_tdlibs_words(source: str, words: str) -> None:
    with pytest.raises(html.BadMarkup) as refused:
        html.parse(source)
    assert str(refused.value) == words


def test_good_markup_is_read() -> None:
    text, marked = html.parse('👍<b>a<i>b</i></b> &amp; <a href="https://x.lv/?a=1&amp;b=2">c</a>&laquo;')
    assert text == "👍ab & c&laquo;"
    assert marked == [
        {"type": "bold", "offset": 2, "length": 2},
        {"type": "italic", "offset": 3, "length": 1},
        {"type": "text_link", "offset": 7, "length": 1, "url": "https://x.lv/?a=1&b=2"},
    ]


def test_a_long_quotation_may_be_folded() -> None:
    _, marked = html.parse("<blockquote expandable>a</blockquote><blockquote>b</blockquote>")
    assert [one["type"] for one in marked] == ["expandable_blockquote", "blockquote"]


@given(st.text())
def test_escaped_text_comes_back_as_it_was(text: str) -> None:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert html.parse(escaped) == (text, [])


@given(st.text(alphabet="<>/ab&;=\"' i"))
def test_any_markup_is_read_or_refused(source: str) -> None:
    with contextlib.suppress(html.BadMarkup):
        text, _ = html.parse(source)
        assert len(text) <= len(source)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("/log vakar", [("bot_command", 0, 4)]),
        ("/start@blakus_bot x", [("bot_command", 0, 17)]),
        ("👍 /log", [("bot_command", 3, 4)]),
        ("1/2 un a/b", []),
        ("/лог", []),
        ("raksti @anna_k, #diena", [("mention", 7, 7), ("hashtag", 16, 6)]),
        ("skat. https://x.lv/a.", [("url", 6, 14)]),
        ("anna@x.lv", [("email", 0, 9)]),
        ("labi", []),
    ],
)
def test_entities_of_plain_text(text: str, found: list[tuple[str, int, int]]) -> None:
    assert [(one["type"], one["offset"], one["length"]) for one in entities.find(text)] == found
