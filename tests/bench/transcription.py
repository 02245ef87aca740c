# ruff: noqa: N806  (the letters are the specification's own)
"""Method 1 written down as it is specified, formula by formula: plain, slow, and nobody's import but tests'.

It shares no line with `evaluations.scoring` and takes no shortcut: every column is drawn, every verdict
asked for every draw, every set of changes tried one by one. Tests hold the scoring core to its numbers;
the bench holds its time against it. Section numbers are those of docs/scoring-method-1.md.
"""

import math
from itertools import pairwise

import numpy as np

from . import transcribed_draws as many
from . import transcribed_path as one
from .transcribed_path import DIMENSIONS, Path

ENDS = {"lo": "lo", "point": "mid", "hi": "hi"}


def transcribe(document):
    """The result document, unrounded, but for the digest."""
    order = document.get("order")
    w = one.central_weights(order)
    listed = sorted(document["paths"], key=lambda path: path["key"])
    paths = {path["key"]: Path(document, path) for path in listed}
    paths = {key: path for key, path in paths.items() if path.dims}
    result = {"paths": {path["key"]: {"verdict": "not_applicable"} for path in listed}}
    facts, joint, codes = {}, {}, {}
    prior_w, prior_s = many.weights(order), many.spacing()
    for key, path in paths.items():
        x = many.drawn(path)
        facts[key] = one.scores(path, x, w)
        codes[key] = many.verdicts(facts[key], 2 * many.N)
        F = many.joint_fit(one.dimension_values(path, x), prior_w, prior_s)
        joint[key] = {"F": F, "V": np.minimum(F, facts[key]["S"]), "x": x}
        exact = exact_part(path, w, order)
        sampled = one.judged(
            path, many.shares(codes[key]), exact, exact["lo"]["verdict"], exact["hi"]["verdict"]
        )
        sampled["priority_robustness"] = robustness(path, w, prior_w, prior_s)
        flips = {"upward": one.flip(path, w, 1), "downward": one.flip(path, w, -1)}
        result["paths"][key] = {
            "exact": exact,
            "sampled": sampled,
            "flips": flips,
            "tornado": one.tornado(path, w),
        }
    scored = {key: result["paths"][key] for key in paths}
    result["ranking"] = ranking_part(paths, scored, joint, facts, prior_w)
    result["headline"] = headline(scored, result["ranking"]["display_order"])
    judged = {key: path["sampled"] for key, path in scored.items()}
    result["ask_next"] = many.ask_next(paths, codes, many.leader(facts), judged)
    result["raise_evidence"] = {
        key: many.raise_evidence(paths[key], w) for key in scored if held(scored[key])
    }
    result["leverage"] = one.leverage(paths, w)
    return result


def exact_part(path, w, order):
    ends = {}
    for name, end in ENDS.items():
        found = one.scores(path, path.at(end), w)
        ends[name] = {n: float(value) for n, value in found.items()} | {"verdict": one.verdict(found)}
    mid = path.at("mid")
    dims = {d: float(value) for d, value in one.dimension_values(path, mid).items()}
    total = sum(w[d] for d in dims)
    weakest = min(dims.values())
    needed = [path.match, *path.required]
    over_lo, over_mid, over_hi = (
        one.fit_over_weights(one.dimension_values(path, path.at(end)), order) for end in ENDS.values()
    )
    return {
        "dims": dims,
        "mean": sum(w[d] * x for d, x in dims.items()) / total,
        "weakest": weakest,
        **ends,
        "binding": sorted(item for item in needed if round(mid[item], 9) <= ends["point"]["S"] + 1e-9),
        "F_over_weights": over_mid,
        "F_robust": [over_lo[0], over_hi[1]],
        **one.coverage(path, w),
        "contributions": {
            d: {"contribution": w[d] * x / total, "gap": w[d] * (1 - x) / total} for d, x in dims.items()
        },
        "design_in": one.design_in(path, w),
        "first_design_move": first_design_move(path, w, ends["point"]["verdict"], dims),
        "weakest_dims": [d for d, x in dims.items() if x <= weakest + 1e-9],
    }


