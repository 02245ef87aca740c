"""What method 2 issues for a path when something is decided on it: the verdict, and its lean where it is withheld."""

from typing import Any

from evaluations.scoring.canonical import inputs_sha256
from evaluations.scoring.method2 import METHOD, Judged
from evaluations.scoring.method2.judging import by_class as chances_by_class
from evaluations.scoring.rounding import stored
from evaluations.wording.method2.issued import Issued, IssuedPath
from evaluations.wording.method2.verdicts import how_sure, sentence, verdict_of


def forecast_of(issued: Issued, key: str, *, release: str) -> dict[str, Any]:
    """As `wording.forecast_of`, of method 2: `confidence` is that of the issued verdict, and `lean_chance` that of
    the lean, which is null where a verdict is issued. KeyError if the evaluation has no such path."""
    path = issued.path(key)
    judged = path.judged if path.applies else None
    confidence = judged.confidence if judged and judged.is_issued else None
    leans = judged is not None and not judged.is_issued
    return {
        "verdict": verdict_of(path),
        "lean": judged.lean if judged and leans else None,
        "lean_chance": stored(judged.lean_chance) if judged and leans else None,
        "K": _rounded(judged) if judged else None,
        "likelihood": judged.likelihood if judged else None,
        "confidence": None if confidence is None else stored(confidence),
        "how_sure": how_sure(path),
        "sentence": sentence(path),
        "fights": path.fights,
        "fit": _axis(path, "F"),
        "support": _axis(path, "S"),
        "release": release,
        "method": METHOD,
        "inputs_sha256": inputs_sha256(issued.inputs),
    }


def _rounded(judged: Judged) -> dict[str, float]:
    return {key: stored(chance) for key, chance in chances_by_class(judged.K).items()}


def _axis(path: IssuedPath, value: str) -> dict[str, float] | None:
    if not path.applies:
        return None
    return {
        "low": stored(path.at("lo", value)),
        "point": stored(path.at("point", value)),
        "high": stored(path.at("hi", value)),
    }
