"""Whatever is typed, the check answers with values and never falls over."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plugins.authoring.site import look
from plugins.blog.keys import KNOWN_KEYS, RESERVED
from plugins.blog.survey import survey

KEYS = st.sampled_from(sorted(KNOWN_KEYS | RESERVED)) | st.text("abc_-", min_size=1, max_size=5)
ODD = ("", "~", "x", "[a, b]", "{a: b}", "[]", "{}", "[[a], {b: c}]", "true", "0", "🎉", '"\\0"')
PLACES = ("../..", "/", ".", "//", "a//b", "https://x.example/", "{slug}", "archive")
DATES = ("2026-11-20", "9999-12-31 23:59 -1200", "0001-01-01", "12:00", "2026-11-20 08:00 +99:00")
VALUES = st.sampled_from((*ODD, *PLACES, *DATES)) | st.text(max_size=12)
BODY = st.text("ab []()#{}<>!`~/.%\n\"'=&;:", max_size=60)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.tuples(KEYS, VALUES), max_size=4), BODY, st.booleans())
def test_each_file_is_sound_or_named(
    tmp_path: Path,
    settings_of: Callable[[Path], dict[str, Any]],
    headers: list[tuple[str, str]],
    body: str,
    yaml: bool,
) -> None:
    (tmp_path / "articles").mkdir(exist_ok=True)
    rows = "".join(f"{key}: {value}\n" for key, value in headers)
    text = f"---\ntitle: A\n{rows}---\n{body}" if yaml else f"Title: A\n{rows}\n{body}"
    (tmp_path / "articles" / "2026-11-20-a.md").write_bytes(text.encode("utf-8", "replace"))
    site = settings_of(tmp_path)
    found = survey(site, tmp_path)
    seen = look(site, tmp_path, surveyed=found)
    (place,) = found.places
    named = {problem.path for problem in seen.problems if not problem.warning}
    published = place.save_as and place.source.path not in found.left_out
    assert published or place.status == "skip" or place.source.shown in named
    assert [problem for problem in seen.problems if problem.code == "pelican"] == []
    lines = text.count("\n") + text.count("\r") + 2
    assert all(1 <= problem.line <= lines for problem in seen.problems)
