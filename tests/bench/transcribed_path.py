# ruff: noqa: N803, N806  (the letters are the specification's own)
"""Method 1 as it is specified, for one path: ranges, fit, support, verdict, coverage, weights (sections 2 to
6, 8 and 10). Plain and slow on purpose; see transcription.py.
"""

from itertools import combinations, product

import numpy as np

DIMENSIONS = ("pull", "product", "access", "compounding", "carry")
VERDICTS = ("park", "design_in_first", "relieve_first", "scale")
HALF_WIDTH = {"measured": 0.0, "observed": 0.125, "reported": 0.25, "assumed": 0.5}


# Section 3 ----------------------------------------------------------------------------------------------


def range_of(answer):
    if answer.get("lo") is not None:
        lo, hi = answer["lo"], answer["hi"]
    elif answer.get("level") is None:
        lo, hi = 0.0, 1.0
    else:
        v, h = answer["level"] / 4, HALF_WIDTH[answer["grade"]]
        lo, hi = max(0.0, v - h), min(1.0, v + h)
    return {"lo": lo, "mid": (lo + hi) / 2, "hi": hi}


def is_answered(answer):
    return answer.get("level") is not None or answer.get("lo") is not None


def is_evidenced(answer):
    return bool(answer.get("evidenced")) or (
        answer.get("level") is not None and answer["grade"] in ("measured", "observed")
    )


# Section 2: one path with its answers -------------------------------------------------------------------


class Path:
    def __init__(self, document, listed):
        answers = document.get("answers", {})
        self.key = listed["key"]
        self.answers = {}
        self.dims = {name: {} for name in DIMENSIONS}
        self.capability = []
        for factor, role in sorted(listed["factors"].items()):
            item = f"{self.key}/{factor}"
            answer = answers.get(item, {})
            if answer.get("na"):
                continue
            self.answers[item] = answer
            if role == "capability":
                self.capability.append(item)
            else:
                self.dims[role][item] = 1
        for surface, relevance in sorted(listed.get("surfaces", {}).items()):
            item = f"surface/{surface}"
            answer = answers.get(item, {})
            if not answer.get("na"):
                self.answers[item] = answer
                self.dims["carry"][item] = relevance
        self.dims = {name: items for name, items in self.dims.items() if items}
        self.constraints = [f"{self.key}!{key}" for key in sorted(listed.get("constraints") or ["unmapped"])]
        self.answers |= {item: answers.get(item, {}) for item in self.constraints}
        self.models = [level / 4 for _, level in sorted(listed["alignment"].items())]
        self.override = f"{self.key}@alignment"
        model = document.get("growth_model")
        self.overridden = is_answered(answers.get(self.override, {}))
        if self.overridden:
            self.answers[self.override] = answers[self.override]
            self.match = self.override
        elif model is None:
            self.match = "growth_model"
        else:
            self.match = self.override
        self.match_known = self.match != "growth_model"
        self.ranges = {item: range_of(answer) for item, answer in self.answers.items()}
        if not self.overridden:
            if model is None:
                lo, hi = min(self.models), max(self.models)
            else:
                lo = hi = listed["alignment"][model] / 4
            self.ranges[self.match] = {"lo": lo, "mid": (lo + hi) / 2, "hi": hi}
        self.required = self.capability + self.constraints
        self.raisable = [
            *self.dims.get("product", {}),
            *(item for item in self.dims.get("carry", {}) if self.answers[item].get("designable", True)),
        ]

    def at(self, end):
        return {item: each[end] for item, each in self.ranges.items()}


# Sections 4 to 6 ----------------------------------------------------------------------------------------


def central_weights(order):
    if order is None:
        return dict.fromkeys(DIMENSIONS, 0.2)
    roc = [sum(1 / i for i in range(k, 6)) / 5 for k in range(1, 6)]
    weights, place = {}, 0
    for group in order:
        for name in group:
            weights[name] = sum(roc[place : place + len(group)]) / len(group)
        place += len(group)
    return weights


