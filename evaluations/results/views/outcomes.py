"""What each answer could still do to a verdict of method 2: by level, measured."""

from dataclasses import dataclass

from evaluations.wording.method2 import Issued
from evaluations.wording.outlook import PathOutlook, result_of


@dataclass(frozen=True, kw_only=True)
class Turning:
    """One answer that can turn the verdict: the verdict at each level, from No to Yes."""

    name: str
    verdicts: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Turns:
    """The answers of one path that can turn its verdict, and how many cannot."""

    path: PathOutlook
    rows: tuple[Turning, ...]
    others: int


def turns_of(issued: Issued, paths: tuple[PathOutlook, ...]) -> list[Turns]:
    """One for each path that applies, in the order given."""
    return [_turns(issued, path) for path in paths if path.key in result_of(issued).promises]


def _turns(issued: Issued, path: PathOutlook) -> Turns:
    found = result_of(issued).promises[path.key].if_measured
    rows = [
        Turning(name=issued.names.item(item), verdicts=verdicts)
        for item, verdicts in found.items()
        if set(verdicts) != {path.verdict}
    ]
    return Turns(path=path, rows=tuple(rows), others=len(found) - len(rows))
