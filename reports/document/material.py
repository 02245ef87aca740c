"""What every section is written from: the frozen document, its score, and the names of things."""

from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from evaluations import scoring
from evaluations.results.relief import Relief, relief
from evaluations.scoring import method2
from evaluations.scoring.method1.result import Exact, Result
from evaluations.scoring.rounding import stored
from evaluations.vocabulary import FIGHTS, FIND_OUT_FIRST, PARK, VERDICT_MEANINGS
from evaluations.wording import (
    Counts,
    Names,
    PathWords,
    Piece,
    Question,
    Rank,
    Scored,
    TallyRow,
    all_path_words,
    close_sentences,
    counts_of,
    dominance_sentences,
    finding,
    questions,
    ranks,
    show_day,
    tally,
)
from evaluations.wording import method2 as by_method_2
from reports.blocks import Span, verdict_mark
from reports.frozen import FrozenDocument, FrozenItem, FrozenPath, FrozenSnapshot, FrozenSurface, FrozenWord


@dataclass(frozen=True)
class Material(ABC):
    """The frozen document, and what the method that it names makes of it: the same things said by either method."""

    frozen: FrozenDocument
    document_sha256: str

    @property
    @abstractmethod
    def words(self) -> tuple[PathWords, ...]:
        """The paths in order, then those to which no question applies."""

    @property
    @abstractmethod
    def finding(self) -> tuple[Piece, ...]:
        """What to do, in one to three sentences."""

    @property
    @abstractmethod
    def tally(self) -> tuple[TallyRow, ...]:
        """The verdicts that occur, with their paths."""

    @property
    @abstractmethod
    def counts(self) -> Counts:
        """How much is answered, and how much of that seen or measured."""

    @property
    @abstractmethod
    def ranks(self) -> tuple[Rank, ...]:
        """The paths that apply, in order."""

    @property
    @abstractmethod
    def order_notes(self) -> tuple[str, ...]:
        """How firm the order is, in sentences."""

    @property
    @abstractmethod
    def order_words(self) -> str:
        """What the order goes by."""

    @abstractmethod
    def questions(self, most: int) -> tuple[Question, ...]:
        """What to find out next, best first."""

    @abstractmethod
    def evidence_fit(self, key: str) -> float:
        """The share of a path's fit that was seen or measured."""

    @abstractmethod
    def priority_robustness(self, key: str) -> float:
        """The share of other priorities under which a path stays where it is."""

    def meaning(self, verdict: str) -> str:
        """What a verdict says, in a few words."""
        return VERDICT_MEANINGS[verdict]

    @abstractmethod
    def confidence(self, key: str) -> float | None:
        """How far the verdict on a path holds; None where nothing of it applies, or an open question decides."""

    @cached_property
    def names(self) -> Names:
        return Names(
            paths={path.key: path.name for path in self.frozen.paths},
            items={key: item.name for key, item in self.items.items()},
            dimensions=_named(self.frozen.catalog.dimensions),
            growth_models=_named(self.frozen.catalog.growth_models),
        )

    @cached_property
    def inputs(self) -> scoring.Inputs:
        return scoring.parse(self.frozen.inputs)

    @cached_property
    def items(self) -> dict[str, FrozenItem]:
        """Every question of the report by its key."""
        found = [item for path in self.frozen.paths for item in questions_of(path)]
        found += [surface.item for surface in self.frozen.surfaces]
        found += self.frozen.rule
        return {item.key: item for item in found}

    @cached_property
    def levels(self) -> dict[int, str]:
        return {int(word.key): word.name for word in self.frozen.catalog.levels}

    @cached_property
    def grades(self) -> dict[str, str]:
        return _named(self.frozen.catalog.grades)

    def path(self, key: str) -> FrozenPath:
        return next(path for path in self.frozen.paths if path.key == key)

    def surface(self, key: str) -> FrozenSurface:
        return next(surface for surface in self.frozen.surfaces if surface.item.key == f"surface/{key}")

    def words_of(self, key: str) -> PathWords:
        return next(words for words in self.words if words.key == key)


