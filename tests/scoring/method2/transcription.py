"""Method 2 written down plainly, straight from its description: documents in, figures out, nothing clever.

It shares no code with the core. Chances of fit are found by adding up every outcome, one dimension after the
other; chances together by walking over every break point; promises by scoring again.
"""

import hashlib
import itertools
import math
from typing import Any

DIMENSIONS = ("pull", "product", "access", "compounding", "carry")
CLASSES = ("park", "on_the_line", "design_in_first", "relieve_first", "scale")
ISSUED = ("park", "find_out_first", "design_in_first", "relieve_first", "scale")
STEP = {"pull": 0.25, "product": 0.5, "access": 0.5, "compounding": 0.5, "carry": 0.5}
MISS = {
    "measured": (0, 0, 0, 0),
    "observed": (0.10, 0, 0, 0),
    "reported": (0.12, 0.08, 0.04, 0),
    "assumed": (0.12, 0.12, 0.12, 0.12),
}
CELL = {"source": "measured", "source_adjacent": "observed", "ours": "reported"}
EPS = 1e-9
Document = dict[str, Any]


# Section 3


def chances(answer: Document) -> list[float]:
    if "p" in answer:
        return [each / sum(answer["p"]) for each in answer["p"]]
    if answer.get("level") is None:
        return [0.2] * 5
    level, miss = answer["level"], MISS[answer["grade"]]
    p = [miss[abs(j - level) - 1] if j != level else 0.0 for j in range(5)]
    p[level] = 1 - sum(p)
    return p


def stated(answer: Document) -> int | None:
    if "p" in answer:
        p = chances(answer)
        return next(level for level in range(5) if sum(p[: level + 1]) >= 0.5 - EPS)
    return answer.get("level")


def evidenced(answer: Document) -> bool:
    return answer["evidenced"] if "p" in answer else answer.get("grade") in ("measured", "observed")


def is_measured(answer: Document) -> bool:
    return evidenced(answer) and max(chances(answer)) > 1 - EPS


def side(answer: Document, which: str) -> list[float]:
    p, said = chances(answer), stated(answer)
    if which == "as":
        return p
    cut = [0.0] * 5
    if said is None:
        cut[0 if which == "worse" else 4] = 1.0
        return cut
    for level in range(5):
        cut[min(level, said) if which == "worse" else max(level, said)] += p[level]
    return cut


# The parts of a path


class Path:
    """One path of a document: its answers by dimension, its support, its matches."""

    def __init__(self, document: Document, path: Document) -> None:
        self.document, self.path, self.key = document, path, path["key"]
        answers = document["answers"]
        self.dims: dict[str, list[tuple[str, int, Document, bool]]] = {name: [] for name in DIMENSIONS}
        self.support: list[tuple[str, Document]] = []
        self.na: list[str] = []
        for factor, role in sorted(path["factors"].items()):
            item = f"{self.key}/{factor}"
            answer = answers.get(item, {})
            if answer.get("na"):
                self.na.append(item)
            elif role == "capability":
                self.support.append((item, answer))
            else:
                lifted = role == "product" and factor not in path.get("economics", [])
                self.dims[role].append((item, 1, answer, lifted))
        for surface, relevance in sorted(path["surfaces"].items()):
            item = f"surface/{surface}"
            answer = answers.get(item, {})
            if answer.get("na"):
                self.na.append(item)
            else:
                self.dims["carry"].append((item, relevance, answer, answer.get("designable", True)))
        self.dims = {name: rows for name, rows in self.dims.items() if rows}
        for constraint in path["constraints"] or ["unmapped"]:
            item = f"{self.key}!{constraint}"
            self.support.append((item, answers.get(item, {})))
        self.override = answers.get(f"{self.key}@alignment", {})
        if stated(self.override) is not None:
            self.matches: dict[str | None, Document] = {None: self.override}
        elif document["growth_model"] is not None:
            self.matches = {None: self.cell(document["growth_model"])}
        else:
            self.matches = {model: self.cell(model) for model in sorted(path["alignment"])}
        weights = central(document["order"])
        self.applicability = sum(weights[name] for name in self.dims)
        self.weights = {name: weights[name] / self.applicability for name in self.dims}

    def cell(self, model: str) -> Document:
        cell = self.path["alignment"][model]
        if isinstance(cell, dict):
            return {"level": cell["level"], "grade": CELL[cell["provenance"]]}
        return {"level": cell, "grade": "measured"}

    def items(self) -> list[tuple[str, Document]]:
        fit = [(item, answer) for rows in self.dims.values() for item, _, answer, _ in rows]
        match = [(f"{self.key}@alignment", self.matches[None])] if None in self.matches else []
        return [*fit, *self.support, *match]


