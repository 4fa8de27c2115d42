from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from plugins.blog import ProblemsFound
from plugins.digest.joining import Box, Form, form_of, settings_of, trap_of
from plugins.digest.settings import DigestSettings
from tests.digest.samples import SETTINGS
from tests.digest.test_settings import FIVE

ADDRESS = "https://greetz.us21.list-manage.com/subscribe/post?u=0a1b2c&id=d4e5f6"
BOXES = {"Courage": "group[7005][4]", "Everything": "group[7005][1]", "Service": "group[7005][2]"}


def read(**changed: Any) -> DigestSettings:
    return DigestSettings.from_pelican({"DIGEST": {**FIVE, **changed}})


def test_without_an_address_sign_ups_come_by_mail():
    assert form_of(SETTINGS) is None


def test_the_form_has_its_trap_and_its_boxes_in_the_order_of_the_themes():
    themes = {"Service": ["complaints"], "Courage": ["sacrifice"]}
    form = form_of(read(form=ADDRESS, themes=themes, boxes=BOXES))
    assert form == Form(
        ADDRESS,
        "b_0a1b2c_d4e5f6",
        Box("Everything", "group[7005][1]"),
        (Box("Service", "group[7005][2]"), Box("Courage", "group[7005][4]")),
    )
    assert [each.value for each in form.themes] == ["2", "4"]


@pytest.mark.parametrize(
    ("address", "trap"),
    [
        (f"{ADDRESS}&f_id=00a1", "b_0a1b2c_d4e5f6"),
        ("https://x.example/subscribe/post?u=0a1b2c", ""),
        ("https://x.example/join", ""),
        ('https://x.example/?u="><b>&id=1', ""),
    ],
)
def test_an_address_that_is_not_mailchimps_has_no_trap(address: str, trap: str):
    assert trap_of(address) == trap


def test_a_form_without_themes_needs_no_boxes():
    form = form_of(read(form=ADDRESS))
    assert form is not None
    assert (form.everything, form.themes) == (None, ())


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"form": "http://x.example/"}, "with https://"),
        ({"form": "mailto:me@x.example"}, "with https://"),
        ({"form": "https://x.example/a; script-src *"}, "with https://"),
        ({"form": "https://x.example/?a=1&amp;b=2"}, "write & for &amp;"),
        ({"form": ADDRESS, "themes": {"A": ["trust"]}}, 'needs the field of "Everything"'),
        ({"boxes": {"B": "group[1][1]"}}, '"B", which is no theme'),
        ({"boxes": {"Everything": "group[1]"}}, "look like group[7005][1]"),
        ({"boxes": {"Everything": 'group[1][1]"'}}, "look like group[7005][1]"),
    ],
)
def test_says_what_is_wrong(changed: dict[str, Any], said: str):
    with pytest.raises(ProblemsFound) as found:
        read(**changed)
    assert said in str(found.value)


def test_another_name_for_everything():
    themes = {"Moed": ["sacrifice"]}
    boxes = {"Alles": "group[1][1]", "Moed": "group[1][2]"}
    made = replace(SETTINGS, form=ADDRESS, everything="Alles", themes=themes, boxes=boxes)
    form = form_of(made)
    assert form is not None
    assert form.everything == Box("Alles", "group[1][1]")


CODE = """
<div id="mc_embed_signup">
 <form action="https://greetz.us21.list-manage.com/subscribe/post?u=0a1b2c&amp;id=d4e5f6&amp;f_id=1"
  method="post" id="mc-embedded-subscribe-form" target="_blank">
  <div class="mc-field-group"><label for="mce-EMAIL">Email Address <span>*</span></label>
   <input type="email" name="EMAIL" id="mce-EMAIL" required value=""></div>
  <div class="mc-field-group input-group"><strong>Topics</strong><ul>
   <li><input type="checkbox" name="group[7005][1]" id="mce-group[7005]-7005-0" value="">
    <label for="mce-group[7005]-7005-0">Everything</label></li>
   <li><input type="checkbox" name="group[7005][2]" id="mce-group[7005]-7005-1" value="">
    <label for="mce-group[7005]-7005-1">Service
      day by day</label></li></ul></div>
  <div style="position: absolute; left: -5000px;"><input type="text" name="b_0a1b2c_d4e5f6"></div>
 </form>
</div>
"""


def test_mailchimps_own_code_tells_what_the_settings_need():
    made = read(themes={"Service day by day": ["complaints"]})
    lines = "\n".join(settings_of(CODE, "form.html", made))
    told = eval("{" + lines + "}")  # noqa: S307 - our own lines, as a person would paste them
    assert told == {
        "form": "https://greetz.us21.list-manage.com/subscribe/post?u=0a1b2c&id=d4e5f6&f_id=1",
        "boxes": {"Everything": "group[7005][1]", "Service day by day": "group[7005][2]"},
    }
    read(themes=made.themes, **told)
    without = list(settings_of(CODE, "form.html", read()))
    assert len(without) == 1


def test_code_that_lacks_something_is_named():
    made = read(themes={"Courage": ["sacrifice"]})
    with pytest.raises(ProblemsFound) as found:
        list(settings_of(CODE.replace("/post?u=", "/post?x="), "form.html", made))
    said = str(found.value)
    assert "form.html:1: " in said
    assert 'has no box for "Courage"' in said
    assert "has no form that posts to Mailchimp" in said