def first_design_move(path, w, verdict, dims):
    if verdict != "scale" or dims.get("carry", 1.0) >= 0.375:
        return None
    mid = path.at("mid")
    surfaces = [item for item in path.raisable if item in path.dims["carry"] and mid[item] < 0.75]
    gains = [(-one.fit(one.dimension_values(path, mid | {i: 0.75}), w), i) for i in surfaces]
    return min(gains)[1] if gains else None


def robustness(path, w, prior_w, prior_s):
    """Weights and spacing vary, answers at the point."""
    x = path.at("mid")
    s = one.scores(path, x, w)
    s["F"] = many.joint_fit(one.dimension_values(path, x), prior_w, prior_s)
    s["F_star"] = many.joint_fit(one.dimension_values(path, one.designed(path, x)), prior_w, prior_s)
    return many.shares(many.verdicts(s, 2 * many.N))[one.verdict(one.scores(path, x, w))]


def ranking_part(paths, scored, joint, facts, prior_w):
    points = {key: path["exact"]["point"] for key, path in scored.items()}
    display = sorted(points, key=lambda key: (-points[key]["V"], -points[key]["F"], key))
    V, F = ({key: each[name] for key, each in joint.items()} for name in ("V", "F"))
    b, p, first = many.rank_statistics(V, F)
    central, confidence = {}, {}
    for i in paths:
        central[i] = confidence[i] = None
        if b[i][0] >= 0.05:
            central[i] = [float(np.average(prior_w[d], weights=first[i])) for d in DIMENSIONS]
            w = dict(zip(DIMENSIONS, central[i], strict=True))
            under = {j: one.fit(one.dimension_values(paths[j], joint[j]["x"]), w) for j in paths}
            under = {j: np.broadcast_to(each, 2 * many.N) for j, each in under.items()}
            values = {j: np.minimum(under[j], facts[j]["S"]) for j in paths}
            confidence[i] = float(np.mean(many.rank_statistics(values, under)[2][i]))
    return {
        "display_order": display,
        "rank_acceptability": {key: row.tolist() for key, row in b.items()},
        "pairwise_winning": {f"{i}>{j}": value for (i, j), value in p.items()},
        "expected_rank": {i: 1 + sum(p[j, i] for j in paths if j != i) for i in paths},
        "choice_entropy_bits": -sum(row[0] * math.log2(row[0]) for row in b.values() if row[0] > 0),
        "central_weights": central,
        "confidence_factor": confidence,
        "too_close": [[i, j] for i, j in pairwise(display) if p[i, j] < 0.66],
        "dominates": [[i, j] for i in paths for j in paths if i != j and dominates(paths[i], paths[j])],
    }


def dominates(i, j):
    low, high = one.dimension_values(i, i.at("lo")), one.dimension_values(j, j.at("hi"))
    w = one.central_weights(None)
    return (
        low.keys() == high.keys()
        and all(low[d] >= high[d] - 1e-12 for d in low)
        and one.scores(i, i.at("lo"), w)["S"] >= one.scores(j, j.at("hi"), w)["S"]
    )


def headline(scored, display):
    for verdict in ("scale", "relieve_first", "design_in_first", "find_out_first", "park"):
        for key in display:
            found = scored[key]["sampled"]
            if found["verdict"] == verdict:
                return {"path": key, "verdict": verdict, "confidence": found["confidence"]}
    return None


def held(path):
    """Held back by weak evidence."""
    sampled, exact = path["sampled"], path["exact"]
    lacking = exact["evidence_fit"] < 0.5 and exact["evidence_support"] < 0.5
    return sampled["reason"] == "unevidenced" or (sampled["reason"] == "thin" and lacking)