def central(order: Any) -> dict[str, float]:
    if order is None:
        return dict.fromkeys(DIMENSIONS, 0.2)
    roc = [sum(1 / i for i in range(k, 6)) / 5 for k in range(1, 6)]
    weights, place = {}, 0
    for group in order:
        for name in group:
            weights[name] = sum(roc[place : place + len(group)]) / len(group)
        place += len(group)
    return weights


# Sections 4 to 6


def dimension_values(own: Path, levels: dict[str, float], *, star: bool) -> dict[str, float]:
    values = {}
    for name, rows in own.dims.items():
        total = 0.0
        for item, relevance, _, lifted in rows:
            total += relevance * (max(levels[item], 3) if star and lifted else levels[item]) / 4
        values[name] = total / sum(relevance for _, relevance, _, _ in rows)
    return values


def capped(own: Path, x: dict[str, float]) -> float:
    mean = sum(own.weights[name] * x[name] for name in x)
    return round(min(mean, min(x[name] + STEP[name] for name in x)), 9)


def class_of(fit: float, star: float, support: float, match: float) -> int:
    if match < 0.375:
        return 0
    if fit >= 0.625:
        return 4 if support >= 0.625 else 3
    if support < 0.375:
        return 0
    if star >= 0.625:
        return 2
    return 1 if star >= 0.5 else 0


def at(own: Path, levels: dict[str, float], match: float) -> Document:
    x = dimension_values(own, levels, star=False)
    fit, star = capped(own, x), capped(own, dimension_values(own, levels, star=True))
    support = min([match / 4, *(levels[item] / 4 for item, _ in own.support)])
    code = class_of(fit, star, support, match / 4)
    return {
        "F": fit, "F_star": star, "S": support, "A": match / 4, "V": min(fit, support),
        "verdict": CLASSES[code], "dims": x,
    }  # fmt: skip


def code_at(own: Path, levels: dict[str, float], match: float) -> int:
    return CLASSES.index(at(own, levels, match)["verdict"])


# Section 7


def tail(own: Path, which: str, bar: float, *, star: bool) -> float:
    """P(F >= bar), by adding up all outcomes; sums that are the same to twelve decimals are one."""
    sums = {0.0: 1.0}
    for name, rows in own.dims.items():
        relevances = sum(relevance for _, relevance, _, _ in rows)
        x = {0: 1.0}
        for _, relevance, answer, lifted in rows:
            grown: dict[int, float] = {}
            for (place, so_far), (level, p) in itertools.product(x.items(), enumerate(side(answer, which))):
                reached = place + relevance * (max(level, 3) if star and lifted else level)
                grown[reached] = grown.get(reached, 0.0) + so_far * p
            x = grown
        grown_sums: dict[float, float] = {}
        for (total, so_far), (place, p) in itertools.product(sums.items(), x.items()):
            value = place / (4 * relevances)
            if p and value + STEP[name] >= bar - EPS:
                reached_sum = round(total + own.weights[name] * value, 12)
                grown_sums[reached_sum] = grown_sums.get(reached_sum, 0.0) + so_far * p
        sums = grown_sums
    return sum(p for total, p in sums.items() if total >= bar - EPS)


