"""The worked examples of docs/scoring-method-1.md: each is scored, and the figures in the text are those found."""

import re
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest
import yaml

from evaluations.scoring import constants, method1, parse
from evaluations.scoring.inputs import Answer
from evaluations.scoring.method1.panel import aggregate

from .closeness import differences
from .plainly import over_time, score, triage
from .worlds import mini

HERE = Path(__file__).parent
DOC = (HERE.parents[1] / "docs" / "scoring-method-1.md").read_text(encoding="utf-8")
CASES = {
    path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in (HERE / "cases").glob("*.yaml")
}
EXACT = 1e-6


def inputs_of(case, **more):
    answers = case["answers"] | more
    document = {"paths": mini(*case["paths"]), "answers": answers, "growth_model": case["growth_model"]}
    return parse({**document, "order": case.get("order")})


def figures_of(case):
    """What a case comes to: a panel's item, a change over time, a triage, or a whole result."""
    if "panel" in case:
        found = aggregate([Answer(**each) for each in case["panel"]])
        evidence = {"evidenced": found.answer.is_evidenced, "contested": found.contested}
        return {**found.range._asdict(), **evidence, "consensus": round(found.consensus, 6)}
    if "later" in case:
        return over_time(inputs_of(case), inputs_of(case, **case["later"]), order=None)
    if "triage" in case:
        return triage(inputs_of(case | {"paths": case["triage"]}))
    return score(inputs_of(case))


def shown(value):
    """A score with two decimals, as pages show it."""
    return str(Decimal(repr(value)).quantize(Decimal("0.01"), ROUND_HALF_UP))


def percent(value):
    """A share in whole per cent, as pages show it."""
    whole = Decimal(repr(value * 100)).quantize(Decimal("1"), ROUND_HALF_UP)
    if 0 < value < 0.005:
        return "<1 %"
    return ">99 %" if 0.995 < value < 1 else f"{whole} %"


def words(key):
    return key.replace("_", " ")


def table(rows):
    head, *body = [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join([head, "|" + "---|" * len(rows[0]), *body])


def path_block(path):
    ends = [path["exact"][end] for end in ("lo", "point", "hi")]
    rows = [["", "low", "point", "high"]]
    for name, field in (("fit F", "F"), ("support S", "S"), ("path value V", "V")):
        rows.append([name, *(shown(end[field]) for end in ends)])
    rows.append(["verdict", *(words(end["verdict"]) for end in ends)])
    judged = path["sampled"]
    reason = f" ({words(judged['reason'])})" if judged["reason"] else ""
    issued = f"**Issued: {words(judged['verdict'])}**{reason}; leaning to {words(judged['lean'])}"
    line = f"{issued} in {percent(judged['confidence'])} of the draws, {judged['likelihood']}"
    return f"{table(rows)}\n\n{line}; the same under {percent(judged['priority_robustness'])} of priorities."


def ranking_block(result):
    ranking = result["ranking"]
    rows = [["", "first", "second", "third", "ahead of the next"]]
    order = ranking["display_order"]
    for key, below in zip(order, [*order[1:], None], strict=True):
        ahead = percent(ranking["pairwise_winning"][f"{key}>{below}"]) if below else ""
        rows.append([key, *(percent(part) for part in ranking["rank_acceptability"][key]), ahead])
    return table(rows)


def panel_block(found):
    low, mid, high = (shown(found[end]) for end in ("lo", "mid", "hi"))
    kind = "contested" if found["contested"] else "agreed"
    return f"Range {low} to {high}, point {mid}; {kind}; consensus {shown(found['consensus'])}."


def change_block(found):
    fit = found["paths"]["community"]["F"]
    rows = [["item", "by another answer", "by other evidence"]]
    for move in found["paths"]["community"]["items"]:
        rows.append([f"`{move['item']}`", shown(move["answer"]), shown(move["evidence"])])
    low, high = (shown(end) for end in fit["interval"])
    line = f"Fit changes by {shown(fit['change'])}, somewhere from {low} to {high}: {fit['likelihood']}"
    return f"{table(rows)}\n\n{line} ({percent(fit['P_up'])} up)."


def triage_block(found):
    rows = [["", "low", "point", "high", "answered"]]
    for key in [*found["order"], *found["set_aside"]]:
        path = found["paths"][key]
        surfaces = path["surfaces"]
        rests = f"{surfaces['answered']} of {surfaces['applicable']}"
        aside = ", set aside" if path["set_aside"] else ""
        rows.append([f"{key}{aside}", *(shown(path["carry"][end]) for end in ("lo", "point", "hi")), rests])
    return table(rows)


def block_of(case):
    found = figures_of(case)
    if "panel" in case:
        return panel_block(found)
    if "later" in case:
        return change_block(found)
    if "triage" in case:
        return triage_block(found)
    if len(case["paths"]) > 1:
        return ranking_block(found)
    return path_block(found["paths"][case["paths"][0]])


@pytest.mark.parametrize("name", sorted(CASES))
def test_a_worked_example_comes_out_as_stated(name):
    assert differences(CASES[name]["expect"], figures_of(CASES[name]), EXACT) == []


@pytest.mark.parametrize("name", sorted(CASES))
def test_the_figures_in_the_text_are_those_of_the_example(name):
    written = re.search(rf"<!-- case: {name} -->\n(.*?)\n<!-- end -->", DOC, re.DOTALL)
    assert written is not None, f"docs/scoring-method-1.md has no worked example {name}"
    assert written[1] == block_of(CASES[name])


def test_every_worked_example_in_the_text_is_a_case():
    assert sorted(re.findall(r"<!-- case: (\S+) -->", DOC)) == sorted(CASES)


CONSTANTS = [
    ("half-width, measured", method1.constants.HALF_WIDTHS["measured"]),
    ("half-width, observed", method1.constants.HALF_WIDTHS["observed"]),
    ("half-width, reported", method1.constants.HALF_WIDTHS["reported"]),
    ("half-width, assumed", method1.constants.HALF_WIDTHS["assumed"]),
    ("lower bar", constants.BAR_LOW),
    ("upper bar", constants.BAR_HIGH),
    ("weak-link step", method1.constants.WEAK_LINK_STEP),
    ("design target", constants.DESIGN_TARGET),
    ("likely", constants.LIKELY),
    ("very likely", constants.VERY_LIKELY),
    ("coverage, evidence and applicability minimum", method1.constants.COVERAGE_MINIMUM),
    ("draws", method1.constants.DRAWS),
    ("spacing floor", constants.SPACING_FLOOR),
    ("bins", method1.constants.BINS),
    ("central-weight minimum", method1.constants.CENTRAL_MINIMUM),
    ("least information shown", method1.constants.BITS_MINIMUM),
]


@pytest.mark.parametrize(("name", "value"), CONSTANTS)
def test_the_constants_in_the_text_are_those_of_the_code(name, value):
    written = re.search(rf"^\| {name} \| ([0-9.,]+)", DOC, re.MULTILINE)
    assert written is not None
    assert float(written[1].replace(",", "")) == value
