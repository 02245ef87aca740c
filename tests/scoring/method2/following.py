"""Following promises: merge the answers into the inputs, score again, look at what is issued."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from evaluations.scoring import parse
from evaluations.scoring.method2 import judgement_of

from .worlds import Document

SETS = ("road", "to_scale", "breaks", "relief", "design")


class Made(NamedTuple):
    """A promise of a result document: for which path, of which kind, what to do, and what is then issued."""

    path: str
    kind: str
    answers: Document
    growth_model: str | None
    verdict: str


def judged(document: Document) -> dict[str, Any]:
    """What is judged for each path that can be."""
    paths = judgement_of(parse(document)).paths
    return {key: path.judged for key, path in paths.items() if path is not None}


def issued(document: Document) -> dict[str, str]:
    """The issued verdict of each path that can be judged."""
    return {key: each.verdict for key, each in judged(document).items()}


def merged(document: Document, answers: Document, growth_model: str | None = None) -> Document:
    """The document with answers set, and perhaps a growth model declared."""
    changed = {**document, "answers": {**document["answers"], **answers}}
    return changed if growth_model is None else {**changed, "growth_model": growth_model}


def measured(document: Document, item: str, level: int) -> Document:
    """One answer to merge: an item measured; that a surface cannot be designed in stays as it was."""
    kept = {"designable": False} if document["answers"].get(item, {}).get("designable") is False else {}
    return {item: {"level": level, "grade": "measured", **kept}}


def made(document: Document, result: Document) -> Iterator[Made]:
    """Every promise of a result document."""
    for key, path in result["paths"].items():
        promises = path.get("promises")
        if promises is None:
            continue
        for kind in SETS:
            if promises[kind] is not None:
                each = promises[kind]
                yield Made(key, kind, each["answers"], each.get("growth_model"), each["verdict"])
        for item, verdicts in promises["if_measured"].items():
            for level, verdict in enumerate(verdicts):
                yield Made(key, "if_measured", measured(document, item, level), None, verdict)
        for model, verdict in (promises["if_declared"] or {}).items():
            yield Made(key, "if_declared", {}, model, verdict)


def outcome(document: Document, promise: Made) -> str:
    """What is issued once a promise is followed."""
    return issued(merged(document, promise.answers, promise.growth_model))[promise.path]
