"""Where the figures of one path come from under method 2: what is known of each item, and every promise."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from evaluations.models import Answer, Evaluation
from evaluations.results.queries import inputs_of, result_by_method_2
from evaluations.scoring.method2 import CLASSES
from evaluations.vocabulary import CLASS_WORDS, LEVEL_WORDS
from evaluations.wording import Names, show_score, show_share
from evaluations.wording.method2 import Issued, IssuedPath, path_words
from evaluations.work.queries import catalog_for, path_keys
from workspaces.views import MemberRequest


def explain_issued(
    request: MemberRequest, evaluation: Evaluation, key: str, stored: Mapping[str, Answer]
) -> HttpResponse:
    """The page of one path of an evaluation under method 2."""
    names = Names.of(catalog_for(evaluation))
    issued = Issued.of(result_by_method_2(inputs_of(evaluation, stored)), names)
    path, words = issued.path(key), path_words(issued, key)
    context: dict[str, Any] = {
        "evaluation": evaluation,
        "words": words,
        "others": [(other, names.path(other)) for other in path_keys(evaluation) if other != key],
        "growth_model": names.growth_model(issued.growth_model) if issued.growth_model else "Not declared",
        "inputs_sha256": issued.result.inputs_sha256 if issued.result else "",
    }
    if path.applies:
        context |= {
            "promised": [
                each
                for each in (words.road, words.upward, words.downward, words.relief, words.design)
                if each
            ],
            "levels": LEVEL_WORDS,
            "items": list(_items(path)),
            "classes": list(_classes(path)),
            "ends": list(_ends(path)),
        }
    return render(request, "evaluations/explain_issued.html", context)


def _items(path: IssuedPath) -> Iterator[dict[str, Any]]:
    """What was said of each item, and the chance that a measurement gives each level."""
    terms = path.standing.terms
    for item, known in zip(terms.shape.items, terms.known, strict=True):
        yield {
            "name": path.names.item(item),
            "said": "Not answered" if known.stated is None else LEVEL_WORDS[known.stated],
            "grade": path.issued.answer(item).grade or "",
            "chances": [show_share(chance) for chance in known.chances],
        }


def _classes(path: IssuedPath) -> Iterator[dict[str, str]]:
    """Of each class of action, the highest first: how likely it is, and how far it would hold."""
    judged = path.judged
    for place, key in reversed(list(enumerate(CLASSES))):
        yield {
            "word": CLASS_WORDS[key],
            "chance": show_share(judged.K[place]),
            "worse": show_share(judged.worse[place]),
            "better": show_share(judged.better[place]),
        }


def _ends(path: IssuedPath) -> Iterator[dict[str, Any]]:
    """Fit, fit with what can be designed in, and support: at worst, as said, at best."""
    for name, value in (("Fit", "F"), ("Fit, designed in", "F_star"), ("Support", "S"), ("Match", "A")):
        yield {"name": name, "values": [show_score(path.at(end, value)) for end in ("lo", "point", "hi")]}
    ends = (path.ends.lo, path.ends.point, path.ends.hi)
    yield {"name": "Class of action", "values": [CLASS_WORDS[each.verdict] for each in ends]}
