"""Where the keys and words of a TOML text stand: the parser itself keeps no lines."""

from __future__ import annotations

import re

HEAD = re.compile(r"^\s*\[\[?\s*(?P<name>[^\[\]]+?)\s*\]\]?\s*(?:#.*)?$")


class Lines:
    """The rows of one text, comments apart."""

    def __init__(self, text: str) -> None:
        self.rows = ["" if row.lstrip().startswith("#") else row for row in text.split("\n")]
        self.blocks: dict[str, int] = {}
        for number, row in enumerate(self.rows, 1):
            found = HEAD.match(row)
            if found:
                self.blocks.setdefault(found["name"].replace('"', ""), number)

    def of(self, block: str, *words: str) -> int:
        """The line of a *block*, as "tone.en", or of the last of *words* that are found in it, one
        after the other. A block that is no ``[table]`` is looked for as a word itself; the block
        "" is what stands above all tables."""
        inner = f"{block}.{words[0]}" if words else ""
        if inner in self.blocks:
            return self.of(inner, *words[1:])
        if block and block not in self.blocks:
            outer, _, name = block.rpartition(".")
            first = next((each for each in self.blocks if each.startswith(f"{block}.")), "")
            return self.blocks[first] if first else self.of(outer, name, *words)
        top = self.blocks.get(block, 0)
        end = min((at for at in self.blocks.values() if at > top), default=len(self.rows) + 1)
        line = top
        for word in words:
            line = self._find(word, max(line, top + 1), end) or line
        return max(line, 1)

    def _find(self, word: str, start: int, end: int) -> int:
        """Where *word* is a key, else where it stands at all; 0 where it does not."""
        spelled = re.escape(word)
        for pattern in (rf"^\s*[\"']?{spelled}[\"']?\s*=", rf"(?<![\w-]){spelled}(?![\w-])"):
            for number in range(start, end):
                if re.search(pattern, self.rows[number - 1]):
                    return number
        return 0
