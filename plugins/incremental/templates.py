"""Templates compiled once: Pelican's generators each compile all they use, in every build anew."""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
from pathlib import Path

from jinja2 import BytecodeCache, __version__
from jinja2.bccache import Bucket

SIZE = hashlib.sha256().digest_size


class Compiled(BytecodeCache):
    """Compiled templates in a folder. Jinja itself compares each with the template's text; what
    else decides how it is compiled, such as filters and options, must be in *world*."""

    def __init__(self, place: Path, world: str) -> None:
        told = f"{world}\0{__version__}\0{sys.version}".encode()
        self.folder = place / "templates"
        self.world = hashlib.sha256(told).hexdigest()[:16]
        self._read: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take it, if every byte is as it was written."""
        data = self._read.get(bucket.key) or self._from_disk(bucket)
        if data:
            self._read[bucket.key] = data
            bucket.bytecode_from_string(data)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep it; a folder that cannot be written costs time and nothing else."""
        data = bucket.bytecode_to_string()
        self._read[bucket.key] = data
        path = self._path(bucket)
        fresh = path.with_name(f"{path.name}.{os.getpid()}")
        try:
            if not path.parent.is_dir():
                shutil.rmtree(self.folder, ignore_errors=True)  # of worlds that are no more
                path.parent.mkdir(parents=True)
            fresh.write_bytes(hashlib.sha256(data).digest() + data)
            fresh.replace(path)
        except OSError:
            return

    def _from_disk(self, bucket: Bucket) -> bytes:
        try:
            data = self._path(bucket).read_bytes()
        except OSError:
            return b""
        body = data[SIZE:]
        return body if hashlib.sha256(body).digest() == data[:SIZE] else b""

    def _path(self, bucket: Bucket) -> Path:
        return self.folder / self.world / bucket.key