def apart(own: Path, which: str, match: Document) -> list[float]:
    f, fs = tail(own, which, 0.625, star=False), tail(own, which, 0.625, star=True)
    fl = tail(own, which, 0.5, star=True)
    a = side(match, which)
    a2, a3 = sum(a[2:]), sum(a[3:])
    s2 = math.prod(sum(side(answer, which)[2:]) for _, answer in own.support)
    s3 = math.prod(sum(side(answer, which)[3:]) for _, answer in own.support)
    return [1.0, f * a2 + (fl - f) * a2 * s2, f * a2 + (fs - f) * a2 * s2, f * a2, f * a3 * s3]


def together(own: Path, which: str, match: Document) -> list[float]:
    rows = [(item, side(answer, which)) for name in own.dims for item, _, answer, _ in own.dims[name]]
    rows += [(item, side(answer, which)) for item, answer in own.support]
    rows.append(("match", side(match, which)))
    reached = {item: list(itertools.accumulate(p)) for item, p in rows}
    edges = sorted({0.0, 1.0, *(round(each, 12) for sums in reached.values() for each in sums)})
    edges = [each for each in edges if 0 <= each <= 1]
    found = [0.0] * 5
    for low, high in itertools.pairwise(edges):
        u = (low + high) / 2
        levels = {item: next((j for j in range(5) if sums[j] > u), 4) for item, sums in reached.items()}
        code = code_at(own, levels, levels["match"])
        for each in range(code + 1):
            found[each] += high - low
    return found


# Section 8


def judged(document: Document, key: str) -> Document:
    own = Path(document, next(path for path in document["paths"] if path["key"] == key))
    matches = list(own.matches.values())
    low = {item: stated(answer) or 0 for item, answer in own.items()}
    high = {item: 4 if stated(answer) is None else stated(answer) for item, answer in own.items()}
    v_low = min(code_at(own, low, stated(match)) for match in matches)
    v_high = max(code_at(own, high, stated(match)) for match in matches)
    bounds = [[apart(own, "worse", m), together(own, "worse", m)] for m in matches]
    worse = [min(row[code] for pair in bounds for row in pair) for code in range(5)]
    bounds = [[apart(own, "better", m), together(own, "better", m)] for m in matches]
    better = [
        min(1 - (row[code + 1] if code < 4 else 0.0) for pair in bounds for row in pair) for code in range(5)
    ]
    holds = min(worse[v_low], better[v_low]) if v_low == v_high else None
    reason = None
    if own.applicability < 0.5 - EPS:
        reason = "narrow"
    elif holds is None:
        reason = "unanswered"
    elif holds < 0.66 - EPS:
        reason = "uncertain"
    elif v_low == 1:
        reason = "on_the_line"
    elif v_low > 1 and not rests_on_evidence(own, CLASSES[v_low]):
        reason = "unevidenced"
    verdict = CLASSES[v_low] if reason is None else "find_out_first"
    k, k_together = mixed(own, matches, apart), mixed(own, matches, together)
    lean = max(range(5), key=lambda code: (round(k[code], 9), -code))
    condition = only_if(document, own, verdict)
    return {
        "stated": [CLASSES[v_low], CLASSES[v_high]],
        "worse": dict(zip(CLASSES, worse, strict=True)), "better": dict(zip(CLASSES, better, strict=True)),
        "verdict": verdict, "reason": reason, "confidence": holds,
        "likelihood": likelihood(own, verdict, holds, condition), "only_if": condition,
        "priorities_matter": None in own.matches and len(set(over_weights(own, "point"))) > 1,
        "K": dict(zip(CLASSES, k, strict=True)), "K_together": dict(zip(CLASSES, k_together, strict=True)),
        "lean": CLASSES[lean], "lean_chance": min(k[lean], k_together[lean]),
    }  # fmt: skip


def mixed(own: Path, matches: list[Document], how: Any) -> list[float]:
    rows = [how(own, "as", match) for match in matches]
    reached = [sum(row[code] for row in rows) / len(rows) for code in range(5)]
    return [reached[code] - (reached[code + 1] if code < 4 else 0.0) for code in range(5)]


