"""What stands under an article: its credits and the reader's question."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

import html5lib

from plugins.blog import Credit, Reply, Told
from plugins.feeds.ending import Words, end, words_in
from tests.feeds.conftest import FULL, PLAIN

MAIL = "hello@site.example"


def test_nothing_stands_under_a_plain_article() -> None:
    assert end(PLAIN, MAIL, Words()) == ""


def test_each_answer_is_a_mail_with_its_subject() -> None:
    asked = replace(PLAIN, title='Is 5 < 6 & "so"?', question="Q?", answers=("Yes & no", "Één"))
    tree = html5lib.parseFragment(end(asked, MAIL, Words()), namespaceHTMLElements=False)
    mails = [urlsplit(link.get("href")) for link in tree.iter("a")]
    assert [each.path for each in mails] == [MAIL, MAIL]
    assert [parse_qs(each.query)["subject"] for each in mails] == [
        ['Yes & no: Is 5 < 6 & "so"?'],
        ['Één: Is 5 < 6 & "so"?'],
    ]
    assert [parse_qs(each.query)["body"] for each in mails] == [["Because "], ["Because "]]
    assert MAIL in "".join(tree.itertext())


def test_an_open_question_invites_a_story() -> None:
    html = end(replace(PLAIN, question="Where?"), MAIL, Words())
    assert "<strong>Tell your story</strong>" in html
    assert "subject=The%20late%20bread" in html
    assert "<q>The late bread</q>" in html


def test_without_an_address_the_question_stands_alone() -> None:
    html = end(replace(PLAIN, question="Q?", answers=("Yes", "No")), "", Words())
    assert "<h2>Q?</h2>\n<p>Yes / No</p>" in html
    assert "mailto" not in html


def test_credits_say_where_it_comes_from() -> None:
    html = end(FULL, "", Words())
    assert 'for <a href="https://cf.example/?a=1&amp;b=2">CustomerFirst</a> and published' in html
    assert "on 1 November 2026.</p>" in html
    assert "<p>Source: L&amp;S platform</p>" in html


def test_a_credit_without_a_date_ends_its_sentence() -> None:
    html = end(replace(PLAIN, written_for=Credit("<X>", "javascript:x()")), "", Words())
    assert "<p>This article was written for &lt;X&gt;.</p>" in html


def test_words_are_those_of_the_theme_in_the_articles_language() -> None:
    languages = {
        "en": {"name": "English", "source": "From"},
        "nl": {"name": "Nederlands", "source": "Bron", "written_on": "op {date}.", "other": "x"},
    }
    assert words_in("nl-BE", languages).source == "Bron"
    assert words_in("fr", languages).source == "From"
    assert words_in("fr", languages).name == "fr"
    assert words_in("en", {}).source == "Source"
    dutch = replace(
        PLAIN, lang="nl", written_for=Credit("X", date=datetime(2026, 11, 1, tzinfo=UTC))
    )
    assert "X op 1 november 2026." in end(dutch, "", words_in("nl", languages))


def test_what_readers_answered_stands_below_the_question() -> None:
    edition = ("A & B", "https://a.example/greetz/2026-12/")
    told = Told((("Yes", 2), ("", 1)), (Reply("<Never>.", "Anna"), Reply("Once.")), *edition)
    html = end(replace(PLAIN, question="Q?", told=(told,)), MAIL, Words())
    below = html.partition("<p>What readers answered")[2]
    assert below == (
        ' (<a href="https://a.example/greetz/2026-12/">A &amp; B</a>): Yes 2. 3 answers.</p>\n'
        "<blockquote><p>&lt;Never&gt;.</p></blockquote>\n<p>Anna</p>\n"
        "<blockquote><p>Once.</p></blockquote>\n<p>A reader</p>"
    )
