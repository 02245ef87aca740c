"""How a distribution path is judged. Standard library and numpy only; no clock, no settings.

    inputs = parse(document)        raises InvalidInputs, which names every fault
    exact(inputs)                   scores, ranges and point verdicts; no draws
    sampled(inputs)                 the same with the issued verdicts and the headline
    score(inputs)                   the whole result
    triage(inputs)                  carry and match alone, before anything else is asked; no verdict
    document(inputs)                the whole result as plain JSON values, of the method that the inputs name

Each method is a package of its own, `method1` and so on, over the parts that all share: inputs, parsing, canonical
form, streams, weights, comparable inputs. What is exported here is how the rest of distmap scores: by the method
that the document names (`"method"`), method 1 where it names none. Each method has typed results of its own; see
`dispatch`.

As a program: python -m evaluations.scoring < inputs.json > result.json
"""

from .canonical import canonical, canonical_json, inputs_sha256
from .constants import METHOD
from .dispatch import document, exact, sampled, score, triage
from .inputs import Answer, Fault, Inputs, InvalidInputs
from .parsing import parse

__all__ = [
    "METHOD",
    "Answer",
    "Fault",
    "Inputs",
    "InvalidInputs",
    "canonical",
    "canonical_json",
    "document",
    "exact",
    "inputs_sha256",
    "parse",
    "sampled",
    "score",
    "triage",
]
