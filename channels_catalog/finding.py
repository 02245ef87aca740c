"""Full-text search over one release of the catalog and the glossary.

A release never changes and is small, so the index is built from its document in memory, by SQLite's FTS5, once in a
process: the same words find the same pages in the same order whichever database keeps the work. See decision 32.
"""

import re
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from threading import Lock
from typing import Final

from channels_catalog.glossary import terms
from channels_catalog.schema import Catalog
from channels_catalog.searchable import Kind, entries

# How much a word weighs by where it stands: in the name, among the words to look by, in the head, in the text.
WEIGHTS: Final = (8.0, 10.0, 3.0, 1.0)
# A kind's own weight: who asks for something mostly means the model; a metric repeats the words of its model.
FAVOUR: Final[dict[Kind, float]] = {
    "channel_model": 1.25,
    "metric": 0.8,
    "case": 1.2,
    "pattern": 0.7,
    "term": 0.9,
}
MOST_WORDS: Final = 12
SNIPPET_WORDS: Final = 26
CLOSE_ENOUGH: Final = 0.74
# Words that questions are made of and that lead nowhere.
EMPTY_WORDS: Final = frozenset(
    re.findall(
        r"\w+",
        """a an and are as at be by can do does for from has have how i in is it its me my of on or our should that
        the their them there they this to us was we what when where which who whom whose why will with would you
        your""",
    )
)
_WORD: Final = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_OPEN, _CLOSE = "\x02", "\x03"


@dataclass(frozen=True, kw_only=True)
class Piece:
    """A stretch of an excerpt; `marked` where it is what was looked for."""

    text: str
    marked: bool


