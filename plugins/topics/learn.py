"""Terms that an author's corrections speak for, each tried on all the confirmed articles: pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from .evaluate import Confirmed
from .pattern import parse_pattern
from .phrases import around, phrases, stems_of
from .stem import STEMMERS
from .tagger import tag
from .taxonomy import Lexicon, Subject, Taxonomy

TRIED = 30
"""Phrases tried for a topic in a language, the likeliest first: each is a tagging of many texts."""
SHOWN = 5
"""Proposals for a topic in a language."""
ONCE = 2
"""Of these, how many at most that a single article speaks for: each may be a word of its story."""
LISTED = 20
"""Proposals that are shown; what comes after them mends least."""
PLACES = {"title", "heading", "summary"}


@dataclass(frozen=True, slots=True)
class Proposal:
    """A *term* for a topic's list *kind* (strong, weak or not) in *lang*.

    *gain* are the articles that would then agree with their authors on the topic and do not now,
    *damage* those that agree now and would not then. *said*: articles of the topic that hold the
    term, for "not" those that were wrongly taken for it.
    """

    slug: str
    lang: str
    kind: str
    term: str
    gain: tuple[str, ...] = ()
    damage: tuple[str, ...] = ()
    said: int = 0

    @property
    def name(self) -> str:
        """What an author types to accept it."""
        return f"{self.slug}.{self.lang}.{self.kind}: {self.term}"

    @property
    def net(self) -> int:
        """Articles more that are right than wrong."""
        return len(self.gain) - len(self.damage)


@dataclass(frozen=True, slots=True)
class _Case:
    """A confirmed article as learning sees one topic in it."""

    article: Confirmed
    wanted: bool
    found: bool
    stems: frozenset[str]


def propose(
    confirmed: Iterable[Confirmed], taxonomy: Taxonomy, at_most: int
) -> tuple[Proposal, ...]:
    """What would mend more than it breaks, the most useful first. Nothing is learnt silently."""
    by_lang: dict[str, list[Confirmed]] = {}
    for each in confirmed:
        lang = each.document.lang.split("-")[0]
        if lang in taxonomy.words:
            by_lang.setdefault(lang, []).append(each)
    found: list[Proposal] = []
    for lang in sorted(by_lang):
        stems = [stems_of(each.document, STEMMERS[lang]) for each in by_lang[lang]]
        for slug, subject in taxonomy.subjects.items():
            cases = tuple(_cases(slug, by_lang[lang], stems))
            found += _for_topic(subject, lang, cases, taxonomy, at_most)
    found.sort(key=lambda each: (-each.net, len(each.damage), -each.said, each.name))
    return tuple(found)


def _cases(
    slug: str, articles: Sequence[Confirmed], stems: Sequence[frozenset[str]]
) -> Iterator[_Case]:
    for article, own in zip(articles, stems, strict=True):
        # Where only some topics are forbidden, the author has said nothing of the others.
        if article.topics or slug in article.forbidden:
            yield _Case(article, slug in article.topics, slug in article.found, own)


def _for_topic(
    subject: Subject, lang: str, cases: Sequence[_Case], taxonomy: Taxonomy, at_most: int
) -> list[Proposal]:
    missed = [case for case in cases if case.wanted and not case.found]
    wrong = [case for case in cases if case.found and not case.wanted]
    proposals = []
    for kinds, terms in (
        (("weak", "strong"), _missing(missed, cases) if missed else ()),
        (("not",), _misread(wrong, subject.slug) if wrong else ()),
    ):
        for term, said in terms:
            # A bare word is too much in use to speak for itself, whatever so few articles say.
            allowed = kinds if " " in term else tuple(kind for kind in kinds if kind != "strong")
            tried = [
                _try(subject, lang, kind, term, said, cases, taxonomy, at_most) for kind in allowed
            ]
            best = max(tried, key=lambda each: each.net)  # a weak term if it does as well
            if best.net > 0:
                proposals.append(best)
    proposals.sort(
        key=lambda each: (-each.net, len(each.damage), -each.said, -len(each.term), each.term)
    )
    distinct = _distinct(proposals)
    once = [each for each in distinct if each.said == 1][ONCE:]
    return [each for each in distinct if each not in once][:SHOWN]


def _distinct(proposals: list[Proposal]) -> list[Proposal]:
    """Of terms that do the same and hold each other's words, the first stays."""
    kept: list[Proposal] = []
    for each in proposals:
        words = set(each.term.split())
        twins = (one for one in kept if (one.kind, one.gain) == (each.kind, each.gain))
        others = [set(one.term.split()) for one in twins]
        if not any(words <= other or words >= other for other in others):
            kept.append(each)
    return kept


