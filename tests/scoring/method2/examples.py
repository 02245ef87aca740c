"""The worked examples of docs/scoring.md: what is answered, and the figures as the page prints them."""

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from .worlds import Document, scored, vector_document

KEY = "community"
NAMES = ("No", "Slightly", "Partly", "Mostly", "Yes")


def _answer(level: int, grade: str) -> Document:
    return {"level": level, "grade": grade}


def _with(**answers: Document | None) -> Document:
    """Everything Mostly and measured, but for these."""
    document = vector_document("V1")
    items = {
        "pull": "community/interest", "product": "community/shareability", "capability": "community/management",
        "constraint": "community!member_value", "carry": "surface/community", "access": "community/infrastructure",
    }  # fmt: skip
    document["answers"] = {item: _answer(3, "measured") for item in document["answers"]}
    for name, answer in answers.items():
        if answer is None:
            del document["answers"][items[name]]
        else:
            document["answers"][items[name]] = answer
    return document


EXAMPLES: dict[str, Document] = {
    "all-mostly": _with(),
    "constraint-reported": _with(constraint=_answer(3, "reported")),
    "constraint-slightly": _with(constraint=_answer(1, "observed")),
    "pull-open": _with(pull=None),
    "no-pull-assumed": _with(pull=_answer(0, "assumed")),
    "slight-pull": _with(pull=_answer(1, "measured")),
    "does-not-apply": _with(product={"na": True}),
    "nothing-carries-it": {
        **_with(),
        "answers": {
            **_with()["answers"],
            "surface/community": _answer(0, "measured"),
            "surface/artifact": _answer(0, "observed"),
        },
    },
}  # fmt: skip


def block(name: str) -> str:
    """What the page prints for an example."""
    path = scored(EXAMPLES[name])["paths"][KEY]
    ends = [path["exact"][end] for end in ("lo", "point", "hi")]
    rows = [["", "at worst", "as said", "at best"]]
    rows += [
        [label, *(_score(end[field]) for end in ends)] for label, field in (("fit", "F"), ("support", "S"))
    ]
    rows.append(["class", *(end["verdict"].replace("_", " ") for end in ends)])
    head, *body = [f"| {' | '.join(row)} |" for row in rows]
    table = "\n".join([head, "|---|---|---|---|", *body])
    return f"{table}\n\n{_issued(path['judged'])}{_promised(path['promises'])}"


def _issued(judged: Document) -> str:
    verdict = judged["verdict"].replace("_", " ")
    if judged["reason"]:
        reason, lean = judged["reason"].replace("_", " "), judged["lean"].replace("_", " ")
        return f"**{verdict.capitalize()}** ({reason}); leans to {lean}, {_percent(judged['lean_chance'])}."
    condition = f", only if {_items(judged['only_if'])} truly does not apply" if judged["only_if"] else ""
    likely = f"{judged['likelihood']}, holds with {_percent(judged['confidence'])}"
    return f"**{verdict.capitalize()}**{condition}; {likely}."


def _promised(promises: Document) -> str:
    told = []
    for kind, words in (
        ("road", "Road"),
        ("to_scale", "For Scale"),
        ("relief", "Relief"),
        ("design", "Design"),
    ):
        promise: Any = promises[kind]
        if promise:
            steps = ", ".join(f"`{item}` {NAMES[each['level']]}" for item, each in promise["answers"].items())
            chance = (
                f" ({_percent(promise['chance'])} that it issues a verdict)" if "chance" in promise else ""
            )
            told.append(f"{words}: {steps} → {promise['verdict'].replace('_', ' ')}{chance}.")
    return "".join(f" {each}" for each in told)


def _items(items: list[str]) -> str:
    return " and ".join(f"`{item}`" for item in items)


def _score(value: float) -> str:
    return str(Decimal(repr(value)).quantize(Decimal("0.01"), ROUND_HALF_UP))


def _percent(value: float) -> str:
    return f"{Decimal(repr(value * 100)).quantize(Decimal('1'), ROUND_HALF_UP)} %"
