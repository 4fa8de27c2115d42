"""The former homes that are known, each with what reads it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, tzinfo
from pathlib import Path

from .feed import read_feed
from .hugo import read_hugo
from .jekyll import read_jekyll
from .post import Export
from .wordpress import read_wordpress

Reader = Callable[[Path, str, tzinfo, datetime], Export]
"""Reads an export at a path, shown as typed; dates without a zone are in the one given. Raises
ProblemsFound for what is no such export."""

SOURCES: dict[str, Reader] = {
    "hugo": read_hugo,
    "jekyll": read_jekyll,
    "wordpress": read_wordpress,
    "feed": read_feed,
}
