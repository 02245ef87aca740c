"""Each evaluation is scored by the method it names; nothing of one method is in a document of the other."""

from typing import Any

from . import method1, method2
from .inputs import Inputs

Document = dict[str, Any]


def exact(inputs: Inputs) -> Document:
    """The part of the result that needs no draws; under method 2 that is all that is issued, and the headline."""
    if inputs.method == method2.METHOD:
        return method2.judgement_document(method2.judgement_of(inputs))
    return method1.exact(inputs)


def sampled(inputs: Inputs) -> Document:
    """What a list of evaluations shows: the issued verdicts and the headline. Method 2 needs no draws for it."""
    return exact(inputs) if inputs.method == method2.METHOD else method1.sampled(inputs)


def score(inputs: Inputs) -> Document:
    """The whole result document."""
    if inputs.method == method2.METHOD:
        return method2.result_document(method2.result_of(inputs))
    return method1.score(inputs)


def triage(inputs: Inputs) -> Document:
    """Carry and match alone, before anything else is asked; no verdict."""
    return method2.triage(inputs) if inputs.method == method2.METHOD else method1.triage(inputs)
