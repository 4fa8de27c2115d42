"""The vocabulary as it was read before: parsing it takes longer than finding topics in a text."""

from __future__ import annotations

import hashlib
import os
import pickle
from pathlib import Path

from ..blog.quiet import uncollected
from .cache import code_version, digest
from .taxonomy import Taxonomy
from .taxonomy_file import parse_taxonomy

FILE = "vocabulary"
SUM = hashlib.sha256().digest_size


def read_thawed(folder: Path, text: str, shown: str) -> Taxonomy:
    """What ``parse_taxonomy`` makes of *text*, from *folder* if it was read there before by this
    code; raises ProblemsFound with the mistakes in it.

    What is cut or edited is parsed anew. A folder that cannot be written costs time, nothing else.
    """
    path = folder / FILE
    key = bytes.fromhex(digest(__name__.encode(), code_version().encode(), text.encode()))
    try:
        data = path.read_bytes()
    except OSError:
        data = b""
    frozen = data[2 * SUM :]
    if data[: 2 * SUM] == key + hashlib.sha256(frozen).digest():
        with uncollected():
            kept: Taxonomy = pickle.loads(frozen)  # noqa: S301 - checked, ours
        return kept
    taxonomy = parse_taxonomy(text, shown)
    frozen = pickle.dumps(taxonomy, pickle.HIGHEST_PROTOCOL)
    fresh = path.with_name(f"{FILE}.{os.getpid()}")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        fresh.write_bytes(key + hashlib.sha256(frozen).digest() + frozen)
        fresh.replace(path)
    except OSError:
        return taxonomy
    return taxonomy