def rests_on_evidence(own: Path, verdict: str) -> bool:
    total = 0.0
    for name, rows in own.dims.items():
        relevances = sum(relevance for _, relevance, _, _ in rows)
        seen = sum(relevance for _, relevance, answer, _ in rows if evidenced(answer)) / relevances
        value = sum(relevance * (stated(answer) or 0) / 4 for _, relevance, answer, _ in rows) / relevances
        total += own.weights[name] * seen
        if value < 0.625 - EPS and seen < 0.5 - EPS:
            return False
    if total < 0.5 - EPS:
        return False
    override = [own.override] if stated(own.override) is not None else []
    asked = [answer for _, answer in own.support] + override
    if verdict == "scale":
        return all(evidenced(answer) for answer in asked)
    if verdict == "design_in_first":
        return 2 * sum(evidenced(answer) for answer in asked) >= len(asked)
    weak = any(evidenced(answer) and stated(answer) < 3 for _, answer in own.support)
    return weak or all(evidenced(match) and stated(match) < 3 for match in own.matches.values())


def only_if(document: Document, own: Path, verdict: str) -> list[str]:
    if verdict in ("park", "find_out_first") or not own.na:
        return []
    no = {"level": 0, "grade": "measured"}
    if issued(with_answers(document, dict.fromkeys(own.na, no)), own.key) == verdict:
        return []
    alone = [
        item for item in sorted(own.na) if issued(with_answers(document, {item: no}), own.key) != verdict
    ]
    return alone or sorted(own.na)


def with_answers(document: Document, answers: Document, model: str | None = None) -> Document:
    merged = {**document, "answers": {**document["answers"], **answers}}
    return merged if model is None else {**merged, "growth_model": model}


def issued(document: Document, key: str) -> str:
    """The issued verdict alone."""
    own = Path(document, next(path for path in document["paths"] if path["key"] == key))
    matches = list(own.matches.values())
    low = {item: stated(answer) or 0 for item, answer in own.items()}
    high = {item: 4 if stated(answer) is None else stated(answer) for item, answer in own.items()}
    code = min(code_at(own, low, stated(match)) for match in matches)
    if own.applicability < 0.5 - EPS or code == 1:
        return "find_out_first"
    if code != max(code_at(own, high, stated(match)) for match in matches):
        return "find_out_first"
    if code > 1 and not rests_on_evidence(own, CLASSES[code]):
        return "find_out_first"
    for how, match in itertools.product((apart, together), matches):
        above = how(own, "better", match)[code + 1] if code < 4 else 0.0
        if how(own, "worse", match)[code] < 0.66 - EPS or 1 - above < 0.66 - EPS:
            return "find_out_first"
    return CLASSES[code]


def vertices(own: Path) -> list[dict[str, float]]:
    found, before = [], []
    for group in own.document["order"] or [DIMENSIONS]:
        present = [name for name in group if name in own.dims]
        for size in range(1, len(present) + 1):
            for part in itertools.combinations(present, size):
                chosen = [*before, *part]
                found.append({name: (name in chosen) / len(chosen) for name in own.dims})
        before += present
    return found


def phi(s: tuple[float, ...], x: float) -> float:
    j = min(int(x * 4), 3)
    return s[j] + (x * 4 - j) * (s[j + 1] - s[j])


def inverse(s: tuple[float, ...], y: float) -> float:
    j = max(each for each in range(4) if s[each] <= y + 1e-15)
    return (j + (y - s[j]) / (s[j + 1] - s[j])) / 4


def fit_under(own: Path, weights: dict[str, float], s: tuple[float, ...], x: dict[str, float]) -> float:
    total = sum(weights[name] for name in x)
    mean = inverse(s, sum(weights[name] * phi(s, x[name]) for name in x) / total)
    return round(min(mean, min(x[name] + STEP[name] for name in x)), 9)


