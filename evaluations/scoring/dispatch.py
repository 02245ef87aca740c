"""Each evaluation is scored by the method it names; nothing of one method is in a result of the other.

Results are typed by method: `exact`, `sampled`, `score` and `triage` give those of method 1, which the pages, the API
and the reports are made of, and refuse inputs of another method; `method2` has its own. Whoever wants plain JSON
values, of whichever method the inputs name, takes `document`.
"""

from typing import Any

from . import method1, method2
from .inputs import Inputs
from .method1.result import ExactResult, Result, SampledResult
from .method1.triaging import Triage
from .plain import plain


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
    """Carry and match alone, before anything else is asked; no verdict. Raises ValueError as `exact` does."""
    return method1.triage(_of_method_1(inputs))


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
