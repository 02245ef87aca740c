"""The back-test: public cases as they stood at their date, judged, and held against what history accepts.

It shows that a method does not contradict history given honest answers. It cannot show that answers are honest:
whoever wrote a case knew how it ended.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from . import dispatch
from .constants import FIND_OUT_FIRST
from .parsing import parse

Document = dict[str, Any]
Answers = dict[str, Any]
METHODS = ("1", "2")


@dataclass(frozen=True, slots=True)
class PathOfCase:
    """A path as a case needs it: its factors with their roles, constraint, links, and a cell for each model."""

    key: str
    factors: Mapping[str, str]
    constraint: str
    surfaces: Mapping[str, int]
    alignment: Mapping[str, Mapping[str, Any]]
    economics: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Judged:
    """What a method issues for a case, which way it leans, and what history says: `agree` (accepted), `wrong`
    (rejected), `open` (withheld, and that is not accepted) or `other`."""

    verdict: str
    reason: str | None
    lean: str
    holds: str


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One case: what history accepts, and what each method says of it in each run."""

    case: str
    path: str
    accepted: tuple[str, ...]
    best: str
    runs: Mapping[tuple[str, str], Judged]  # by method and run


def _unanswered_constraint(answers: Answers) -> Answers:
    return {item: answer for item, answer in answers.items() if "!" not in item}


def _all_reported(answers: Answers) -> Answers:
    return {item: {**answer, "grade": "reported"} for item, answer in answers.items()}


def _one_step_lower(answers: Answers) -> Answers:
    return {item: {**answer, "level": max(0, answer["level"] - 1)} for item, answer in answers.items()}


RUNS: Mapping[str, Callable[[Answers], Answers]] = {
    "plain": dict,
    "constraint unanswered": _unanswered_constraint,
    "all reported": _all_reported,
    "one step lower": _one_step_lower,
}


def backtest(
    cases: Sequence[Mapping[str, Any]], paths: Mapping[str, PathOfCase], under: Sequence[str] = tuple(RUNS)
) -> Iterator[CaseRow]:
    """Judge every case by both methods, plainly and under stress, or in the runs that are named alone."""
    for case in cases:
        path, verdicts = paths[case["path"]], case["verdicts"]
        runs = {
            (method, name): _judged(document_of(case, path, method, RUNS[name]), case["path"], verdicts)
            for method in METHODS
            for name in under
        }
        yield CaseRow(case["id"], case["path"], tuple(verdicts["accepted"]), verdicts["best"], runs)


def document_of(
    case: Mapping[str, Any], path: PathOfCase, method: str, change: Callable[[Answers], Answers] = dict
) -> Document:
    """The inputs of a case, as they stood or changed."""
    alignment: Document = {model: cell["level"] for model, cell in path.alignment.items()}
    listed: Document = {
        "key": path.key,
        "factors": dict(path.factors),
        "constraints": [path.constraint],
        "surfaces": dict(path.surfaces),
        "alignment": alignment,
    }
    if method != "1":
        listed["alignment"] = {
            model: {"level": cell["level"], "provenance": cell["provenance"]}
            for model, cell in path.alignment.items()
        }
        listed["economics"] = list(path.economics)
    return {
        "method": method,
        "paths": [listed],
        "answers": change(_answers(case)),
        "growth_model": case["growth_model"],
        "order": None,
    }


def _answers(case: Mapping[str, Any]) -> Answers:
    key = case["path"]
    parts = ((f"{key}/", "answers"), (f"{key}!", "constraint"), ("surface/", "surfaces"))
    answers = {}
    for prefix, part in parts:
        for name, answer in case[part].items():
            kept = {field: answer[field] for field in ("level", "grade") if answer.get(field) is not None}
            if answer.get("designable") is False:
                kept["designable"] = False
            answers[f"{prefix}{name}"] = kept
    return answers


def _judged(document: Document, key: str, verdicts: Mapping[str, Sequence[str]]) -> Judged:
    path = dispatch.document(parse(document))["paths"][key]
    found = path["sampled"] if document["method"] == "1" else path["judged"]
    verdict = found["verdict"]
    return Judged(verdict, found["reason"], found["lean"], held_against(verdict, verdicts))


def held_against(verdict: str, history: Mapping[str, Any]) -> str:
    """What history says of a verdict: `agree`, `wrong`, `open` or `other`."""
    if verdict in history["accepted"]:
        return "agree"
    if verdict in history["rejected"]:
        return "wrong"
    return "open" if verdict == FIND_OUT_FIRST else "other"


def counts(rows: Sequence[CaseRow], method: str, run: str) -> Mapping[str, int]:
    """How many cases agree, are open, wrong or other, and how many meet the best verdict exactly."""
    found = dict.fromkeys(("agree", "open", "other", "wrong", "best"), 0)
    for row in rows:
        judged = row.runs[method, run]
        found[judged.holds] += 1
        found["best"] += judged.verdict == row.best
    return found
