"""The form has a field for every header that a writer may want, and none that is not read."""

from __future__ import annotations

from plugins.admin.config import make_config, policy_of
from plugins.admin.form import LEFT_OUT, House, article_fields, edition_fields, page_fields
from plugins.admin.settings import AdminSettings
from plugins.blog.keys import KNOWN_KEYS
from plugins.digest.notes import KEYS

HOUSE = House(
    {"trust": "Trust"}, ("Sam Sample",), ("Service",), {"en": "English", "nl": "Nederlands"}
)
BODY = {"body"}


def names(fields: list[dict[str, object]]) -> set[object]:
    return {each["name"] for each in fields}


def test_every_header_has_a_field_or_is_left_out_on_purpose() -> None:
    assert names(article_fields(HOUSE)) == (KNOWN_KEYS - LEFT_OUT) | BODY
    assert names(page_fields(HOUSE)) <= KNOWN_KEYS | BODY
    assert names(edition_fields()) <= set(KEYS) | BODY


def test_only_title_date_text_and_status_are_asked_of_everybody() -> None:
    asked = [each["name"] for each in article_fields(HOUSE) if each.get("required", True)]
    assert asked == ["title", "date", "body", "status"]


def test_what_the_site_knows_is_offered() -> None:
    fields = {each["name"]: each for each in article_fields(HOUSE)}
    assert fields["topics"]["options"] == [{"label": "Trust", "value": "trust"}]
    assert fields["lang"]["options"][1] == {"label": "Nederlands", "value": "nl"}
    assert "multiple" not in fields["lang"]
    empty = {each["name"]: each for each in article_fields(House({}, (), (), {}))}
    assert {empty[name]["widget"] for name in ("topics", "author", "lang")} == {"string"}


def test_the_configuration_names_folders_and_repository() -> None:
    section = AdminSettings("github", "kept/promises", "live", "https://sign.example")
    config = make_config(
        section, HOUSE, "https://kept.example", "content", editions="content/editions"
    )
    assert config["backend"] == {
        "name": "github",
        "repo": "kept/promises",
        "branch": "live",
        "base_url": "https://sign.example",
    }
    folders = [each["folder"] for each in config["collections"]]
    assert folders == ["content/articles", "content/pages", "content/editions"]
    without = make_config(AdminSettings("test-repo"), HOUSE, "", "content")
    assert without["backend"] == {"name": "test-repo"}
    assert len(without["collections"]) == 2


def test_its_policy_runs_one_script_and_talks_to_few() -> None:
    section = AdminSettings("github", "kept/promises", base_url="https://sign.example")
    rules = dict(
        rule.split(" ", 1) for rule in policy_of(section, "https://kept.example").split("; ")
    )
    assert rules["default-src"] == "'none'"
    assert rules["script-src"] == "'self'"
    assert rules["connect-src"].split()[3:] == [
        "https://api.github.com",
        "https://www.githubstatus.com",
        "https://sign.example",
    ]
