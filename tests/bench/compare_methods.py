"""Method 1 against method 2 on the same random worlds: `python -m tests.bench.compare_methods`.

Three tables. *Advice*: what each method says would happen is done, scored again, and kept or broken. *Gaming*: how
often a verdict gets better by declining, guessing or playing down, and worse by a better answer. *Verdicts*: what
is issued by one and by the other; with `--list`, worlds in which they differ, to be read one by one.
"""

import argparse
import copy
import sys
from collections import Counter
from collections.abc import Iterator
from typing import Any

from evaluations.scoring import document as whole
from evaluations.scoring import method1, method2, parse
from evaluations.scoring.plain import plain
from tests.scoring.method2.following import made, outcome
from tests.scoring.method2.worlds import ISSUED, asked_of, world

Document = dict[str, Any]
KEY = "a"


def worlds(first: int, count: int) -> Iterator[tuple[int, Document]]:
    """Worlds of one path like the catalog's, in answers that both methods take."""
    for seed in range(first, first + count):
        document = world(seed, most=1, catalog_like=True)
        for answer in document["answers"].values():
            if "p" in answer:
                level = max(range(5), key=lambda each: answer["p"][each])
                answer |= {"level": level, "grade": "observed" if answer["evidenced"] else "reported"}
                del answer["p"], answer["evidenced"]
        yield seed, document


def under(document: Document, method: str) -> Document:
    """The same world as a document of one method."""
    given = {**copy.deepcopy(document), "method": method}
    if method == "1":
        for path in given["paths"]:
            path.pop("economics", None)
            path["alignment"] = {
                model: cell["level"] if isinstance(cell, dict) else cell
                for model, cell in path["alignment"].items()
            }
    return given


def judged(document: Document, method: str) -> Document:
    """What is issued for the one path, in the words of its method."""
    inputs = parse(under(document, method))
    if method == "2":
        path = method2.judgement_document(method2.judgement_of(inputs))["paths"][KEY]
    else:
        path = plain(method1.sampled(inputs))["paths"][KEY]
    found: Document = path.get("sampled") or path.get("judged") or path
    return found


def issued(document: Document, method: str) -> str:
    """The issued verdict of the one path."""
    verdict: str = judged(document, method)["verdict"]
    return verdict


def firmly(document: Document, method: str) -> int:
    """The rank of an issued verdict. One that is withheld ranks with Park, and so does one "only if" something does
    not apply: nobody gained a verdict by it."""
    found = judged(document, method)
    return 0 if found.get("only_if") or found["verdict"] not in ISSUED[2:] else ISSUED.index(found["verdict"])


def with_answer(document: Document, item: str, **answer: Any) -> Document:
    """One answer set; that a surface cannot be designed in stays."""
    old = document["answers"].get(item, {})
    kept = {"designable": False} if old.get("designable") is False else {}
    return {**document, "answers": {**document["answers"], item: {**answer, **kept}}}


def advice_1(document: Document) -> Iterator[tuple[str, bool]]:
    """What method 1 says would happen, and whether it does."""
    result = whole(parse(under(document, "1")))
    path, before = result["paths"][KEY], issued(document, "1")
    if "flips" not in path:
        return
    for kind, flip in path["flips"].items():
        if flip:
            changed = document
            for item, steps in flip["changes"].items():
                answer = document["answers"][item]
                changed = with_answer(
                    changed, item, level=min(4, max(0, answer["level"] + steps)), grade=answer["grade"]
                )
            found = issued(changed, "1")
            up = kind == "upward"
            yield f"flip {kind}", found == "scale" if up else ISSUED.index(found) < ISSUED.index(before)
    for row in path["tornado"]:
        if row["item"] != "growth_model":
            for level, verdict in enumerate(row["verdicts"]):
                found = issued(with_answer(document, row["item"], level=level, grade="measured"), "1")
                yield "what if measured", found == verdict
    for row in result["leverage"]:
        if KEY in row["improves"]:
            found = issued(with_answer(document, f"surface/{row['surface']}", level=3, grade="measured"), "1")
            yield "design leverage", ISSUED.index(found) > ISSUED.index(before)


def advice_2(document: Document) -> Iterator[tuple[str, bool]]:
    """What method 2 promises, and whether it is kept."""
    given = under(document, "2")
    for promise in made(given, whole(parse(given))):
        yield promise.kind, outcome(given, promise) == promise.verdict