def dimension_values(path, x):
    return {
        name: sum(r * x[item] for item, r in items.items()) / sum(items.values())
        for name, items in path.dims.items()
    }


def smallest(values):
    found = None
    for value in values:
        found = value if found is None else np.minimum(found, value)
    return found


def fit(dims, w):
    total = sum(w[d] for d in dims)
    if total == 0:
        w, total = dict.fromkeys(dims, 1.0), len(dims)
    mean = sum(w[d] * dims[d] for d in dims) / total
    return np.round(np.minimum(mean, smallest(dims.values()) + 0.5), 9)


def designed(path, x, chosen=None):
    raised = dict(x)
    for item in path.raisable if chosen is None else chosen:
        raised[item] = np.maximum(raised[item], 0.75)
    return raised


def scores(path, x, w):
    F = fit(dimension_values(path, x), w)
    F_star = fit(dimension_values(path, designed(path, x)), w)
    A = np.round(x[path.match], 9)
    S = np.round(smallest([x[path.match], *(x[item] for item in path.required)]), 9)
    return {"F": F, "F_star": F_star, "S": S, "A": A, "V": np.minimum(F, S)}


def verdict(s):
    if s["A"] < 0.375:
        return "park"
    if s["F"] >= 0.625:
        return "scale" if s["S"] >= 0.625 else "relieve_first"
    if s["F_star"] >= 0.625 and s["S"] >= 0.375:
        return "design_in_first"
    return "park"


def design_in(path, w):
    x = path.at("mid")
    if fit(dimension_values(path, x), w) >= 0.625:
        return []
    candidates = sorted(item for item in path.raisable if x[item] < 0.75)
    for size in range(1, len(candidates) + 1):
        reached = [
            (-fit(dimension_values(path, designed(path, x, chosen)), w), chosen)
            for chosen in combinations(candidates, size)
        ]
        enough = [pair for pair in reached if -pair[0] >= 0.625]
        if enough:
            return list(min(enough)[1])
    return candidates


# Section 8 ----------------------------------------------------------------------------------------------


def coverage(path, w):
    total = sum(w[d] for d in path.dims)

    def share(holds):
        return (
            sum(
                w[d] * sum(r for item, r in items.items() if holds(path.answers[item])) / sum(items.values())
                for d, items in path.dims.items()
            )
            / total
        )

    answered = sum(is_answered(path.answers[item]) for item in path.required)
    found = {
        "coverage_fit": share(is_answered),
        "coverage_support": (answered + path.match_known) / (len(path.required) + 1),
        "evidence_fit": share(is_evidenced),
        "evidence_support": sum(is_evidenced(path.answers[item]) for item in path.required)
        / len(path.required),
        "applicability": total,
    }
    found = {name: float(np.round(value, 9)) for name, value in found.items()}
    found["thin"] = (
        found["coverage_fit"] < 0.5
        or found["coverage_support"] < 0.5
        or (found["evidence_fit"] < 0.5 and found["evidence_support"] < 0.5)
    )
    found["narrow"] = found["applicability"] < 0.5
    return found


def blind_spots(path):
    spots = [d for d, items in path.dims.items() if not any(is_answered(path.answers[i]) for i in items)]
    spots += [item for item in path.required if not is_answered(path.answers[item])]
    return spots if path.match_known else [*spots, "growth_model"]


def judged(path, K, cover, low, high):
    lean = max(VERDICTS, key=lambda v: (K[v], -VERDICTS.index(v)))
    confidence, spots = K[lean], blind_spots(path)
    needed = 0.90 if cover["thin"] else 0.66
    reason = None
    if cover["narrow"]:
        reason = "narrow"
    elif confidence < needed:
        reason = "thin" if cover["thin"] and confidence >= 0.66 else "open"
    elif (lean == "scale" and spots) or (lean == "park" and not path.match_known and high != "park"):
        reason = "blind_spot"
    elif lean == "scale" and min(cover["evidence_fit"], cover["evidence_support"]) < 0.5:
        reason = "unevidenced"
    word = "very likely" if confidence >= 0.90 else "likely" if confidence >= 0.66 else "open"
    return {
        "K": K,
        "lean": lean,
        "confidence": confidence,
        "needed": needed,
        "verdict": "find_out_first" if reason else lean,
        "reason": reason,
        "blind_spots": spots,
        "likelihood": "settled" if low == high else word,
    }