@dataclass(frozen=True, kw_only=True)
class Hit:
    """A page that was found: of what kind and under which key, the part of it that fits best, and an excerpt.

    `of` names the model that a constraint or a metric belongs to.
    """

    kind: Kind
    key: str
    name: str
    of: str
    part: str
    anchor: str
    excerpt: tuple[Piece, ...]


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What a search found, the best first. `searched` is set where it took other words than were typed."""

    hits: tuple[Hit, ...]
    searched: str


# A page by kind, key and title; and what is known of its best part: score, place, excerpt.
_Page = tuple[str, str, str]
_Best = tuple[float, int, tuple[Piece, ...]]


class Index:
    """The full-text index of one release. Built whole when it is made; it may be asked from any thread."""

    def __init__(self, catalog: Catalog) -> None:
        self._entries = tuple(entries(catalog))
        self._lock = Lock()
        self._database = sqlite3.connect(":memory:", check_same_thread=False)
        self._database.execute(
            "CREATE VIRTUAL TABLE entry USING fts5"
            '(name, look_by, head, body, tokenize = "porter unicode61 remove_diacritics 2")'
        )
        self._database.executemany(
            "INSERT INTO entry (rowid, name, look_by, head, body) VALUES (?, ?, ?, ?, ?)",
            [
                (place, entry.name, entry.look_by, entry.head, entry.body)
                for place, entry in enumerate(self._entries)
            ],
        )
        self._synonyms = _synonyms()

    @cached_property
    def _words(self) -> Counter[str]:
        """Every word that stands anywhere, with how often: what a misspelt one may have been meant for."""
        found: Counter[str] = Counter()
        for entry in self._entries:
            for text in (entry.name, entry.look_by, entry.head, entry.body):
                found.update(words_of(text))
        return found

    def search(self, text: str, *, most: int = 40) -> Answer:
        """The pages that hold the words of a text, or what they stand for, the best first."""
        typed = words_of(text)[:MOST_WORDS]
        with self._lock:
            taken = [self._known(word) for word in typed]
            groups = self._groups([word for word in taken if word not in EMPTY_WORDS] or taken)
            hits = self._ranked(groups)[:most] if groups else []
        return Answer(hits=tuple(hits), searched=" ".join(taken) if taken != typed else "")

    def _known(self, word: str) -> str:
        """The word itself where it is known in any form, else the known one that is nearest to it."""
        if word in EMPTY_WORDS or word in self._synonyms.singles or self._matching([f'"{word}"']):
            return word
        candidates = [each for each in self._words if abs(len(each) - len(word)) <= 2]
        close = get_close_matches(word, candidates, n=5, cutoff=CLOSE_ENOUGH)
        if not close:
            return word
        return min(close, key=lambda each: (_apart(word, each), -self._words[each]))

    def _groups(self, words: Sequence[str]) -> list[str]:
        """The words as terms of the index, each with what it stands for; phrases of the glossary stay together."""
        groups, rest = [], list(words)
        while rest:
            length = next(
                (
                    size
                    for size in range(min(4, len(rest)), 0, -1)
                    if " ".join(rest[:size]) in self._synonyms.of
                ),
                0,
            )
            if length:
                phrase = " ".join(rest[:length])
                others = [f'"{other}"' for other in self._synonyms.of[phrase]]
                groups.append(" OR ".join([_all(rest[:length]), *others]))
                rest = rest[length:]
            else:
                groups.append(_prefixed(rest.pop(0)))
        return groups

    def _matching(self, groups: Iterable[str]) -> set[int]:
        query = " OR ".join(f"({group})" for group in groups)
        rows = self._database.execute("SELECT rowid FROM entry WHERE entry MATCH ?", (query,))
        return {place for (place,) in rows}

    def _ranked(self, groups: Sequence[str]) -> list[Hit]:
        """One hit for each page: by the share of the words that it holds, and how much its best part weighs."""
        holding: dict[_Page, set[int]] = defaultdict(set)
        for number, group in enumerate(groups):
            for place in self._matching([group]):
                holding[self._page(place)].add(number)
        best: dict[_Page, _Best] = {}
        for place, weight, excerpt in self._weighed(groups):
            page, entry = self._page(place), self._entries[place]
            score = -weight * FAVOUR.get(entry.kind, 1.0) * (len(holding[page]) / len(groups)) ** 2
            if page not in best or score > best[page][0]:
                best[page] = (score, place, excerpt)
        self._lead_by_models(best)
        found = sorted(best.values(), key=lambda each: (-each[0], each[1]))
        return [self._hit(place, excerpt) for _, place, excerpt in found]

    def _lead_by_models(self, best: dict[_Page, _Best]) -> None:
        """A model that a term is about stands before that term: it says more, and the term is named beside it."""
        for (kind, *_), (score, place, _) in list(best.items()):
            about = self._entries[place].model
            page = next((each for each in best if each[0] == "channel_model" and each[1] == about), None)
            if kind == "term" and page and best[page][0] <= score:
                best[page] = (score * 1.01, *best[page][1:])

    def _weighed(self, groups: Sequence[str]) -> Iterator[tuple[int, float, tuple[Piece, ...]]]:
        """Each row that holds a word: its weight (the less, the better) and the stretch of text with most of them."""
        query = " OR ".join(f"({group})" for group in groups)
        snippet = f"snippet(entry, {{}}, '{_OPEN}', '{_CLOSE}', '…', {SNIPPET_WORDS})"
        rows = self._database.execute(
            f"SELECT rowid, bm25(entry, ?, ?, ?, ?), {snippet.format(2)}, {snippet.format(3)} "
            "FROM entry WHERE entry MATCH ? ORDER BY rowid",
            (*WEIGHTS, query),
        )
        for place, weight, head, body in rows:
            yield place, weight, _pieces(body if body.count(_OPEN) > head.count(_OPEN) else head or body)

    def _page(self, place: int) -> _Page:
        entry = self._entries[place]
        return entry.kind, entry.key, entry.title

    def _hit(self, place: int, excerpt: tuple[Piece, ...]) -> Hit:
        entry = self._entries[place]
        return Hit(
            kind=entry.kind,
            key=entry.key,
            name=entry.title,
            of=entry.of,
            part=entry.part,
            anchor=entry.anchor,
            excerpt=excerpt,
        )


@dataclass(frozen=True)
class _Synonyms:
    """By phrase, the other words for it; and the single words among the phrases."""

    of: dict[str, tuple[str, ...]]
    singles: frozenset[str]


def _synonyms() -> _Synonyms:
    of: dict[str, tuple[str, ...]] = {}
    for term in terms():
        phrases = [" ".join(words_of(phrase)) for phrase in (term.name, *term.also)]
        for phrase in phrases:
            of[phrase] = (*of.get(phrase, ()), *(other for other in phrases if other != phrase))
    return _Synonyms(of, frozenset(word for phrase in of for word in phrase.split()))


def words_of(text: str) -> list[str]:
    """The words of a text as the index knows them: small letters and digits, parted at hyphens."""
    return [word.replace("’", "'") for word in _WORD.findall(text.casefold())]


def _all(words: Sequence[str]) -> str:
    return f'"{" ".join(words)}"'


def _prefixed(word: str) -> str:
    """A word in any of its forms, or what begins with it where it is long enough to say something."""
    return f'"{word}" OR "{word}"*' if len(word) > 3 else f'"{word}"'


def _apart(one: str, other: str) -> int:
    """In how many letters two words differ: added, left out, changed, or swapped with the next."""
    before, row = list[int](), list(range(len(other) + 1))
    for i, left in enumerate(one, start=1):
        older, before, row = before, row, [i]
        for j, right in enumerate(other, start=1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (left != right))
            if i > 1 and j > 1 and left == other[j - 2] and one[i - 2] == right:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
    return row[-1]


def _pieces(excerpt: str) -> tuple[Piece, ...]:
    pieces = []
    for number, part in enumerate(re.split(f"[{_OPEN}{_CLOSE}]", excerpt)):
        if part:
            pieces.append(Piece(text=part, marked=number % 2 == 1))
    return tuple(pieces)