EVEN = (0.0, 0.25, 0.5, 0.75, 1.0)
EXTREME = [(0.0, 0.925, 0.95, 0.975, 1.0), (0.0, 0.025, 0.95, 0.975, 1.0), (0.0, 0.025, 0.05, 0.975, 1.0),
           (0.0, 0.025, 0.05, 0.075, 1.0)]  # fmt: skip


def end_levels(own: Path, end: str) -> tuple[dict[str, int], list[int]]:
    def of(answer: Document) -> int:
        possible = [level for level in range(5) if chances(answer)[level] > 0]
        if end == "point":
            said = stated(answer)
            return 2 if said is None else said
        return possible[0] if end == "lo" else possible[-1]

    return {item: of(answer) for item, answer in own.items()}, [of(match) for match in own.matches.values()]


def over_weights(own: Path, end: str, spacings: Any = (EVEN,)) -> list[int]:
    levels, matches = end_levels(own, end)
    found = []
    for weights, s, match in itertools.product(vertices(own), spacings, matches):
        fit = fit_under(own, weights, s, dimension_values(own, levels, star=False))
        star = fit_under(own, weights, s, dimension_values(own, levels, star=True))
        support = min([match, *(levels[item] for item, _ in own.support)]) / 4
        found.append(class_of(fit, star, support, match / 4))
    return found


def likelihood(own: Path, verdict: str, holds: float | None, condition: list[str]) -> str:
    if verdict == "find_out_first" or holds is None:
        return "open"
    classes = {*over_weights(own, "lo", EXTREME), *over_weights(own, "hi", EXTREME)}
    if not condition and classes == {CLASSES.index(verdict)}:
        return "settled"
    return "very likely" if holds >= 0.90 - EPS else "likely"


def ends(document: Document, key: str) -> Document:
    own = Path(document, next(path for path in document["paths"] if path["key"] == key))
    found: Document = {}
    for end in ("lo", "point", "hi"):
        levels, matches = end_levels(own, end)
        match = {"lo": min(matches), "point": (min(matches) + max(matches)) / 2, "hi": max(matches)}[end]
        found[end] = at(own, levels, match)
    return found


# Sections 11 and 12, by scoring again


def measured(document: Document, item: str, level: int) -> Document:
    """The answer with which an item is measured; that a surface cannot be designed in stays."""
    kept = {"designable": False} if document["answers"].get(item, {}).get("designable") is False else {}
    return {"level": level, "grade": "measured", **kept}


def set_to(document: Document, levels: dict[str, int], model: str | None = None) -> Document:
    return with_answers(document, {item: measured(document, item, x) for item, x in levels.items()}, model)


def if_measured(document: Document, key: str) -> dict[str, list[str]]:
    own = Path(document, next(path for path in document["paths"] if path["key"] == key))
    return {
        item: [issued(set_to(document, {item: level}), key) for level in range(5)] for item, _ in own.items()
    }


def breaks(document: Document, key: str, verdict: str) -> tuple[str, int, str] | None:
    own = Path(document, next(path for path in document["paths"] if path["key"] == key))
    table, found = if_measured(document, key), []
    for item, answer in own.items():
        point = 2 if stated(answer) is None else stated(answer)
        for level in range(5):
            if ISSUED.index(table[item][level]) < ISSUED.index(verdict):
                found.append((abs(level - point), item, level))
    if not found:
        return None
    _, item, level = min(found)
    return item, level, table[item][level]


def moves(document: Document, key: str, verdict: str, kind: str) -> tuple[dict[str, int], str] | None:
    own = Path(document, next(path for path in document["paths"] if path["key"] == key))
    rows = own.support
    if kind == "design":
        rows = [(item, answer) for each in own.dims.values() for item, _, answer, lifted in each if lifted]
    able = [
        item
        for item, answer in sorted(rows, key=lambda row: row[0])
        if (stated(answer) or 0) < 3 or (stated(answer) == 3 and not is_measured(answer))
    ]
    for size in (1, 2, 3):
        best = None
        for chosen in itertools.combinations(able, size):
            levels = dict.fromkeys(chosen, 3)
            reached = issued(set_to(document, levels), key)
            better = ISSUED.index(reached) > ISSUED.index(best[1] if best else verdict)
            if better:
                best = (levels, reached)
        if best:
            return best
    return None


