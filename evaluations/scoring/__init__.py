"""Method 1: how a distribution path is judged. Standard library and numpy only; no clock, no settings.

    inputs = parse(document)        raises InvalidInputs, which names every fault
    exact(inputs)                   scores, ranges and point verdicts; no draws
    sampled(inputs)                 the same with the issued verdicts and the headline
    score(inputs)                   the whole result document
    triage(inputs)                  carry and match alone, before anything else is asked; no verdict

As a program: python -m evaluations.scoring < inputs.json > result.json
"""

from .canonical import canonical, canonical_json, inputs_sha256
from .constants import METHOD
from .inputs import Fault, Inputs, InvalidInputs
from .parsing import parse
from .result import exact, sampled, score
from .triage import triage

__all__ = [
    "METHOD",
    "Fault",
    "Inputs",
    "InvalidInputs",
    "canonical",
    "canonical_json",
    "exact",
    "inputs_sha256",
    "parse",
    "sampled",
    "score",
    "triage",
]
