# ruff: noqa: N803, N806  (the letters are the specification's own)
"""Method 1 as it is specified, for many draws and paths: random columns, ranking, questions (sections 7,
9 and 12). Plain and slow on purpose; see transcription.py.
"""

import hashlib
import math
from functools import cache

import numpy as np

from .transcribed_path import DIMENSIONS, VERDICTS, is_answered, is_evidenced, smallest, verdict

N = 8000


# Section 7 ----------------------------------------------------------------------------------------------


@cache
def column(half, coordinate):
    seed = int.from_bytes(
        hashlib.sha256(f"distmap/method-1/{half}/{coordinate}".encode()).digest()[:8], "big"
    )
    mask, outputs = (1 << 64) - 1, []
    for k in range(1, N + 1):
        z = (seed + k * 0x9E3779B97F4A7C15) & mask
        z = ((z ^ z >> 30) * 0xBF58476D1CE4E5B9) & mask
        z = ((z ^ z >> 27) * 0x94D049BB133111EB) & mask
        outputs.append(z ^ z >> 31)
    ranks = np.empty(N)
    ranks[sorted(range(N), key=outputs.__getitem__)] = np.arange(N)
    return (ranks + 0.5) / N


def full(together, apart=None):
    return np.concatenate([column("together", together), column("apart", apart or together)])


def drawn(path):
    x = {}
    for item, each in path.ranges.items():
        if item == "growth_model":
            x[item] = np.array(path.models)[np.floor(full(item) * len(path.models)).astype(int)]
        elif each["lo"] == each["hi"]:
            x[item] = each["lo"]
        else:
            group = "group:surfaces" if item.startswith("surface/") else f"group:{path.key}"
            u = full(group, f"item:{item}")
            x[item] = each["lo"] + u * (each["hi"] - each["lo"])
    return x


def weights(order):
    e = np.array([-np.log(full(f"weight:{name}")) for name in DIMENSIONS])
    y = e / e.sum(axis=0)
    if order is None:
        return dict(zip(DIMENSIONS, y, strict=True))
    w = {name: np.empty(2 * N) for name in DIMENSIONS}
    for k in range(2 * N):
        own = dict(zip(DIMENSIONS, y[:, k], strict=True))
        handed = iter(sorted(own.values(), reverse=True))
        for group in order:
            members = sorted((name for name in DIMENSIONS if name in group), key=lambda name: -own[name])
            for name in members:
                w[name][k] = next(handed)
    return w


def spacing():
    u = np.sort([full(f"spacing:{j}") for j in (1, 2, 3)], axis=0)
    inner = [0.1 * j / 4 + 0.9 * u[j - 1] for j in (1, 2, 3)]
    return np.array([np.zeros(2 * N), *inner, np.ones(2 * N)])


def phi(x, s):
    x = np.broadcast_to(x, s.shape[1])
    k = np.minimum(np.floor(4 * x).astype(int), 3)
    draw = np.arange(s.shape[1])
    return s[k, draw] + (4 * x - k) * (s[k + 1, draw] - s[k, draw])


def phi_inverse(y, s):
    x = np.zeros_like(y)
    for k in range(4):
        inside = (y >= s[k]) & ((y <= s[k + 1]) if k == 3 else (y < s[k + 1]))
        x = np.where(inside, (k + (y - s[k]) / (s[k + 1] - s[k])) / 4, x)
    return np.where(y > 1, 1.0, x)


def joint_fit(dims, w, s):
    mean = sum(w[d] * phi(dims[d], s) for d in dims) / sum(w[d] for d in dims)
    return np.round(np.minimum(phi_inverse(mean, s), smallest(dims.values()) + 0.5), 9)


def verdicts(s, count):
    columns = {name: np.broadcast_to(value, count) for name, value in s.items()}
    return np.array(
        [VERDICTS.index(verdict({name: column[k] for name, column in columns.items()})) for k in range(count)]
    )


def shares(codes):
    return {v: float(np.mean(codes == code)) for code, v in enumerate(VERDICTS)}


