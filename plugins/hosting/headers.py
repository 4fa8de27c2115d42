"""What a host is told to send with each page: the policy, and how long a copy is good."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from html import unescape

META = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)"')
HASH = re.compile(r"'sha(?:256|384|512)-[^']+'")
NONE = "'none'"
SCRIPTS = "script-src"
LONGEST = 1_900
"""Characters of a policy; Cloudflare reads lines of 2,000."""
LASTING = "public, max-age=31536000, immutable"
A_DAY = "public, max-age=86400"
CACHED = {"/images/made/": LASTING, "/theme/": A_DAY}
"""Folders whose files may be kept by browsers: names in the first change with what is in them.
All else is asked for anew each time, which is what hosts do by themselves."""
ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
}
POLICY = "Content-Security-Policy"
Rules = dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Policies:
    """One policy for all pages, which allows what any of them needs; *own* has by address those
    of pages that run scripts where most do not, as a search does. *common* is empty where a page
    says none: nothing is known of what that one needs."""

    common: str = ""
    own: Mapping[str, str] | None = None

    def apart(self) -> list[tuple[str, str]]:
        """The pages with a policy of their own, in order."""
        return sorted((self.own or {}).items())


def policy_of(html: str) -> str:
    """The policy that a page carries in its head, or an empty string."""
    found = META.search(html)
    return unescape(found[1]) if found else ""


def join(policies: Mapping[str, str], *, styled: bool = False) -> Policies:
    """The policies of pages, by address, as headers. *styled*: the site has style sheets of its
    own, as its feeds do.

    A header cannot know each page, so it allows the styles of all by their hashes; the policy in
    the page's head goes on to allow just its own. Pages with scripts are apart, and no others:
    Cloudflare reads a hundred rules, and a site may have more pages with frames than that.
    """
    if not policies or "" in policies.values():
        return Policies()
    parsed = {address: _parse(policy) for address, policy in policies.items()}
    running = Counter(SCRIPTS in rules for rules in parsed.values())
    usual = running[True] > running[False]
    alike = [rules for rules in parsed.values() if (SCRIPTS in rules) == usual]
    own = {
        address: _write([rules], styled=False)
        for address, rules in sorted(parsed.items())
        if (SCRIPTS in rules) != usual
    }
    return Policies(_write(alike, styled=styled), own)


def as_headers(policies: Policies) -> str:
    """The text of ``_headers``, which Netlify and Cloudflare read.

    Where two rules name the same header Netlify takes the last and Cloudflare both, unless the
    line with "!" takes the first away; Netlify passes over that line.
    """
    lines = ["/*"]
    if policies.common:
        lines.append(f"  {POLICY}: {policies.common}")
    lines += [f"  {name}: {value}" for name, value in ALWAYS.items()]
    for address, policy in policies.apart():
        lines += [address, f"  ! {POLICY}", f"  {POLICY}: {policy}"]
    for folder, caching in CACHED.items():
        lines += [f"{folder}*", f"  Cache-Control: {caching}"]
    return "\n".join(lines) + "\n"


def as_nginx_maps(policies: Policies) -> str:
    """Maps of nginx's from an address to its policy and to how long it may be kept."""
    own = "".join(
        f'    "~^{re.escape(address)}(index\\.html)?$" "{policy}";\n'
        for address, policy in policies.apart()
    )
    kept = "".join(f'    "~^{folder}" "{caching}";\n' for folder, caching in CACHED.items())
    return (
        f'map $uri $greetz_policy {{\n    default "{policies.common}";\n{own}}}\n'
        f'map $uri $greetz_kept {{\n    default "no-cache";\n{kept}}}\n'
    )


def as_nginx_server(compressed: Collection[str]) -> str:
    """What belongs into nginx's ``server { }``. *compressed* are the kinds of copies there are.

    Redirects name no host: behind another server nginx knows neither its name nor its port.
    """
    modules = {"gz": "gzip_static on;", "br": "brotli_static on;"}
    always = "".join(f'add_header {name} "{value}" always;\n' for name, value in ALWAYS.items())
    return (
        "index index.html;\n"
        "charset utf-8;\n"
        "charset_types text/plain text/css text/xml application/xml application/json;\n"
        "error_page 404 /404.html;\n"
        "absolute_redirect off;\n"
        + "".join(f"{modules[each]}\n" for each in compressed)
        + ("gzip_vary on;\n" if compressed else "")
        + "if ($greetz_moved) { return 301 $greetz_moved; }\n"
        "location ~ ^/_ { return 404; }\n"
        "location ~ \\.opml$ { types { } default_type text/xml; }\n"
        f"add_header {POLICY} $greetz_policy always;\n"
        f"add_header Cache-Control $greetz_kept always;\n{always}"
    )


def _parse(policy: str) -> Rules:
    rules = (words.split() for words in policy.split(";"))
    return {words[0]: tuple(words[1:]) for words in rules if words}


def _write(policies: Iterable[Rules], *, styled: bool) -> str:
    allowed: dict[str, dict[str, None]] = {}
    for rules in policies:
        for name, sources in rules.items():
            # The hash in default-src is that of JSON-LD, which no browser runs.
            kept = [each for each in sources if name != "default-src" or not HASH.fullmatch(each)]
            allowed.setdefault(name, {}).update(dict.fromkeys(kept))
    if styled and "style-src" in allowed:
        allowed["style-src"]["'self'"] = None
    allowed["frame-ancestors"] = {NONE: None}
    written = _joined(allowed)
    if len(written) > LONGEST:
        hashless = [each for each in allowed["style-src"] if not HASH.fullmatch(each)]
        allowed["style-src"] = dict.fromkeys((*hashless, "'unsafe-inline'"))
        written = _joined(allowed)
    return written


def _joined(allowed: Mapping[str, Iterable[str]]) -> str:
    parts = []
    for name, sources in allowed.items():
        some = sorted(each for each in sources if each != NONE)
        parts.append(" ".join((name, *(some or [NONE]))))
    return "; ".join(parts)