def road_sizes(document: Document, key: str, found: Document) -> int | None:
    """The fewest items that issue a verdict, tried set by set; None where all together do not."""
    own = Path(document, next(path for path in document["paths"] if path["key"] == key))
    unsaid = 3 if CLASSES.index(found["lean"]) >= 2 else 1
    pool = {
        item: unsaid if stated(answer) is None else stated(answer)
        for item, answer in own.items()
        if not is_measured(answer)
    }
    if issued(set_to(document, pool), key) == "find_out_first":
        return None
    for size in range(1, len(pool) + 1):
        for chosen in itertools.combinations(sorted(pool), size):
            if issued(set_to(document, {item: pool[item] for item in chosen}), key) != "find_out_first":
                return size
    return None


# Section 9, draw by draw


def column(half: str, coordinate: str) -> list[float]:
    digest = hashlib.sha256(f"distmap/method-2/{half}/{coordinate}".encode()).digest()
    seed, outputs = int.from_bytes(digest[:8], "big"), []
    for k in range(1, 1001):
        z = (seed + k * 0x9E3779B97F4A7C15) % 2**64
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9 % 2**64
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB % 2**64
        outputs.append(z ^ (z >> 31))
    places = {z: place for place, z in enumerate(sorted(outputs))}
    return [(places[z] + 0.5) / 1000 for z in outputs]


def drawn_standing(document: Document, draws: int) -> dict[str, list[tuple[int, float, float]]]:
    """For each path and draw its class, V and F."""
    memo: dict[tuple[str, str], list[float]] = {}

    def u(half: str, coordinate: str, draw: int) -> float:
        if (half, coordinate) not in memo:
            memo[half, coordinate] = column(half, coordinate)
        return memo[half, coordinate][draw]

    found: dict[str, list[tuple[int, float, float]]] = {}
    models = sorted(document["paths"][0]["alignment"]) if document["paths"] else []
    for path in document["paths"]:
        own, rows = Path(document, path), []
        if not own.dims:
            continue
        for half, draw in itertools.product(("together", "apart"), range(draws)):

            def level(item: str, answer: Document, half: str = half, draw: int = draw) -> int:
                group = "surfaces" if item.startswith("surface/") else path["key"]  # noqa: B023
                name = f"group:{group}" if half == "together" else f"item:{item}"
                x, p = u(half, name, draw), chances(answer)
                return next((j for j in range(4) if sum(p[: j + 1]) > x), 4)

            e = {name: -math.log(u(half, f"weight:{name}", draw)) for name in DIMENSIONS}
            weights = handed(document["order"], {name: each / sum(e.values()) for name, each in e.items()})
            inner = sorted(u(half, f"spacing:{j}", draw) for j in (1, 2, 3))
            s = (0.0, *(0.1 * j / 4 + 0.9 * inner[j - 1] for j in (1, 2, 3)), 1.0)
            levels = {item: level(item, answer) for item, answer in own.items()}
            match = next(iter(own.matches.values()))
            if None not in own.matches:
                match = own.matches[models[int(u(half, "growth_model", draw) * len(models))]]
            a = level(f"{path['key']}@alignment", match)
            fit = fit_under(own, weights, s, dimension_values(own, levels, star=False))
            star = fit_under(own, weights, s, dimension_values(own, levels, star=True))
            support = min([a, *(levels[item] for item, _ in own.support)]) / 4
            rows.append((class_of(fit, star, support, a / 4), min(fit, support), fit))
        found[path["key"]] = rows
    return found


def handed(order: Any, y: dict[str, float]) -> dict[str, float]:
    if order is None:
        return y
    values, weights = sorted(y.values(), reverse=True), {}
    for group in order:
        taken, values = values[: len(group)], values[len(group) :]
        members = sorted(group, key=lambda name: -y[name])
        weights.update(zip(members, taken, strict=True))
    return weights