# Section 10 ---------------------------------------------------------------------------------------------


def fit_over_weights(dims, order):
    """Over every vertex: equal weights on the earlier groups and a non-empty part of the next."""
    found, earlier = [], []
    for group in order or [list(DIMENSIONS)]:
        for size in range(1, len(group) + 1):
            for part in combinations(group, size):
                w = {d: 1.0 * (d in earlier or d in part) for d in DIMENSIONS}
                found.append(float(fit(dims, w)))
        earlier = [*earlier, *group]
    return [min(found), max(found)]


# Section 11 ---------------------------------------------------------------------------------------------


def tornado(path, w):
    rows, mid = [], path.at("mid")
    for item, each in path.ranges.items():
        if item == path.override and not path.overridden:
            continue
        ends = [scores(path, mid | {item: each[end]}, w) for end in ("lo", "hi")]
        levels = [verdict(scores(path, mid | {item: level / 4}, w)) for level in range(5)]
        rows.append(
            {"item": item, **{n: [float(s[n]) for s in ends] for n in ("F", "S", "V")}, "verdicts": levels}
        )
    return sorted(rows, key=lambda r: (-_width(r["V"]), -_width(r["F"]), r["item"]))


def _width(ends):
    return round(ends[1] - ends[0], 9)


def stepped(path, item, steps):
    """The point of an answer some levels up or down, or None beyond the scale."""
    answer = path.answers[item]
    if answer.get("level") is not None:
        level = answer["level"] + steps
        return range_of({**answer, "level": level})["mid"] if 0 <= level <= 4 else None
    before = min(1.0, max(0.0, path.ranges[item]["mid"] + (steps - np.sign(steps)) * 0.25))
    moved = min(1.0, max(0.0, path.ranges[item]["mid"] + steps * 0.25))
    return moved if moved != before else None


def flip(path, w, direction):
    """Every change of up to three steps, both ways tried; the fewest that flip."""
    mid = path.at("mid")
    now = VERDICTS.index(verdict(scores(path, mid, w)))
    asked = sorted(item for item, answer in path.answers.items() if is_answered(answer))
    for total in (1, 2, 3):
        found = []
        for items in (each for n in range(1, total + 1) for each in combinations(asked, n)):
            for sizes in product(range(1, total + 1), repeat=len(items)):
                if sum(sizes) != total:
                    continue
                changes = {item: direction * size for item, size in zip(items, sizes, strict=True)}
                moved = {item: stepped(path, item, steps) for item, steps in changes.items()}
                if None in moved.values():
                    continue
                s = scores(path, mid | moved, w)
                then = VERDICTS.index(verdict(s))
                if (direction > 0 and then == 3 and now < 3) or (direction < 0 and then < now):
                    reached = round(float(s["F"] + s["S"]), 9)
                    found.append((len(items), -direction * reached, items, sizes, changes))
        if found:
            return {"steps": total, "changes": min(found)[4]}
    return None


def leverage(paths, w):
    found = {}
    for key, path in paths.items():
        mid = path.at("mid")
        before = scores(path, mid, w)
        for item in path.dims.get("carry", {}):
            if item in path.raisable and mid[item] < 0.75:
                after = scores(path, mid | {item: 0.75}, w)
                row = found.setdefault(item.split("/")[1], {"gain": 0.0, "improves": []})
                row["gain"] += float(after["F"] - before["F"])
                if VERDICTS.index(verdict(after)) > VERDICTS.index(verdict(before)):
                    row["improves"].append(key)
    rows = [{"surface": surface, **row} for surface, row in found.items()]
    return sorted(rows, key=lambda r: (-len(r["improves"]), -round(r["gain"], 9), r["surface"]))
