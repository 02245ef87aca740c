"""Each evaluation is scored by the method it names; nothing of one method is in a result of the other.

Results are typed by method: `exact`, `sampled` and `score` give those of method 1 and refuse inputs of another method;
`method2` has its own. `triage` has one form for both. Whoever wants plain JSON values, of whichever method the inputs
name, takes `document`.
"""

from typing import Any

from . import method1, method2
from .inputs import Inputs
from .method1.result import ExactResult, Result, SampledResult
from .method1.triaging import Ends, SurfaceCount, Triage, TriagedPath
from .method2.triage import Ends as Reach
from .plain import plain
from .rounding import stored


def exact(inputs: Inputs) -> ExactResult:
    """The part of the result that needs no draws. Raises ValueError for inputs of another method than 1."""
    return method1.exact(_of_method_1(inputs))


def sampled(inputs: Inputs) -> SampledResult:
    """What a list of evaluations shows: the issued verdicts and the headline. Raises ValueError as `exact` does."""
    return method1.sampled(_of_method_1(inputs))


def score(inputs: Inputs) -> Result:
    """The whole result. Raises ValueError as `exact` does."""
    return method1.score(_of_method_1(inputs))


def triage(inputs: Inputs) -> Triage:
    """Carry and match alone, before anything else is asked, by the method that the inputs name; no verdict."""
    if inputs.method == method2.METHOD:
        return _triage_by_method_2(inputs)
    return method1.triage(inputs)


def _triage_by_method_2(inputs: Inputs) -> Triage:
    """What method 2 knows of each path before anything else is asked, in the form that both methods share."""
    found = method2.triaged(inputs)
    return Triage(
        method=method2.METHOD,
        growth_model=inputs.growth_model,
        order=tuple(each.key for each in found if not each.is_set_aside),
        set_aside=tuple(each.key for each in found if each.is_set_aside),
        paths={
            each.key: TriagedPath(
                carry=None if each.carry is None else _ends(each.carry),
                surfaces=SurfaceCount(answered=each.answered, applicable=each.applicable),
                match=_ends(each.match),
                match_from=each.match_from,
                set_aside=each.is_set_aside,
            )
            for each in found
        },
    )


def _ends(found: Reach) -> Ends:
    return Ends(lo=stored(found.lo), point=stored(found.point), hi=stored(found.hi))


def document(inputs: Inputs) -> dict[str, Any]:
    """The whole result of the method that the inputs name, as plain JSON values."""
    if inputs.method == method2.METHOD:
        return method2.result_document(method2.result_of(inputs))
    written: dict[str, Any] = plain(method1.score(inputs))
    return written


def _of_method_1(inputs: Inputs) -> Inputs:
    """No input of method 2 is ever judged by the rules of method 1."""
    if inputs.method != method1.METHOD:
        raise ValueError(f"These inputs name method {inputs.method}; this is a result of method 1.")
    return inputs
