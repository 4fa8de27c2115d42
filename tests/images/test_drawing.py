"""SVG drawings: those that only draw pass, all others are refused."""

from __future__ import annotations

import pytest

from plugins.images.drawing import look_at_drawing

OPEN = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
GOOD = f'{OPEN} viewBox="0 0 300 200"><style>path{{fill:red}}</style><path d="M0 0"/>'


def test_a_drawing_stays_whole_and_has_its_size() -> None:
    seen = look_at_drawing(f'{GOOD}<a href="https://x.example/"><path/></a></svg>'.encode())
    assert (seen.width, seen.height, seen.whole, seen.fault) == (300, 200, True, "")
    assert look_at_drawing(f'{OPEN} width="12px" height="7.6"/>'.encode()).fit(9) == (12, 8)
    assert look_at_drawing(f'{OPEN} width="100%" height="50%"/>'.encode()).fit(9) == (0, 0)


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>",
        '<x:script xmlns:x="http://www.w3.org/2000/svg">alert(1)</x:script>',
        '<path onload="alert(1)"/>',
        '<path ONCLICK="alert(1)"/>',
        '<a href="javascript:alert(1)"><path/></a>',
        '<a xlink:href=" java&#10;script:alert(1)"><path/></a>',
        '<a href="data:text/html,x"><path/></a>',
        '<use href="data:image/svg+xml,x"/>',
        "<foreignObject><p>a page</p></foreignObject>",
        '<a><set attributeName="href" to="x"/></a>',
        '<a><animate attributeName="xlink:href" values="a;javascript:alert(1)"/></a>',
        '<?xml-stylesheet href="x.xsl" type="text/xsl"?>',
    ],
)
def test_what_could_run_is_refused(inside: str) -> None:
    for text in (f"{GOOD}{inside}</svg>", f"{GOOD}{inside}</svg>".encode("utf-16")):
        seen = look_at_drawing(text if isinstance(text, bytes) else text.encode())
        assert seen.refused
        assert seen.code == "picture-script", seen


def test_an_entity_could_hide_a_script() -> None:
    text = f'<!DOCTYPE svg [<!ENTITY a "<script/>">]>{GOOD}&a;</svg>'
    assert look_at_drawing(text.encode()).code == "picture-script"
    link = f'<!DOCTYPE svg [<!ENTITY a "script:x">]>{GOOD}<a href="java&a;"/></svg>'
    assert look_at_drawing(link.encode()).code == "picture-script"
    harmless = f'<!DOCTYPE svg [<!ENTITY a "name">]>{GOOD}<g id="&a;"/></svg>'
    assert look_at_drawing(harmless.encode()).fault == ""


def test_entities_that_grow_are_refused() -> None:
    grown = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    text = f'<!DOCTYPE svg [<!ENTITY a0 "laughs">{grown}]>{GOOD}<g id="&a11;"/></svg>'
    assert look_at_drawing(text.encode()).refused


@pytest.mark.parametrize("text", ["", "<svg", "<html/>", "plain", f"{GOOD}</svg><x/>"])
def test_what_is_no_drawing_is_refused_as_broken(text: str) -> None:
    seen = look_at_drawing(text.encode())
    assert (seen.refused, seen.code) == (True, "picture-broken")
