from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from plugins.digest.checks import check
from plugins.digest.frozen import freeze, thaw
from plugins.digest.message import tags_in
from plugins.digest.personal import Heads
from plugins.digest.preview import lit, look, write_preview
from plugins.digest.proof import Proof
from plugins.digest.render import render
from tests.digest.samples import TEMPLATES, THEMES, case, edition, mailed

LAST = thaw(
    freeze(replace(edition(), sender="Ella", tally=None), datetime(2026, 11, 1, tzinfo=UTC)), "x"
)


def proof() -> Proof:
    made = edition()
    problems = tuple(check(case(made, tags=False)))
    message = render(made, TEMPLATES)
    return Proof(made, message, problems, LAST, personal=THEMES, conditional=mailed(made).html)


def test_shows_the_mail_in_every_way(tmp_path: Path):
    page = write_preview(tmp_path / "k", proof()).read_text(encoding="utf-8")
    names = re.findall(r"<figcaption[^>]*>([^<]*)", page)
    assert names[:4] == ["Light", "Dark", "A phone of 320 px", "Without style"]
    assert names[4] == "Everything"
    assert names[-1] == "No choice at all"
    for file in re.findall(r'src="([^"]*)"', page):
        assert (tmp_path / "k" / file).is_file()
    assert page.count('sandbox="allow-popups allow-same-origin"') == len(names)
    assert "Ready to send" in page
    assert "picks lead" in page
    assert "sender was &#34;Ella&#34;" in page
    assert 'href="message.eml"' in page


def test_no_view_shows_a_merge_tag():
    for sight in look(proof()):
        assert list(tags_in(sight.html)) == [], sight.name


def test_dark_is_dark_on_every_screen():
    html = lit(mailed(edition()).html, "dark")
    assert "@media all{.bg" in html
    assert "@media not all{.bg" in lit(mailed(edition()).html, "light")


def test_again_changes_nothing_and_leaves_no_old_view(tmp_path: Path):
    write_preview(tmp_path, proof())
    (tmp_path / "views" / "reader-99.html").write_text("old", encoding="utf-8")
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.html")}
    write_preview(tmp_path, proof())
    after = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.html")}
    assert set(before) - set(after) == {tmp_path / "views" / "reader-99.html"}
    assert all(before[path] == stamp for path, stamp in after.items())


HEADS = Heads(
    (
        ((), 12),
        (("Everything",), 210),
        (("Loyalty and trust",), 5),
        (("Service",), 30),
        (("Service", "Everything"), 4),
    )
)


def test_head_counts_are_told_where_they_are_known(tmp_path: Path):
    page = write_preview(tmp_path, replace(proof(), heads=HEADS)).read_text(encoding="utf-8")
    for caption in (
        "Everything (followed by 214)",
        "One theme: Service (followed by 34)",
        "None of this month&#39;s: Loyalty and trust, Insight (5 subscribers)",
        "No choice at all (12 subscribers)",
    ):
        assert f">{caption}<" in page
    rows = [re.sub("<[^>]+>", "|", each) for each in re.findall("<tr>(.*?)</tr>", page)]
    assert "|The wall by the showers||Service, Everything||244|" in rows
    assert "|Service||34|" in rows
    assert "|Nothing: titles with links||12|" in rows
    assert "|All subscribers||261|" in rows


def test_without_head_counts_it_still_says_who_gets_what_whole(tmp_path: Path):
    page = write_preview(tmp_path, proof()).read_text(encoding="utf-8")
    rows = [re.sub("<[^>]+>", "|", each) for each in re.findall("<tr>(.*?)</tr>", page)]
    assert "|The wall by the showers||Service, Everything|" in rows
    assert "Who follows what" not in page


def test_the_picture_is_shown_before_any_site_has_it(tmp_path: Path):
    (tmp_path / "content" / "images").mkdir(parents=True)
    (tmp_path / "content" / "images" / "one-open-door.jpg").write_bytes(b"jpeg")
    write_preview(tmp_path / "k", proof(), tmp_path / "content")
    assert (tmp_path / "k" / "views" / "one-open-door.jpg").read_bytes() == b"jpeg"
    light = (tmp_path / "k" / "views" / "light.html").read_text(encoding="utf-8")
    assert 'src="one-open-door.jpg"' in light


def test_what_is_to_mend_stands_first(tmp_path: Path):
    broken = replace(proof(), problems=tuple(check(case(edition(), addresses={}))))
    page = write_preview(tmp_path, broken).read_text(encoding="utf-8")
    assert "Not ready" in page
    assert "leads to no page of this site" in page
