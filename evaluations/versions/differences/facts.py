"""What is judged and how, on both sides: title, product, paths, growth model, priorities, release, method."""

from collections.abc import Callable
from dataclasses import dataclass

from evaluations.versions.differences.sides import Side
from evaluations.versions.values import EvaluationVersion

ONE_LINE = 60


@dataclass(frozen=True, kw_only=True)
class FactChange:
    """One fact in words; `key` names it for programs."""

    key: str
    name: str
    old: str
    new: str

    @property
    def is_same(self) -> bool:
        return self.old == self.new

    @property
    def is_long(self) -> bool:
        """Whether it takes lines of its own, rather than one for both sides."""
        return max(len(self.old), len(self.new)) > ONE_LINE or "\n" in self.old + self.new


def facts_of(old: Side, new: Side) -> tuple[FactChange, ...]:
    """Every fact on both sides."""
    return tuple(
        FactChange(key=key, name=name, old=tell(old.state), new=tell(new.state))
        for key, (name, tell) in _FACTS.items()
    )


def _growth_model(state: EvaluationVersion) -> str:
    model = state.growth_model
    return state.catalog.growth_model(model).name if model else "Not declared"


def _priorities(state: EvaluationVersion) -> str:
    groups = [" and ".join(state.catalog.role(key).name for key in group) for group in state.priorities or ()]
    return ", then ".join(groups) or "None set"


def _paths(state: EvaluationVersion) -> str:
    return ", ".join(state.catalog.path_name(key) for key in state.paths) or "None"


_FACTS: dict[str, tuple[str, Callable[[EvaluationVersion], str]]] = {
    "title": ("Title", lambda state: state.title),
    "status": ("Status", lambda state: state.status.capitalize()),
    "paths": ("Paths", _paths),
    "growth_model": ("Growth model", _growth_model),
    "priorities": ("Priorities", _priorities),
    "product": ("Product", lambda state: state.product.name),
    "description": ("Its description", lambda state: state.product.description),
    "industries": ("Its industries", lambda state: ", ".join(state.product.industries)),
    "stage": ("Its stage", lambda state: state.product.stage.capitalize()),
    "release": ("Catalog release", lambda state: state.catalog.version),
    "method": ("Method", lambda state: state.method),
}
