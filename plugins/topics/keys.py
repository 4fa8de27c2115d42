"""What one word can stand for in the terms of a language: each form of it has a number, its key."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from .text import LONGEST_WORD

NOTHING: frozenset[int] = frozenset()


class Keys:
    """The forms that terms are made of: stems, beginnings, ends, inner parts, words as they are
    written, and word classes."""

    def __init__(self, classes: Mapping[str, tuple[str, ...]], stem: Callable[[str], str]) -> None:
        self.classes = {name: key for key, name in enumerate(classes)}
        self._stem = stem
        self._count = len(self.classes)
        self._exact: dict[str, int] = {}
        self._stems: dict[str, int] = {}
        self._heads: dict[str, int] = {}
        self._tails: dict[str, int] = {}
        self._inner: dict[str, int] = {}
        self._written: dict[str, int] = {}
        self._lengths: dict[str, list[int]] = {}
        self._of_class: dict[int, list[int]] = {}
        for name, members in classes.items():
            for member in members:
                self._of_class.setdefault(self.of_term(member), []).append(self.classes[name])

    def of_term(self, written: str) -> int:
        """The key of one alternative as it is written in a term."""
        known = self._written.get(written)
        if known is not None:
            return known
        first = written[0]
        if first == "@":
            return self.classes.get(written[1:], -1)
        if first == "=":
            table, form = self._exact, written[1:]
        elif first == "*":
            table, form = self._tails, written[1:]
            if written[-1] == "*":
                table, form = self._inner, written[1:-1]
        elif written[-1] == "*":
            table, form = self._heads, written[:-1]
        else:
            table, form = self._stems, self._stem(written)
        if form not in table:
            table[form] = self._count
            self._count += 1
            if table is self._heads or table is self._tails:
                self._note(form, tail=table is self._tails)
        self._written[written] = table[form]
        return table[form]

    def _note(self, form: str, *, tail: bool) -> None:
        """How long the beginnings (or ends) are whose outermost letter is that of *form*."""
        lengths = self._lengths.setdefault(f"*{form[-1]}" if tail else form[0], [])
        if len(form) not in lengths:
            lengths.append(len(form))

    def of_word(self, word: str) -> frozenset[int]:
        """Every key that *word*, in small letters, can stand for."""
        if not 0 < len(word) <= LONGEST_WORD:
            return NOTHING
        word = word.replace("’", "'")
        found = [self._exact.get(word), self._stems.get(self._stem(word))]
        found += [self._heads.get(word[:n]) for n in self._lengths.get(word[0], ())]
        found += [self._tails.get(word[-n:]) for n in self._lengths.get(f"*{word[-1]}", ())]
        found += [key for form, key in self._inner.items() if form in word]
        keys = [key for key in found if key is not None]
        for key in keys[:]:
            keys += self._of_class.get(key, ())
        return frozenset(keys)
