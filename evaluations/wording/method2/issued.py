"""What sentences of method 2 are made of: a judgement, its promises where they were made, and the names."""

from dataclasses import dataclass

from evaluations.scoring.inputs import Answer, Inputs, Path
from evaluations.scoring.method2 import Ends, Judged, Judgement, PathJudged, Promises, Result
from evaluations.vocabulary import BAR_LOW
from evaluations.wording.scored import Names


@dataclass(frozen=True, kw_only=True)
class Issued:
    """A judgement of method 2 and the names of things; `result` has the promises, where they were made."""

    judgement: Judgement
    names: Names
    result: Result | None = None

    @classmethod
    def of(cls, found: Result | Judgement, names: Names) -> "Issued":
        """From the whole result, or from the judgement alone."""
        if isinstance(found, Result):
            return cls(judgement=found.judgement, names=names, result=found)
        return cls(judgement=found, names=names)

    @property
    def inputs(self) -> Inputs:
        """The inputs that were judged."""
        return self.judgement.inputs

    @property
    def order(self) -> list[str]:
        """Path keys in the one order: that of the issued verdicts."""
        return list(self.judgement.order)

    @property
    def left_out(self) -> list[str]:
        """Path keys that are not applicable, and so in no order."""
        return [path.key for path in self.inputs.paths if path.key not in self.judgement.order]

    @property
    def growth_model(self) -> str | None:
        """The key of the declared growth model."""
        return self.inputs.growth_model

    def path(self, key: str) -> "IssuedPath":
        """Everything about one path of the evaluation; KeyError if it has none of that key."""
        inputs = next((path for path in self.inputs.paths if path.key == key), None)
        if inputs is None:
            raise KeyError(key)
        promises = self.result.promises.get(key) if self.result else None
        return IssuedPath(
            issued=self, key=key, inputs=inputs, found=self.judgement.paths[key], promises=promises
        )

    def answer(self, item: str) -> Answer:
        """The answer to an item as the method took it; an unanswered one when there is none."""
        return self.inputs.answer(item)


@dataclass(frozen=True, kw_only=True)
class IssuedPath:
    """One path of a judged evaluation. `promises` is None where none were made, or nothing applies."""

    issued: Issued
    key: str
    inputs: Path
    found: PathJudged | None
    promises: Promises | None

    @property
    def names(self) -> Names:
        return self.issued.names

    @property
    def name(self) -> str:
        return self.names.path(self.key)

    @property
    def applies(self) -> bool:
        """Whether any fit question applies; if none does there is nothing to judge."""
        return self.found is not None

    @property
    def _found(self) -> PathJudged:
        if self.found is None:
            raise TypeError(f"Nothing of {self.key} applies.")
        return self.found

    @property
    def judged(self) -> Judged:
        """Of a path that applies. Raises TypeError for any other."""
        return self._found.judged

    @property
    def ends(self) -> Ends:
        """Of a path that applies. Raises TypeError for any other."""
        return self._found.ends

    @property
    def standing(self) -> PathJudged:
        """Of a path that applies. Raises TypeError for any other."""
        return self._found

    def at(self, end: str, value: str) -> float:
        """F, F_star, S, A or V at `lo`, `point` or `hi`."""
        number: float = getattr(getattr(self.ends, end).scores, value)
        return number

    @property
    def dims(self) -> dict[str, float]:
        """The dimensions of fit that apply, with answers as said."""
        shape = self._found.terms.shape
        return dict(zip([each.name for each in shape.dimensions], self.ends.point.dims, strict=True))

    @property
    def fights(self) -> bool:
        """Whether the path fights the growth model as said: the match is below the lower bar."""
        return self.applies and self.at("point", "A") < BAR_LOW
