"""What a host needs beside the pages: redirects of old addresses, headers, compressed copies."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pelican import signals

from ..blog.files import Kept, write_if_changed
from .copies import compress
from .headers import as_headers, as_nginx_maps, as_nginx_server, join, policy_of
from .moved import MovedGenerator
from .redirects import Move, as_nginx_map
from .settings import HostingSettings

HEADERS = "_headers"
MAPS, SERVER = "_nginx/http.conf", "_nginx/server.conf"
INTRODUCTION = """\
# For nginx: include this file inside http { }, and server.conf beside it inside server { }.
"""


def check_settings(pelican: Any) -> None:
    """Refuse wrong settings before anything is built."""
    HostingSettings.from_pelican(pelican.settings)


def moved_generator(pelican: Any) -> type[MovedGenerator]:  # noqa: ARG001 - Pelican passes it
    return MovedGenerator


def remember_moves(generators: Any) -> None:
    """Hand the moves to what runs when every page is written."""
    for generator in generators:
        if isinstance(generator, MovedGenerator):
            generator.settings["MOVES"] = generator.moves


def write_for_hosts(pelican: Any) -> None:
    """When all is written: headers made of the pages' own policies, and the copies."""
    output = Path(pelican.output_path)
    section = HostingSettings.from_pelican(pelican.settings)
    moves: tuple[Move, ...] = pelican.settings.get("MOVES", ())
    kept: Kept = pelican.settings.get("KEPT", Kept(output))
    files = kept.files(output)
    pages = {
        "/" + name.removesuffix("index.html"): policy_of(files[name].read_text(encoding="utf-8"))
        for name in sorted(files, key=lambda each: each.split("/"))
        if name.endswith(".html")
    }
    policies = join(pages, styled=any(name.endswith(".css") for name in files))
    size = "map_hash_bucket_size 512;\n" if moves else ""
    maps = f"{INTRODUCTION}{size}{as_nginx_map(moves)}{as_nginx_maps(policies)}"
    write_if_changed(output / HEADERS, as_headers(policies).encode())
    write_if_changed(output / MAPS, maps.encode())
    write_if_changed(output / SERVER, as_nginx_server(section.compress).encode())
    compress(output, section.compress)


def register() -> None:
    signals.initialized.connect(check_settings)
    signals.get_generators.connect(moved_generator)
    signals.all_generators_finalized.connect(remember_moves)
    signals.finalized.connect(write_for_hosts)
