"""What method 2 issues and promises as typed rectangles: a row for each answer of a promise, and for each what-if."""

from collections.abc import Iterator

from evaluations.scoring.method2 import Promise
from evaluations.scoring.rounding import stored
from evaluations.vocabulary import LEVEL_WORDS, VERDICT_WORDS
from evaluations.wording import PathWords
from evaluations.wording import method2 as by_method_2
from reports.blocks import Field, Value, Worksheet
from reports.document.material import Issued

LEAN = (
    Field("reason", "Why it is withheld"), Field("lean", "Lean key"), Field("lean_chance", "Lean, chance", "share"),
    Field("only_if", "Only if these do not apply"),
)  # fmt: skip
PROMISE = (
    Field("promise", "Promise key"), Field("promise_name", "Promise"), Field("growth_model", "Growth model to declare"),
    Field("then", "Verdict key then"), Field("then_name", "Verdict then"), Field("fewest", "No fewer do", "flag"),
    Field("chance", "Chance of a verdict", "share"),
)  # fmt: skip
STANDING = (
    *LEAN,
    Field("fit_designed_in", "Fit with what can be designed in", "score"),
    Field("match", "Growth-model match", "score"), Field("evidence_fit", "Fit seen or measured", "share"),
    Field("priorities_matter", "Depends on priorities", "flag"),
    Field("priority_robustness", "Same class under other priorities", "share"),
    *(Field(kind, name) for kind, name in by_method_2.KINDS.items()),
)  # fmt: skip
_ITEM = (
    Field("path", "Path key"), Field("path_name", "Path"), Field("item", "Item key"), Field("item_name", "Item"),
    Field("level", "Level", "whole"), Field("level_name", "Measured at"),
)  # fmt: skip


def lean_values(material: Issued, key: str) -> tuple[Value, ...]:
    """Why a verdict is withheld, which way it leans, and on what an issued one hangs; by LEAN."""
    path = material.result.judgement.paths[key]
    if path is None:
        return (None,) * len(LEAN)
    judged = path.judged
    leans = not judged.is_issued
    return (
        judged.reason, judged.lean if leans else None, stored(judged.lean_chance) if leans else None,
        "; ".join(judged.only_if) or None,
    )  # fmt: skip


def standing_values(material: Issued, words: PathWords) -> tuple[Value, ...]:
    """Where a path stands and what is promised of it, in sentences; by STANDING."""
    path = material.result.judgement.paths[words.key]
    if path is None:
        return (None,) * len(STANDING)
    point = path.ends.point.scores
    told = (words.road, words.upward, words.downward, words.relief, words.design)
    return (
        *lean_values(material, words.key), stored(point.F_star), stored(point.A), material.evidence_fit(words.key),
        path.judged.priorities_matter, stored(material.priority_robustness(words.key)),
        *(each or None for each in told),
    )  # fmt: skip


def promise_rows(material: Issued) -> Iterator[dict[str, Value]]:
    """A row for each answer that a promise sets, one without an answer where only the growth model is declared."""
    for words in material.words:
        promises = material.promises(words.key)
        for kind in by_method_2.KINDS if promises else ():
            promise = getattr(promises, kind)
            if promise is not None:
                yield from _rows(material, words, kind, promise)


def _rows(material: Issued, words: PathWords, kind: str, promise: Promise) -> Iterator[dict[str, Value]]:
    told: dict[str, Value] = {
        "promise": kind,
        "promise_name": by_method_2.KINDS[kind],
        "growth_model": promise.growth_model,
        "then": promise.verdict,
        "then_name": VERDICT_WORDS[promise.verdict],
        "fewest": promise.smallest,
        "chance": None if promise.chance is None else stored(promise.chance),
    }
    path: dict[str, Value] = {"path": words.key, "path_name": words.name}
    for item, level in promise.answers.items() or [(None, None)]:
        asked: dict[str, Value] = {"item": item, "level": level}
        if item is not None and level is not None:
            asked |= {"item_name": material.names.item(item), "level_name": LEVEL_WORDS[level]}
        yield path | asked | told


def promises_sheet(material: Issued) -> Worksheet:
    """Every promise: merge its answers, measured, into the inputs, score again, and the verdict is issued."""
    fields = (*_ITEM, *PROMISE)
    rows = tuple(tuple(row.get(field.key) for field in fields) for row in promise_rows(material))
    return Worksheet("promises", "Promises", fields, rows, covers=("relief",))


def what_if_sheet(material: Issued) -> Worksheet:
    """By item, the verdict that is issued once it alone is measured at each level; by growth model, once declared."""
    fields = (
        *_ITEM[:4], *(Field(f"at_{level}", f"Measured {word}") for level, word in enumerate(LEVEL_WORDS)),
        Field("declared", "Growth model declared"), Field("then_name", "Verdict then"),
    )  # fmt: skip
    rows: list[tuple[Value, ...]] = []
    for words in material.words:
        promises = material.promises(words.key)
        if promises is None:
            continue
        path = (words.key, words.name)
        for item, verdicts in promises.if_measured.items():
            named = (item, material.names.item(item))
            rows.append((*path, *named, *(VERDICT_WORDS[each] for each in verdicts), None, None))
        for model, verdict in (promises.if_declared or {}).items():
            name = material.names.growth_model(model)
            rows.append((*path, None, None, *(None,) * len(LEVEL_WORDS), name, VERDICT_WORDS[verdict]))
    return Worksheet("what_if", "What if", fields, tuple(rows))