# Section 9 ----------------------------------------------------------------------------------------------


def compare(Vi, Fi, Vj, Fj):
    """1 where i is ahead, -1 where j is, 0 for a tie."""
    by_value, by_fit = np.round(Vi - Vj, 9), np.round(Fi - Fj, 9)
    sign = np.where(np.abs(by_value) > 1.5e-9, np.sign(by_value), 0)
    return np.where(sign != 0, sign, np.where(np.abs(by_fit) > 1.5e-9, np.sign(by_fit), 0))


def rank_statistics(V, F):
    keys, count = list(V), len(V)
    draws = len(next(iter(V.values()))) if V else 0
    sign = {(i, j): compare(V[i], F[i], V[j], F[j]) for i in keys for j in keys if i != j}
    b = {key: np.zeros(count) for key in keys}
    first = {key: np.zeros(draws) for key in keys}
    for i in keys:
        ahead = sum((sign[j, i] > 0).astype(int) for j in keys if j != i) + np.zeros(draws, dtype=int)
        tied = sum((sign[j, i] == 0).astype(int) for j in keys if j != i) + np.zeros(draws, dtype=int)
        for k in range(draws):
            b[i][ahead[k] : ahead[k] + tied[k] + 1] += 1 / (tied[k] + 1)
        first[i] = np.where(ahead == 0, 1 / (tied + 1), 0.0)
        b[i] /= max(draws, 1)
    p = {pair: float(np.mean(s > 0) + 0.5 * np.mean(s == 0)) for pair, s in sign.items()}
    return b, p, first


# Section 12 ---------------------------------------------------------------------------------------------


def information(bins, codes):
    bits = 0.0
    for b in np.unique(bins):
        for v in np.unique(codes):
            joint = np.mean((bins == b) & (codes == v))
            if joint > 0:
                bits += joint * math.log2(joint / (np.mean(bins == b) * np.mean(codes == v)))
    return max(0.0, float(bits))


def ask_next(paths, codes, leader, sampled):
    users = {}
    for key, path in paths.items():
        for item, each in path.ranges.items():
            if each["lo"] < each["hi"]:
                users.setdefault(item, []).append(key)
    rows = []
    for item, keys in users.items():
        if item == "growth_model":
            count = len(paths[keys[0]].models)
            bins = np.floor(full(item)[N:] * count).astype(int)
        else:
            count = 5
            bins = np.floor(column("apart", f"item:{item}") * 5).astype(int)
        flips = {}
        for key in keys:
            frequent = [np.argmax(np.bincount(codes[key][N:][bins == b], minlength=4)) for b in range(count)]
            flips[key] = sum(VERDICTS[v] != sampled[key]["lean"] for v in frequent) / count
        bits = sum(information(bins, codes[key][N:]) for key in keys)
        rows.append({"item": item, "bits": bits, "flip": flips, "lead_bits": information(bins, leader)})
    rows = [row for row in rows if row["bits"] >= 0.02]
    return sorted(rows, key=lambda r: (-round(r["bits"], 2), -round(r["lead_bits"], 2), r["item"]))


def leader(facts):
    """The place of the leading path by V, then F, then key, in each draw of the half "apart"."""
    V = {key: np.broadcast_to(each["V"], 2 * N)[N:] for key, each in facts.items()}
    F = {key: np.broadcast_to(each["F"], 2 * N)[N:] for key, each in facts.items()}
    keys = list(facts)
    return np.array(
        [max(range(len(keys)), key=lambda i: (V[keys[i]][k], F[keys[i]][k], -i)) for k in range(N)]
    )


def raise_evidence(path, w):
    total, weight = sum(w[d] for d in path.dims), {}
    for d, items in path.dims.items():
        weight |= {item: w[d] / total * r / sum(items.values()) for item, r in items.items()}
    weak = [i for i, answer in path.answers.items() if is_answered(answer) and not is_evidenced(answer)]
    return sorted(weak, key=lambda i: (i not in path.required, -weight.get(i, 0.0), i))
