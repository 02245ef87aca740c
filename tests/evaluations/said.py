"""What is said about the method's own fixture: real answers, scored, in sentences."""

import copy
from typing import Any

from evaluations import scoring
from evaluations.wording import Names, PathWords, Scored, path_words
from tests.scoring.worlds import mini, vector_document

Document = dict[str, Any]

NAMES = Names(
    paths={"community": "Community", "partner": "Partner channel", "content": "Content"},
    items={
        "community/interest": "Community Interest",
        "community/shareability": "Product Shareability",
        "community/infrastructure": "Community Infrastructure",
        "community/network_growth": "Network Growth Potential",
        "community/management": "Community Management Capability",
        "community!member_value": "No repeated member value",
        "surface/community": "Community",
        "surface/artifact": "Product artifact",
        "content!buyer_intent": "Low buyer intent",
        "partner!partner_incentive": "Weak partner incentive",
    },
    dimensions={
        "pull": "Pull",
        "product": "Product",
        "access": "Access",
        "compounding": "Compounding",
        "carry": "Carry",
    },
    growth_models={"plg": "PLG collaboration product", "sales": "Sales-led enterprise company"},
)
ITEMS = (
    "community/interest",
    "community/shareability",
    "community/infrastructure",
    "community/network_growth",
    "community/management",
    "community!member_value",
    "surface/community",
    "surface/artifact",
)


def scored(document: Document) -> Scored:
    """A document, scored whole."""
    inputs = scoring.parse(document)
    return Scored(result=scoring.score(inputs), inputs=inputs, names=NAMES)


def vector(name: str, **changed: Any) -> Document:
    """The document of a test vector, with some answers given anew (None takes one away)."""
    document = vector_document(name)
    for item, answer in changed.pop("answers", {}).items():
        if answer is None:
            document["answers"].pop(item)
        else:
            document["answers"][item] = answer
    return document | changed


def community(answer: tuple[int, str] | None = (3, "measured"), **changed: Any) -> Document:
    """The community path with one answer to every item, and others where they are given; None takes one away.

    `alignment` replaces rows of the path's match; `growth_model` and `order` are the document's.
    """
    path = copy.deepcopy(mini("community")[0])
    path["alignment"] |= changed.pop("alignment", {})
    given = dict.fromkeys(ITEMS, answer) if answer else {}
    given |= {item.replace("__", "/"): value for item, value in changed.pop("answers", {}).items()}
    return {
        "paths": [path],
        "answers": {item: _written(value) for item, value in given.items() if value is not None},
        "growth_model": "plg",
        "order": None,
    } | changed


def _written(value: Any) -> Document:
    if value == "na":
        return {"na": True}
    if isinstance(value, dict):
        return value
    return {"level": value[0], "grade": value[1]}


def said(document: Document, key: str = "community") -> PathWords:
    """What is said about one path of a document."""
    return path_words(scored(document), key)
