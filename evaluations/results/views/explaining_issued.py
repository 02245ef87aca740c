"""Explain this number under method 2: one path's pictures, its exact chances, what would change it, and its answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from channels_catalog.schema import Catalog
from distmap.times import spoken_time
from evaluations.answers.views.rows import row_id
from evaluations.inputs import DESIGN_MAP
from evaluations.models import Answer, Evaluation
from evaluations.results.views.outcomes import turns_of
from evaluations.results.views.waterfall import pictures_2
from evaluations.scoring import inputs_sha256
from evaluations.scoring.constants import LIKELY
from evaluations.scoring.method2.constants import CLASSES, DRAWS
from evaluations.vocabulary import CLASS_WORDS, LEVEL_WORDS
from evaluations.wording import answer_words as in_words
from evaluations.wording import capitalised, show_share
from evaluations.wording.method2 import Issued, IssuedPath, path_words
from evaluations.wording.outlook import agreements, outlooks, ranked, result_of

Document = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Chance:
    """One class of action: how likely it is as known, and how likely the path is at least, or at most, there."""

    word: str
    as_known: float
    shown: str
    at_least: str
    at_most: str
    is_stated: bool


def explained_by_method_2(
    evaluation: Evaluation, catalog: Catalog, issued: Issued, key: str, answers: Mapping[str, Answer]
) -> Document:
    """What the page is made of."""
    path = issued.path(key)
    paths = outlooks(issued)
    own = next(each for each in paths if each.key == key)
    context: Document = {
        "path": own,
        "words": path_words(issued, key),
        "digest": inputs_sha256(issued.inputs),
        "draws": f"{DRAWS:,}",
    }
    if not path.applies:
        return context
    rank = next(each for each in ranked(issued) if each.key == key)
    return context | {
        "pictures": pictures_2(path),
        "chances": _chances(path),
        "needed": show_share(LIKELY),
        "worst": CLASS_WORDS[path.judged.stated[0]],
        "best": CLASS_WORDS[path.judged.stated[1]],
        "turns": next(each for each in turns_of(issued, paths) if each.path.key == key),
        "level_words": LEVEL_WORDS,
        "agrees": next(each for each in agreements(issued) if each.path == key),
        "rank": rank,
        "places": _places(issued, key),
        "answers": _answers(path, answers),
    }


def _chances(path: IssuedPath) -> list[Chance]:
    """The best class first."""
    judged = path.judged
    return [
        Chance(
            word=CLASS_WORDS[key],
            as_known=judged.K[code],
            shown=show_share(judged.K[code]),
            at_least=show_share(judged.worse[code]),
            at_most=show_share(judged.better[code]),
            is_stated=key in judged.stated,
        )
        for code, key in reversed(list(enumerate(CLASSES)))
    ]


def _places(issued: Issued, key: str) -> list[tuple[int, float, str]]:
    shares = result_of(issued).ranking.rank_shares[key]
    return [(place, share, show_share(share)) for place, share in enumerate(shares, start=1)]


def _answers(path: IssuedPath, stored: Mapping[str, Answer]) -> list[Document]:
    """Every answer that enters, under its dimension or support, with who gave it and where it stands."""
    shape = path.standing.terms.shape
    parts = {
        item: path.names.dimension(each.name)
        for each in shape.dimensions
        for item in shape.items[each.start : each.stop]
    }
    known = dict(zip(shape.items, path.standing.terms.known, strict=True))
    chances = {item: [show_share(chance) for chance in each.chances] for item, each in known.items()}
    now = timezone.now()
    return [
        _answer(path, item, parts.get(item, "Support"), stored.get(item), now)
        | {"chances": chances.get(item, [""] * len(LEVEL_WORDS))}
        for item in path.inputs.items
    ]


def _answer(path: IssuedPath, item: str, part: str, row: Answer | None, now: Any) -> Document:
    answer = path.issued.answer(item)
    is_match = item.endswith("@alignment")
    words = "From the catalog" if is_match and not answer.is_answered else capitalised(in_words(answer))
    return {
        "part": "Left out" if answer.na else part,
        "name": path.names.item(item),
        "words": words,
        "group": DESIGN_MAP if item.startswith("surface/") else path.key,
        "row": row_id(item),
        "who": row.changed_by.shown_name if row and row.changed_by else "",
        "when": spoken_time(row.changed_at, now) if row and row.changed_at else "",
        "note": (row.note or row.na_reason or "") if row else "",
        "url": (row.evidence_url or "") if row else "",
    }