@dataclass(frozen=True)
class Sampled(Material):
    """By method 1: the result of section 23."""

    result: Result

    @cached_property
    def scored(self) -> Scored:
        return Scored(result=self.result, inputs=self.inputs, names=self.names)

    @cached_property
    def relief(self) -> Relief:
        """In which order to relieve what binds."""
        return relief(self.inputs)

    @cached_property
    def words(self) -> tuple[PathWords, ...]:
        return all_path_words(self.scored)

    @property
    def finding(self) -> tuple[Piece, ...]:
        return finding(self.scored)

    @property
    def tally(self) -> tuple[TallyRow, ...]:
        return tally(self.scored)

    @property
    def counts(self) -> Counts:
        return counts_of(self.scored)

    @property
    def ranks(self) -> tuple[Rank, ...]:
        return ranks(self.scored)

    @property
    def order_notes(self) -> tuple[str, ...]:
        return (*dominance_sentences(self.scored), *close_sentences(self.scored))

    @property
    def order_words(self) -> str:
        return (
            "By the lesser of fit and support. How often a path ranks first is counted over all answers, "
            "priorities and spacings of the scale that are still possible."
        )

    def questions(self, most: int) -> tuple[Question, ...]:
        return questions(self.scored, most=most)

    def evidence_fit(self, key: str) -> float:
        return self.exact(key).evidence_fit

    def priority_robustness(self, key: str) -> float:
        return self.scored.path(key).sampled.priority_robustness

    def confidence(self, key: str) -> float | None:
        path = self.result.path(key)
        return path.sampled.confidence if path else None

    def exact(self, key: str) -> Exact:
        """The exact part of the result of a path that applies."""
        return self.scored.path(key).exact


@dataclass(frozen=True)
class Issued(Material):
    """By method 2: what is issued, and what is promised."""

    result: method2.Result

    @cached_property
    def issued(self) -> by_method_2.Issued:
        return by_method_2.Issued.of(self.result, self.names)

    @cached_property
    def words(self) -> tuple[PathWords, ...]:
        return by_method_2.all_path_words(self.issued)

    @property
    def finding(self) -> tuple[Piece, ...]:
        return by_method_2.finding(self.issued)

    @property
    def tally(self) -> tuple[TallyRow, ...]:
        """A withheld verdict carries its lean here too."""
        leans = {words.name: f"{words.name} ({words.how_sure})" for words in self.words}
        return tuple(
            replace(row, names=tuple(leans[name] for name in row.names))
            if row.verdict == FIND_OUT_FIRST
            else row
            for row in by_method_2.tally(self.issued)
        )

    @property
    def counts(self) -> Counts:
        return counts_of(self.issued)

    @property
    def ranks(self) -> tuple[Rank, ...]:
        return by_method_2.ranks(self.issued)

    @property
    def order_notes(self) -> tuple[str, ...]:
        return by_method_2.close_sentences(self.issued)

    @property
    def order_words(self) -> str:
        return (
            "By the verdict that is issued, withheld ones by where they lean. How often a path ranks first is "
            "counted over drawn answers, priorities and spacings of the scale; no verdict hangs on it."
        )

    def questions(self, most: int) -> tuple[Question, ...]:
        return by_method_2.questions(self.issued, most=most)

    def evidence_fit(self, key: str) -> float:
        return by_method_2.evidence_fit(self.issued.path(key))

    def priority_robustness(self, key: str) -> float:
        return self.result.ranking.priority_robustness[key]

    def meaning(self, verdict: str) -> str:
        if verdict == FIND_OUT_FIRST:
            return "no verdict would hold yet; which way it leans, and what would settle it, is said"
        return super().meaning(verdict)

    def confidence(self, key: str) -> float | None:
        path = self.result.judgement.paths[key]
        confidence = path.judged.confidence if path else None
        return None if confidence is None else stored(confidence)

    def promises(self, key: str) -> method2.Promises | None:
        """What is promised of a path; None where nothing of it applies."""
        return self.result.promises.get(key)


def material_of(frozen: FrozenDocument, result: Result | method2.Result, document_sha256: str) -> Material:
    """By the method whose result it is."""
    if isinstance(result, method2.Result):
        return Issued(frozen=frozen, document_sha256=document_sha256, result=result)
    return Sampled(frozen=frozen, document_sha256=document_sha256, result=result)


def questions_of(path: FrozenPath) -> tuple[FrozenItem, ...]:
    """A path's checklist: its factors, its constraint, its match with the growth model."""
    return (*path.factors, path.constraint, path.alignment)


def mark_of(words: PathWords) -> Span:
    """The issued verdict as mark and word."""
    return verdict_mark(FIGHTS if words.verdict == PARK and words.fights else words.verdict, words.word)


def shown_date(moment: str) -> str:
    """“23 November 2026”, of a day, or of an RFC 3339 time: the day that it writes, so in the zone of its offset."""
    return show_day(date.fromisoformat(moment[:10]))


def snapshot_words(snapshot: FrozenSnapshot) -> str:
    """“2, ‘Before the interviews’, 23 November 2026”."""
    return f"{snapshot.number}, ‘{snapshot.name}’, {shown_date(snapshot.taken_at)}"


def _named(words: Iterable[FrozenWord]) -> dict[str, str]:
    return {word.key: word.name for word in words}
