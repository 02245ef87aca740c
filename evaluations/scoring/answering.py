"""Reading one answer of a document."""

from collections.abc import Mapping
from typing import Any

from .constants import GRADES, TOP_LEVEL
from .faults import Faults, is_number, is_whole, shown
from .grammar import Grammar
from .inputs import UNANSWERED, Answer

_FIELDS = frozenset({"level", "grade", "na", "designable", "reason"})
_SUM_TOLERANCE = 1e-6


def read_answer(pointer: str, listed: object, grammar: Grammar, faults: Faults) -> Answer:
    """One answer: `level` and `grade`, or `na`, or the fields of a panel's answer, or none of them.

    Adds a fault for each field that is unknown, has the wrong type or contradicts another;
    an answer with faults reads as unanswered.
    """
    if not isinstance(listed, Mapping):
        faults.add(pointer, "type", "An answer must be an object.")
        return UNANSWERED
    faults.unknown_fields(pointer, listed, _FIELDS | set(grammar.pooled))
    known = {field: value for field, value in listed.items() if field in _FIELDS or field in grammar.pooled}
    own = Faults()
    _check_types(pointer, known, own)
    if not own:
        _check_kinds(pointer, known, grammar, own)
    for fault in own.found():
        faults.add(fault.pointer, fault.code, fault.detail)
    return UNANSWERED if own else _built(known)


def _check_types(pointer: str, listed: Mapping[Any, object], faults: Faults) -> None:
    level = listed.get("level")
    if level is not None and not (is_whole(level) and level in range(TOP_LEVEL + 1)):
        faults.add(f"{pointer}/level", "value", f"{shown(level)} is not a level: a whole number from 0 to 4.")
    grade = listed.get("grade")
    if grade is not None and not (isinstance(grade, str) and grade in GRADES):
        faults.add(f"{pointer}/grade", "value", f"{shown(grade)} is not a grade: one of {', '.join(GRADES)}.")
    for field in ("na", "evidenced", "designable"):
        if field in listed and not isinstance(listed[field], bool):
            faults.add(f"{pointer}/{field}", "type", f"{shown(listed[field])} is neither true nor false.")
    for field in ("lo", "hi"):
        if field in listed and not _is_share(listed[field]):
            faults.add(f"{pointer}/{field}", "value", f"{shown(listed[field])} is not a number from 0 to 1.")
    if "p" in listed and not _are_chances(listed["p"]):
        faults.add(f"{pointer}/p", "value", "p must be five chances, none below 0, that sum to 1.")
    if not isinstance(listed.get("reason"), str | None):
        faults.add(f"{pointer}/reason", "type", "A reason must be text, or null.")


def _is_share(value: object) -> bool:
    # NaN fails both comparisons, so it is refused here too.
    return isinstance(value, int | float) and is_number(value) and 0 <= value <= 1


def _are_chances(value: object) -> bool:
    """Whether this is a distribution over the five levels."""
    if not isinstance(value, list | tuple) or len(value) != TOP_LEVEL + 1:
        return False
    return all(_is_share(each) for each in value) and abs(sum(value) - 1) <= _SUM_TOLERANCE


def _check_kinds(pointer: str, listed: Mapping[Any, object], grammar: Grammar, faults: Faults) -> None:
    has_level = listed.get("level") is not None
    has_grade = listed.get("grade") is not None
    is_pooled = any(field in listed for field in grammar.pooled)
    if has_level and not has_grade:
        faults.add(f"{pointer}/grade", "missing", "A level needs a grade of evidence.")
    if has_grade and "level" not in listed:
        faults.add(f"{pointer}/level", "missing", "A grade of evidence needs a level.")
    if listed.get("na") and (has_level or is_pooled):
        faults.add(pointer, "conflict", "An item is either answered or not applicable.")
    if is_pooled and (has_level or has_grade):
        faults.add(pointer, "conflict", f"An answer has either a level or {_pooled_words(grammar)}.")
    if is_pooled:
        _check_pooled(pointer, listed, grammar, faults)


def _pooled_words(grammar: Grammar) -> str:
    return "a distribution" if "p" in grammar.pooled else "a range"


def _check_pooled(pointer: str, listed: Mapping[Any, Any], grammar: Grammar, faults: Faults) -> None:
    needed = f"{', '.join(grammar.pooled[:-1])} and {grammar.pooled[-1]}"
    for field in grammar.pooled:
        if field not in listed:
            faults.add(
                f"{pointer}/{field}", "missing", f"{_pooled_words(grammar).capitalize()} needs {needed}."
            )
    if "lo" in listed and "hi" in listed and listed["lo"] > listed["hi"]:
        faults.add(f"{pointer}/hi", "value", "The range ends below its beginning.")


def _built(listed: Mapping[Any, Any]) -> Answer:
    designable = listed.get("designable", True)
    if listed.get("na"):
        return Answer(na=True, designable=designable)
    if "lo" in listed:
        # Adding 0.0 writes -0.0 as 0.0: equal numbers must have one canonical form.
        lo, hi = float(listed["lo"]) + 0.0, float(listed["hi"]) + 0.0
        return Answer(lo=lo, hi=hi, evidenced=listed["evidenced"], designable=designable)
    if "p" in listed:
        chances = tuple(float(each) + 0.0 for each in listed["p"])
        return Answer(p=chances, evidenced=listed["evidenced"], designable=designable)
    if listed.get("level") is not None:
        return Answer(level=listed["level"], grade=listed["grade"], designable=designable)
    return Answer(designable=designable)
