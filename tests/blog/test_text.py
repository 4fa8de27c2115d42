"""Plain text, word counts, absolute addresses."""

from __future__ import annotations

import pytest

from plugins.blog.text import (
    absolute,
    compact_json,
    count_words,
    part_opening,
    plain,
    short_names,
)


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>One</p><p>two &amp; <em>three</em></p>", "One two & three"),
        ("a &lt;b&gt; c", "a <b> c"),
        ("x<script>alert(1)</script>y<!-- z -->", "x y"),
        ("half<em>way</em>", "halfway"),
    ],
)
def test_plain(html: str, text: str) -> None:
    assert plain(html) == text


def test_words() -> None:
    assert count_words("The customer’s follow-up wasn't 2,500 long.") == 7


@pytest.mark.parametrize(
    "text",
    ["", "-", "-a", "a-", "a-b-c", "a--b", "--a", "a'-b", "'a'", "a_b 9-9", "a\x00b", "a-\nb"],
)
def test_words_are_the_same_with_a_letter_that_is_not_ascii(text: str) -> None:
    assert count_words(text) == count_words(f"{text} é") - 1


@pytest.mark.parametrize(
    ("html", "whole"),
    [
        ('<a href="/about/">', '<a href="https://s.example/about/">'),
        ("<img alt='x' src='/i.jpg'>", "<img alt='x' src='https://s.example/i.jpg'>"),
        ('<a href="#fn:1">', '<a href="https://s.example/p/#fn:1">'),
        ('<a href="//other.example/x">', '<a href="//other.example/x">'),
        ('<a href="https://o.example/">', '<a href="https://o.example/">'),
        ('<p>href="/about/"</p>', '<p>href="/about/"</p>'),
    ],
)
def test_absolute(html: str, whole: str) -> None:
    assert absolute(html, "https://s.example", "https://s.example/p/") == whole


def test_json_in_a_page_has_no_spaces_and_cannot_end_its_element() -> None:
    assert compact_json({"b": "</script>", "a": [1, "é"]}) == (
        '{"a":[1,"é"],"b":"\\u003c/script\\u003e"}'
    )


@pytest.mark.parametrize(
    ("html", "opening"),
    [
        ("<p>One.</p>\n<p>Two.</p>", "<p>One.</p>"),
        ("<blockquote>\n<p>Said.</p>\n<p>Who.</p>\n</blockquote>\n<p>Two.</p>", "</blockquote>"),
        ("<blockquote><blockquote>a</blockquote></blockquote><p>b</p>", "</blockquote>"),
        ('<!-- a prompt --><h2 id="a">A</h2>\n<p>One.</p><p>Two.</p>', "<p>One.</p>"),
        ("<ul><li>a<ul><li>b</li></ul></li></ul>\nText.", "</ul></li></ul>"),
        ("<hr>\n<p>One.</p>", "<hr>"),
        ("Words alone.", ""),
        ("<p>Never closed.", ""),
        ("<h2>Only headings</h2>", ""),
        ("", ""),
    ],
)
def test_the_opening_of_a_text_ends_with_its_first_element(html: str, opening: str) -> None:
    first, rest = part_opening(html)
    assert first + rest == html
    assert first.endswith(opening)
    assert first.count("<blockquote>") == first.count("</blockquote>")
    assert bool(first) == bool(opening)


def test_names_of_styles_become_letters() -> None:
    css = "a{color:var(--ink)}\nb{--paper:#fff}\n"
    assert short_names(css, ("ink", "paper")) == "a{color:var(--i)}b{--p:#fff}"
