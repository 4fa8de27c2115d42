"""One policy for all pages out of the pages' own, in the words of each host."""

from __future__ import annotations

from plugins.hosting.headers import as_headers, as_nginx_maps, as_nginx_server, join, policy_of

ESSAY = (
    "default-src 'sha256-data='; style-src 'sha256-b='; img-src 'self' https://a.example; "
    "form-action 'none'; base-uri 'none'"
)
PAGE = ESSAY.replace("sha256-data=", "none").replace("sha256-b=", "sha256-a=")
SIGN_UP = PAGE.replace("form-action 'none'", "form-action https://form.example")
SEARCH = PAGE + "; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'"


def test_a_page_says_its_policy_in_its_head() -> None:
    head = '<meta http-equiv="Content-Security-Policy" content="base-uri &#39;none&#39;">'
    assert policy_of(f"<html>{head}") == "base-uri 'none'"
    assert policy_of("<html>") == ""


def test_the_header_allows_what_any_page_needs_by_hash_and_no_script() -> None:
    joined = join({"/a/": ESSAY, "/b/": PAGE, "/c/": SIGN_UP}, styled=True)
    assert joined.common == (
        "default-src 'none'; style-src 'self' 'sha256-a=' 'sha256-b='; "
        "img-src 'self' https://a.example; form-action https://form.example; "
        "base-uri 'none'; frame-ancestors 'none'"
    )
    assert joined.apart() == []


def test_a_page_that_needs_a_script_has_a_policy_of_its_own() -> None:
    joined = join({"/a/": ESSAY, "/b/": PAGE, "/search/": SEARCH})
    assert "script-src" not in joined.common
    ((address, policy),) = joined.apart()
    assert address == "/search/"
    assert "script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'" in policy
    lines = as_headers(joined).splitlines()
    at = lines.index("/search/")
    assert lines[at + 1] == "  ! Content-Security-Policy"
    assert lines[at + 2] == f"  Content-Security-Policy: {policy}"
    assert f'"~^/search/(index\\.html)?$" "{policy}";' in as_nginx_maps(joined)


def test_pages_with_frames_are_no_rules_of_their_own() -> None:
    """Cloudflare reads a hundred rules."""
    framed = {f"/{n}/": f"{PAGE}; frame-src https://video.example" for n in range(150)}
    joined = join({"/a/": ESSAY, **framed, "/c/": PAGE, "/search/": SEARCH})
    assert [address for address, _ in joined.apart()] == ["/search/"]
    assert "frame-src https://video.example" in joined.common
    assert len(as_headers(joined).splitlines()) < 20


def test_of_a_page_without_a_policy_nothing_is_supposed() -> None:
    joined = join({"/a/": ESSAY, "/b/": ""})
    assert "Content-Security-Policy" not in as_headers(joined)
    assert "X-Content-Type-Options: nosniff" in as_headers(joined)


def test_more_styles_than_a_header_can_hold_are_left_to_the_pages() -> None:
    many = {f"/{n}/": PAGE.replace("sha256-a=", f"sha256-{n:044}") for n in range(60)}
    joined = join(many)
    assert "style-src 'unsafe-inline'; " in joined.common
    assert len(joined.common) < 2_000


def test_the_server_sends_copies_that_are_there() -> None:
    assert "gzip_static on;" in as_nginx_server(("gz",))
    assert "gzip_vary on;" in as_nginx_server(("gz",))
    assert "brotli" not in as_nginx_server(("gz",))
    assert "static on" not in as_nginx_server(())