def _missing(missed: Sequence[_Case], cases: Sequence[_Case]) -> list[tuple[str, int]]:
    """Phrases of articles in which the topic was missed, that are said where it is wanted, with
    the number of articles that say them there."""
    here: Counter[tuple[str, ...]] = Counter()
    elsewhere: Counter[tuple[str, ...]] = Counter()
    for case in cases:
        (here if case.wanted else elsewhere).update(set(phrases(case.article.document)))
    marks: Counter[tuple[str, ...]] = Counter()
    for case in missed:
        document = case.article.document
        loud = replace(
            document, sentences=tuple(each for each in document.sentences if each.where in PLACES)
        )
        for phrase, times in Counter(phrases(document)).items():
            marks[phrase] += min(times, 3)
        marks.update(set(phrases(loud)))
    likely = {phrase: 2 * here[phrase] - 3 * elsewhere[phrase] for phrase in marks}
    ranked = sorted(
        (phrase for phrase in marks if likely[phrase] > 0),
        key=lambda phrase: (-likely[phrase] - marks[phrase], -len(phrase), phrase),
    )
    return [(" ".join(phrase), here[phrase]) for phrase in ranked[:TRIED]]


def _misread(wrong: Sequence[_Case], slug: str) -> list[tuple[str, int]]:
    """What was taken for the topic, with the words around it that give it another sense."""
    told = Counter(
        phrase
        for case in wrong
        if slug in case.article.scores
        for phrase in sorted(set(around(case.article.scores[slug])))
    )
    ranked = sorted(told, key=lambda phrase: (-told[phrase], len(phrase), phrase))
    return [(" ".join(phrase), told[phrase]) for phrase in ranked[:TRIED]]


def _try(
    subject: Subject,
    lang: str,
    kind: str,
    term: str,
    said: int,
    cases: Sequence[_Case],
    taxonomy: Taxonomy,
    at_most: int,
) -> Proposal:
    """Tag with the term what could hold it, and see which articles change."""
    lexicons = {**subject.lexicons, lang: _with(subject, lang, kind, term)}
    changed = replace(subject, lexicons=lexicons)
    alone = replace(taxonomy, subjects={subject.slug: changed})
    stems = {STEMMERS[lang](word) for word in term.split()}
    gain: list[str] = []
    damage: list[str] = []
    for case in cases:
        if not stems <= case.stems:
            continue
        now = _published(case.article, alone, subject.slug, at_most)
        if now != case.found:
            (gain if now == case.wanted else damage).append(case.article.path)
    return Proposal(subject.slug, lang, kind, term, tuple(gain), tuple(damage), said)


def _with(subject: Subject, lang: str, kind: str, term: str) -> Lexicon:
    lexicon = subject.lexicons.get(lang, Lexicon())
    pattern = parse_pattern(term)
    if kind == "not":
        return replace(lexicon, excludes=(*lexicon.excludes, pattern))
    if kind == "weak":
        return replace(lexicon, weak=(*lexicon.weak, pattern))
    return replace(lexicon, strong=(*lexicon.strong, pattern))


def _published(article: Confirmed, alone: Taxonomy, slug: str, at_most: int) -> bool:
    """Whether the one topic of *alone* would be among the first *at_most* of all."""
    tagging = tag(article.document, alone)
    if not tagging.topics:
        return False
    scores = {other: each.score for other, each in article.scores.items()}
    scores[slug] = tagging.topics[0].score
    ranked = sorted(scores, key=lambda each: (-scores[each], each))
    cleared = [each for each in ranked if scores[each] >= 1.0]
    return slug in cleared[:at_most]


def as_text(proposals: Sequence[Proposal], confirmed: int) -> str:
    """The proposals, numbered, for a terminal."""
    lines = [f"articles whose author named or forbade topics: {confirmed}"]
    if not proposals:
        lines.append("No term would mend more of them than it would break.")
    for number, each in enumerate(proposals[:LISTED], 1):
        lines += ["", f"{number:>3}  {each.name}"]
        lines.append(f"     mends   {len(each.gain)}: {', '.join(each.gain)}")
        if each.damage:
            lines.append(f"     breaks  {len(each.damage)}: {', '.join(each.damage)}")
        if each.said == 1:
            lines.append("     one article says it: is it a word of the topic, or of that story?")
    if len(proposals) > LISTED:
        lines += ["", f"and {len(proposals) - LISTED} more that mend as little as the last"]
    if proposals:
        best = proposals[0].name
        lines += ["", f'accept one with: invoke topics --learn --accept "{best}"']
    return "".join(f"{line}\n" for line in lines)
