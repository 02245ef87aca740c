"""What sentences are made of: a scored document, the inputs it was scored from, and the names of things."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from evaluations.scoring.constants import GROWTH_MODEL
from evaluations.scoring.inputs import Answer, Inputs, Path
from evaluations.scoring.method1.result import (
    Exact,
    ExactPath,
    ExactResult,
    NotApplicable,
    PathResult,
    Result,
    Sampled,
    SampledPath,
)
from evaluations.vocabulary import BAR_LOW, DIMENSIONS


class _Named(Protocol):
    @property
    def key(self) -> str: ...

    @property
    def name(self) -> str: ...


class _Catalog(Protocol):
    """As much of a catalog as names are read from."""

    @property
    def channels(self) -> Iterable[_Named]: ...

    @property
    def roles(self) -> Iterable[_Named]: ...

    @property
    def growth_models(self) -> Iterable[_Named]: ...

    def items(self) -> Mapping[str, Any]: ...


@dataclass(frozen=True, kw_only=True)
class Names:
    """Names by key: paths, items (factors, constraints, surfaces), dimensions of fit, growth models."""

    paths: Mapping[str, str]
    items: Mapping[str, str]
    dimensions: Mapping[str, str]
    growth_models: Mapping[str, str]

    @classmethod
    def of(cls, catalog: _Catalog) -> "Names":
        """The names that a catalog release gives."""
        return cls(
            paths=_by_key(catalog.channels),
            items={key: item.name for key, item in catalog.items().items()},
            dimensions=_by_key(catalog.roles),
            growth_models=_by_key(catalog.growth_models),
        )

    def path(self, key: str) -> str:
        return self.paths.get(key, _spelled(key))

    def dimension(self, key: str) -> str:
        return self.dimensions.get(key, _spelled(key))

    def growth_model(self, key: str) -> str:
        return self.growth_models.get(key, _spelled(key))

    def item(self, key: str) -> str:
        """The name of an item; a constraint that the catalog does not name is unmapped."""
        if key == GROWTH_MODEL or key.endswith("@alignment"):
            return "Match with the growth model"
        if key.endswith("!unmapped"):
            return "Unmapped constraint"
        return self.items.get(key, _spelled(key.replace("!", "/").rpartition("/")[2]))

    def quoted(self, key: str) -> str:
        """The name of an item as a sentence quotes it."""
        return f"‘{self.item(key)}’"

    def spot(self, key: str) -> str:
        """The name of a blind spot: a dimension, an item, or the growth model."""
        if key in DIMENSIONS:
            return self.dimension(key)
        return "the growth model" if key == GROWTH_MODEL else self.quoted(key)


def _by_key(entries: Iterable[_Named]) -> dict[str, str]:
    return {entry.key: entry.name for entry in entries}


def _spelled(key: str) -> str:
    return key.replace("-", " ").replace("_", " ").capitalize()


@dataclass(frozen=True, kw_only=True)
class Scored:
    """A result of the method (whole, or as much of it as was asked for), its inputs, and the names."""

    result: ExactResult
    inputs: Inputs
    names: Names

    @property
    def whole(self) -> Result | None:
        """The result, if it is the whole one; None where less was asked for."""
        return self.result if isinstance(self.result, Result) else None

    @property
    def order(self) -> list[str]:
        """Path keys as they are ranked."""
        return list(self.result.ranking.display_order)

    @property
    def left_out(self) -> list[str]:
        """Path keys that are not applicable, and so in no ranking."""
        ranked = set(self.order)
        return [path.key for path in self.inputs.paths if path.key not in ranked]

    @property
    def growth_model(self) -> str | None:
        """The key of the declared growth model."""
        return self.inputs.growth_model

    def path(self, key: str) -> "ScoredPath":
        """Everything about one path of the evaluation; KeyError if it has none of that key."""
        inputs = next((path for path in self.inputs.paths if path.key == key), None)
        if inputs is None:
            raise KeyError(key)
        return ScoredPath(scored=self, key=key, result=self.result.paths[key], inputs=inputs)

    def answer(self, item: str) -> Answer:
        """The answer to an item as the method took it; an unanswered one when there is none."""
        return self.inputs.answer(item)


@dataclass(frozen=True, kw_only=True)
class ScoredPath:
    """One path of a scored evaluation."""

    scored: Scored
    key: str
    result: ExactPath | NotApplicable
    inputs: Path

    @property
    def names(self) -> Names:
        return self.scored.names

    @property
    def name(self) -> str:
        return self.names.path(self.key)

    @property
    def applies(self) -> bool:
        """Whether any fit question applies; if none does there is nothing to say in numbers."""
        return isinstance(self.result, ExactPath)

    @property
    def exact(self) -> Exact:
        """Of a path that applies. Raises TypeError for any other."""
        if not isinstance(self.result, ExactPath):
            raise TypeError(f"Nothing of {self.key} applies.")
        return self.result.exact

    @property
    def sampled(self) -> Sampled:
        """Of a path that applies, in a result with verdicts. Raises TypeError for any other."""
        if not isinstance(self.result, SampledPath):
            raise TypeError(f"{self.key} was not judged.")
        return self.result.sampled

    @property
    def whole(self) -> PathResult | None:
        """With flips and tornado; None where those were not asked for, or nothing applies."""
        return self.result if isinstance(self.result, PathResult) else None

    def at(self, end: str, value: str) -> float:
        """F, F_star, S, A or V at `lo`, `point` or `hi`."""
        number: float = getattr(self.exact.end(end), value)
        return number

    @property
    def fights(self) -> bool:
        """Whether the path fights the growth model as far as is known: the match is below the lower bar."""
        return self.applies and self.at("point", "A") < BAR_LOW
