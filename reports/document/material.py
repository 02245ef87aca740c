"""What every section is written from: the frozen document, its score, and the names of things."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from evaluations import scoring
from evaluations.results.relief import Relief, relief
from evaluations.scoring.method1.result import Exact, Result, Sampled
from evaluations.vocabulary import FIGHTS, PARK
from evaluations.wording import Names, PathWords, Scored, all_path_words, show_day
from reports.blocks import Span, verdict_mark
from reports.frozen import FrozenDocument, FrozenItem, FrozenPath, FrozenSnapshot, FrozenSurface, FrozenWord

"""The mark of a parked path that fights the growth model."""


@dataclass(frozen=True)
class Material:
    """The frozen document and its result (method section 23)."""

    frozen: FrozenDocument
    result: Result
    document_sha256: str

    @cached_property
    def names(self) -> Names:
        return Names(
            paths={path.key: path.name for path in self.frozen.paths},
            items={key: item.name for key, item in self.items.items()},
            dimensions=_named(self.frozen.catalog.dimensions),
            growth_models=_named(self.frozen.catalog.growth_models),
        )

    @cached_property
    def scored(self) -> Scored:
        return Scored(result=self.result, inputs=self.inputs, names=self.names)

    @cached_property
    def inputs(self) -> scoring.Inputs:
        return scoring.parse(self.frozen.inputs)

    @cached_property
    def relief(self) -> Relief:
        """In which order to relieve what binds."""
        return relief(self.inputs)

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

    @cached_property
    def words(self) -> tuple[PathWords, ...]:
        """The paths as they are ranked, then those to which no question applies."""
        return all_path_words(self.scored)

    def words_of(self, key: str) -> PathWords:
        return next(words for words in self.words if words.key == key)

    def exact(self, key: str) -> Exact:
        """The exact part of the result of a path that applies."""
        return self.scored.path(key).exact

    def sampled(self, key: str) -> Sampled:
        """The sampled part of the result of a path that applies."""
        return self.scored.path(key).sampled


def questions_of(path: FrozenPath) -> tuple[FrozenItem, ...]:
    """A path's checklist: its factors, its constraint, its match with the growth model."""
    return (*path.factors, path.constraint, path.alignment)


def mark_of(words: PathWords) -> Span:
    """The issued verdict as mark and word."""
    return verdict_mark(FIGHTS if words.verdict == PARK and words.fights else words.verdict, words.word)


def shown_date(moment: str) -> str:
    """“23 November 2026”, of an RFC 3339 time in UTC."""
    return show_day(date.fromisoformat(moment[:10]))


def snapshot_words(snapshot: FrozenSnapshot) -> str:
    """“2, ‘Before the interviews’, 23 November 2026”."""
    return f"{snapshot.number}, ‘{snapshot.name}’, {shown_date(snapshot.taken_at)}"


def _named(words: Iterable[FrozenWord]) -> dict[str, str]:
    return {word.key: word.name for word in words}
