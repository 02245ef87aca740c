"""Why no verdict is issued yet: the sentences of “find out first” (method section 8)."""

from evaluations.scoring.constants import GROWTH_MODEL, LIKELY
from evaluations.scoring.method1.constants import COVERAGE_MINIMUM, EVIDENCE_MINIMUM, VERDICTS
from evaluations.vocabulary import DESIGN_IN_FIRST, PARK, RELIEVE_FIRST, SCALE, VERDICT_WORDS
from evaluations.wording.numbers import listed, show_share, show_span
from evaluations.wording.scored import ScoredPath

_FIT_TODAY = "they part on whether fit is there as the product stands"
_NOT_NOW = "both say not to push it now; they part on"
# What two verdicts have in common, for a path on the line between them.
_SHARED = {
    frozenset({SCALE, RELIEVE_FIRST}): "both say that the path fits; they part on whether support is there",
    frozenset({SCALE, DESIGN_IN_FIRST}): f"both say that the path can carry; {_FIT_TODAY}",
    frozenset({RELIEVE_FIRST, DESIGN_IN_FIRST}): f"both say to mend something before pushing; {_FIT_TODAY}",
    frozenset({RELIEVE_FIRST, PARK}): f"{_NOT_NOW} fit",
    frozenset({DESIGN_IN_FIRST, PARK}): f"{_NOT_NOW} whether the product can be made to carry it",
    frozenset({SCALE, PARK}): "they have nothing in common, so the answers nearest to the bars decide",
}


def lean_shown(path: ScoredPath) -> str | None:
    """The verdict that may be shown beside “find out first”: none while confidence is below 66 %."""
    lean = path.sampled.lean
    return lean if path.sampled.confidence >= LIKELY else None


def is_on_the_line(path: ScoredPath) -> bool:
    """Whether nothing is missing, and the verdict is open only because the answers lie on a bar."""
    exact = path.exact
    evidence = min(exact.evidence_fit, exact.evidence_support)
    everything = exact.coverage_fit >= 1 and exact.coverage_support >= 1
    return path.sampled.reason == "open" and everything and evidence >= EVIDENCE_MINIMUM


def two_likeliest(path: ScoredPath) -> list[tuple[str, float]]:
    """The two verdicts with the largest shares, the larger first; of equal ones the lower verdict."""
    shares = path.sampled.K
    ranked = sorted(VERDICTS, key=lambda verdict: (-shares[verdict], VERDICTS.index(verdict)))
    return [(verdict, shares[verdict]) for verdict in ranked[:2]]


def uncertainty(path: ScoredPath) -> str:
    """How far an open verdict leans: “leans Scale, 88 %”, “on the line between …”, or that it does not."""
    if is_on_the_line(path):
        (first, more), (second, less) = two_likeliest(path)
        return (
            f"on the line between {VERDICT_WORDS[first]} ({show_share(more)}) "
            f"and {VERDICT_WORDS[second]} ({show_share(less)})"
        )
    lean = lean_shown(path)
    if lean is None:
        return "too little is known to lean"
    confidence, needed = path.sampled.confidence, path.sampled.needed
    short = f", {show_share(needed)} needed" if confidence < needed else ""
    return f"leans {VERDICT_WORDS[lean]}, {sure(path)}{short}"


def reason_clause(path: ScoredPath) -> str:
    """Why this path is to be found out about first, with the numbers that say so; no full stop."""
    reason = path.sampled.reason
    if reason == "narrow":
        return f"only {show_share(path.exact.applicability)} of fit applies here, too little to judge by"
    if reason == "thin":
        return f"{_short(path, _thin_side(path))}, so its verdict would have to be very likely"
    if reason == "blind_spot":
        return _blind(path)
    if reason == "unevidenced":
        return f"nothing scales on assumptions, and {_short(path, 'evidence')}; run a pilot first"
    if is_on_the_line(path):
        return _SHARED[frozenset(verdict for verdict, _ in two_likeliest(path))]
    return f"{spans(path)}, and no verdict is likely yet"


def spans(path: ScoredPath) -> str:
    """“fit can be 0.42 to 0.88 and support can be 0.25 to 0.63”."""
    fit = show_span("fit", path.at("lo", "F"), path.at("hi", "F"))
    support = show_span("support", path.at("lo", "S"), path.at("hi", "S"))
    return f"{fit} and {support}"


def sure(path: ScoredPath) -> str:
    """The confidence in the lean. Draws that all agree are not everything, unless the ends of the ranges do too."""
    is_settled = path.sampled.likelihood == "settled"
    return show_share(path.sampled.confidence if is_settled else min(path.sampled.confidence, 0.9999))


def _thin_side(path: ScoredPath) -> str:
    """What thins a path out: too few answers, or enough answers with too little evidence behind them."""
    coverage = (path.exact.coverage_fit, path.exact.coverage_support)
    return "coverage" if min(coverage) < COVERAGE_MINIMUM else "evidence"


def _short(path: ScoredPath, kind: str) -> str:
    """“only 20 % of fit and none of support is answered”: the axes on which less than half is."""
    shares: dict[str, float] = {axis: getattr(path.exact, f"{kind}_{axis}") for axis in ("fit", "support")}
    short = {axis: share for axis, share in shares.items() if share < EVIDENCE_MINIMUM}
    verb = "is answered" if kind == "coverage" else "was seen or measured"
    if not any(short.values()):
        return f"nothing of {listed(list(short), 'or')} {verb}"
    said = [f"{show_share(share) if share else 'none'} of {axis}" for axis, share in short.items()]
    return f"only {listed(said)} {verb}"


def _blind(path: ScoredPath) -> str:
    if path.sampled.lean == PARK:
        return (
            "the growth model is not declared, and under another one it need not be parked; declare it first"
        )
    spots = path.sampled.blind_spots
    if spots == (GROWTH_MODEL,):
        return "the growth model is not declared; declare it before scaling"
    named = listed([path.names.spot(spot) for spot in spots], "or")
    return f"nothing is known about {named}; find that out before scaling"