def gamed(document: Document, method: str) -> Iterator[tuple[str, bool]]:
    """Each way to play with an answer, and whether the verdict gets better by it (by raising: worse)."""
    before = firmly(document, method)
    fit, support, _ = asked_of(document["paths"][0])
    for item in [*fit, *support]:
        answer = document["answers"].get(item, {})
        level = answer.get("level")
        if level is None:
            if not answer.get("na"):
                for guess, word in ((2, "Partly"), (3, "Mostly")):
                    after = firmly(with_answer(document, item, level=guess, grade="assumed"), method)
                    yield f"{word}, assumed, for an open question", after > before
            continue
        if level <= 1 and item in fit:
            # Method 2 refuses it for pull: then nothing is gained.
            refused = method == "2" and item == f"{KEY}/f0"
            after = before if refused else firmly(with_answer(document, item, na=True), method)
            yield "does not apply, for bad news", after > before
        if level <= 1 and answer["grade"] in ("measured", "observed"):
            weaker = firmly(with_answer(document, item, level=level, grade="assumed"), method)
            yield "assumed, for bad news that is known", weaker > before
        if level < 4:
            raised = issued(with_answer(document, item, level=level + 1, grade=answer["grade"]), method)
            yield "a step up parks it", raised == "park" != issued(document, method)


def tallied(rows: Iterator[tuple[str, bool]], found: Counter[tuple[str, bool]]) -> None:
    """Count what happened by kind."""
    found.update(rows)


def print_counts(title: str, found: Counter[tuple[str, bool]], yes: str, no: str) -> None:
    """A table of kinds."""
    print(f"\n{title}\n| kind | {yes} | {no} |\n|---|---|---|")
    for kind in sorted({kind for kind, _ in found}):
        print(f"| {kind} | {found[kind, True]} | {found[kind, False]} |")
    total = [sum(count for (_, held), count in found.items() if held is value) for value in (True, False)]
    print(f"| all | {total[0]} | {total[1]} |", flush=True)


def print_verdicts(first: int, count: int, listed: int) -> None:
    """What is issued by method 1 (rows) and by method 2 (columns), and some worlds that differ."""
    table: Counter[tuple[str, str]] = Counter()
    differing = []
    for seed, document in worlds(first, count):
        one, two = issued(document, "1"), issued(document, "2")
        table[one, two] += 1
        if one != two:
            differing.append((seed, one, two, document))
    print(f"\nissued in {count} worlds, method 1 down, method 2 across")
    print(f"| | {' | '.join(reversed(ISSUED))} |\n|{'---|' * (len(ISSUED) + 1)}")
    for one in reversed(ISSUED):
        print(f"| {one} | {' | '.join(str(table[one, two]) for two in reversed(ISSUED))} |")
    for seed, one, two, document in differing[:: max(1, len(differing) // listed)][:listed] if listed else []:
        print_world(seed, one, two, document)


def print_world(seed: int, one: str, two: str, document: Document) -> None:
    """One world in a few lines."""
    result = whole(parse(under(document, "2")))
    path = result["paths"][KEY]
    roles = document["paths"][0]["factors"]
    told = []
    for item in [*asked_of(document["paths"][0])[0], *asked_of(document["paths"][0])[1], f"{KEY}@alignment"]:
        answer = document["answers"].get(item, {})
        name = roles.get(item.removeprefix(f"{KEY}/"), item)
        said = (
            "n/a"
            if answer.get("na")
            else f"{answer['level']}{answer['grade'][0]}"
            if "level" in answer
            else "?"
        )
        told.append(f"{name}={said}")
    cell = document["paths"][0]["alignment"].get(document["growth_model"])
    judged, point = path["judged"], path["exact"]["point"]
    print(
        f"\n{seed}: {one} -> {two} ({judged['reason']}, leans {judged['lean']} {judged['lean_chance']:.2f})"
    )
    print(f"  {' '.join(told)} model={document['growth_model']} cell={cell}")
    road = path["promises"]["road"] and list(path["promises"]["road"]["answers"])
    print(f"  F={point['F']} F*={point['F_star']} S={point['S']} only_if={judged['only_if']} road={road}")


def main() -> int:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--first", type=int, default=50_000)
    parser.add_argument("--worlds", type=int, default=500, help="of the table of verdicts")
    parser.add_argument("--advice", type=int, default=40, help="worlds whose advice is followed")
    parser.add_argument("--games", type=int, default=60, help="worlds that are played with")
    parser.add_argument("--list", type=int, default=0, help="differing worlds to print")
    options = parser.parse_args()
    if options.worlds:
        print_verdicts(options.first, options.worlds, options.list)
    for method, advice in (("1", advice_1), ("2", advice_2)):
        counts: Counter[tuple[str, bool]] = Counter()
        for _, document in worlds(options.first, options.advice):
            tallied(advice(document), counts)
        print_counts(f"advice of method {method}, followed", counts, "kept", "broken")
    for method in ("1", "2"):
        counts = Counter()
        for _, document in worlds(options.first, options.games):
            tallied(gamed(document, method), counts)
        print_counts(f"games with method {method}", counts, "gain", "no gain")
    return 0


if __name__ == "__main__":
    sys.exit(main())
