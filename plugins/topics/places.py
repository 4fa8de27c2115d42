"""Where the keys and terms of a taxonomy stand in its file; tomllib keeps no lines."""

from __future__ import annotations

import re


class Places:
    """The line of each block of a taxonomy, and of words in it."""

    def __init__(self, text: str) -> None:
        self.rows = text.split("\n")
        self.blocks: dict[str, int] = {}
        seen: dict[str, int] = {}
        for number, row in enumerate(self.rows, 1):
            found = re.match(r"^\s*(\[\[?)\s*([\w.-]+)\s*\]\]?", row)
            if not found:
                continue
            name = found[2]
            if found[1] == "[[":
                seen[name] = seen.get(name, -1) + 1
                name = f"{name}.{seen[name]}"
            elif name.split(".")[0] in seen:
                head, _, rest = name.partition(".")
                name = f"{head}.{seen[head]}.{rest}"
            self.blocks.setdefault(name, number)

    def of(self, block: str, *words: str) -> int:
        """The line of a block, or of the last of *words* found one after the other in it."""
        start = self.blocks.get(block, 1)
        ends = [at for at in self.blocks.values() if at > start]
        line = start
        for word in words:
            for number in range(line, min(ends, default=len(self.rows) + 1)):
                row = self.rows[number - 1]
                if re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", row.split(" #")[0]):
                    line = number
                    break
        return line
