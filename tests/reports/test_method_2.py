"""Reports of what method 2 issued: a golden document, and what holds of every such report."""

import csv
import io
import json
import os
import random
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import cache
from typing import Any

import pytest
from openpyxl import load_workbook

from evaluations import scoring
from evaluations.answers.operations import save_answers
from evaluations.models import Evaluation
from evaluations.scoring import method2
from evaluations.vocabulary import CLASS_WORDS, FIND_OUT_FIRST, GRADES, VERDICT_WORDS
from reports.blocks import Bullets, Table, Terms
from reports.build import build
from reports.frozen import EXECUTIVE, RENDERER, TEMPLATE, FrozenDocument, canonical_json, thaw
from reports.models import Report
from reports.operations.reports import request_report
from reports.reading import article_of
from reports.renderers import FORMATS
from reports.renderers.pdf import typeset_files
from reports.rendering import Rendering, digest_of_figures, figures_of
from reports.verification import verify
from tests.comparisons.conftest import rated, whole_path
from tests.reports import variants
from tests.reports.test_golden import digest
from workspaces.actors import Actor

PINS = variants.GOLDEN / "pins-2.json"
MARKDOWN = {TEMPLATE: variants.GOLDEN / "report-2.md", EXECUTIVE: variants.GOLDEN / "brief-2.md"}
SEEDS = range(12)


@cache
def rendering_of(template: str) -> Rendering:
    golden = replace(variants.golden_of_method_2(), renderer=RENDERER, template=template)
    return variants.prepare(golden)


@cache
def body(template: str, key: str) -> bytes:
    """One form; of the PDF all that the typesetter is given."""
    rendering = rendering_of(template)
    if key == "pdf":
        return json.dumps(typeset_files(rendering), sort_keys=True).encode()
    return FORMATS[key].render(rendering)


def pins() -> dict[str, str]:
    if os.environ.get("RENEW_GOLDEN"):
        found = {
            f"{template}.{key}": digest(key, body(template, key)) for template in MARKDOWN for key in FORMATS
        }
        PINS.write_text(json.dumps({"renderer": RENDERER, **found}, indent=2) + "\n", encoding="utf-8")
        for template, path in MARKDOWN.items():
            path.write_bytes(body(template, "md"))
    read: dict[str, str] = json.loads(PINS.read_text(encoding="utf-8"))
    return read


@cache
def world(seed: int) -> Rendering:
    """The golden document with other answers: any level and grade, some open, perhaps no growth model."""
    chance, golden = random.Random(seed), variants.golden_of_method_2()
    items = {item for path in scoring.parse(golden.inputs).paths for item in path.items if "@" not in item}
    share = chance.choice((0.0, 0.1, 0.4))
    answers = {
        item: {"level": chance.randint(0, 4), "grade": chance.choice(GRADES)}
        for item in sorted(items)
        if chance.random() >= share
    }
    changed: dict[str, Any] = {"answers": answers}
    if seed % 3 == 0:
        changed["growth_model"] = None
    document = variants.with_inputs(golden, **changed)
    return variants.prepare(replace(document, template=EXECUTIVE if seed % 2 else TEMPLATE))


def result_of(rendering: Rendering) -> method2.Result:
    assert isinstance(rendering.result, method2.Result)
    return rendering.result


def frozen_of(rendering: Rendering) -> FrozenDocument:
    assert isinstance(rendering.frozen, FrozenDocument)
    return rendering.frozen


def test_the_frozen_text_is_canonical() -> None:
    text = (variants.GOLDEN / "frozen-2.json").read_text(encoding="utf-8")
    assert canonical_json(thaw(text)) == text


@pytest.mark.parametrize("template", MARKDOWN)
def test_markdown_reads_as_it_did(template: str) -> None:
    pins()
    kept = MARKDOWN[template].read_text(encoding="utf-8").splitlines()
    assert body(template, "md").decode().splitlines() == kept


@pytest.mark.parametrize("key", FORMATS)
@pytest.mark.parametrize("template", MARKDOWN)
def test_the_same_renderer_makes_the_same_bytes(template: str, key: str) -> None:
    kept = pins()
    assert (RENDERER, digest(key, body(template, key))) == (kept["renderer"], kept[f"{template}.{key}"])


def test_the_json_form_is_scored_again_to_the_same() -> None:
    told = json.loads(body(TEMPLATE, "json"))
    assert told["document"]["method"] == "2"
    assert scoring.document(scoring.parse(told["document"]["inputs"])) == told["result"]
    assert told["result"] == figures_of(rendering_of(TEMPLATE).result)
    assert len(digest_of_figures(rendering_of(TEMPLATE).result)) == 64


@pytest.mark.parametrize("key", ["csv", "xlsx"])
def test_tables_hold_the_promises_as_data(key: str) -> None:
    """Every promise of the result stands in the tables answer by answer, and no other does."""
    result = json.loads(body(TEMPLATE, "json"))["result"]
    assert promises_in(body(TEMPLATE, key), key) == promises_of(result)


def promises_of(result: dict[str, Any]) -> list[tuple[str, str, str, int, str]]:
    """By path, kind, item, level, and the verdict that follows."""
    return sorted(
        (key, kind, item, answer["level"], promise["verdict"])
        for key, path in result["paths"].items()
        for kind in ("road", "to_scale", "breaks", "relief", "design")
        if (promise := path["promises"][kind])
        for item, answer in promise["answers"].items()
    )


def promises_in(form: bytes, key: str) -> list[tuple[str, str, str, int, str]]:
    if key == "csv":
        rows = [
            row for row in csv.DictReader(io.StringIO(form.decode("utf-8-sig"))) if row["record"] == "promise"
        ]
        return sorted(
            (row["path"], row["promise"], row["item"], int(row["level"]), row["then"])
            for row in rows
            if row["item"]
        )
    sheet = list(load_workbook(io.BytesIO(form))["Promises"].iter_rows(values_only=True))
    place = {name: column for column, name in enumerate(sheet[0])}
    columns = [place[name] for name in ("Path key", "Promise key", "Item key", "Level", "Verdict key then")]
    found = [tuple(row[column] for column in columns) for row in sheet[1:]]
    return sorted(row for row in found if row[2])


@pytest.mark.parametrize("key", ["md", "html"])
@pytest.mark.parametrize("template", MARKDOWN)
def test_a_withheld_verdict_carries_its_lean_in_every_form(template: str, key: str) -> None:
    said = body(template, key).decode()
    for path in result_of(rendering_of(template)).judgement.paths.values():
        if path is not None and path.judged.verdict == FIND_OUT_FIRST:
            assert f"leans {CLASS_WORDS[path.judged.lean]}" in said


@pytest.mark.parametrize("seed", SEEDS)
def test_every_table_of_paths_is_in_the_one_order(seed: int) -> None:
    rendering = world(seed)
    names = {path.key: path.name for path in frozen_of(rendering).paths}
    order = [names[key] for key in result_of(rendering).judgement.order]
    for table in tables_of(rendering):
        if table.caption in {"What to do about each path, and what stands in the way", "The paths in order",
                             "The constraint map as a table", "Each path", "Roads to a verdict", "Relief"}:  # fmt: skip
            shown = [
                row[0][0].text[0].text.partition(". ")[2] or row[0][0].text[0].text for row in table.rows
            ]
            assert shown == [name for name in order if name in shown], table.caption


@pytest.mark.parametrize("seed", SEEDS)
def test_the_finding_names_where_open_paths_point(seed: int) -> None:
    rendering = world(seed)
    judged = [path.judged for path in result_of(rendering).judgement.paths.values() if path is not None]
    finding = next(section for section in rendering.document.sections if section.key == "finding")
    said = "".join(span.text for span in finding.blocks[0].text)
    if any(each.verdict == FIND_OUT_FIRST for each in judged):
        assert any(words in said for words in ("point", "leans", "the line", "judge"))
    assert said.endswith(".")


@pytest.mark.parametrize("seed", SEEDS)
def test_a_table_of_promises_says_no_verdict_but_theirs(seed: int) -> None:
    rendering = world(seed)
    result = figures_of(rendering.result)
    kinds = {
        "Roads to a verdict": ("road", 2),
        "Relief": ("relief", 3),
        "What designing in does": ("design", 3),
    }
    names = {path.name: path.key for path in frozen_of(rendering).paths}
    for table in tables_of(rendering):
        if table.caption not in kinds:
            continue
        kind, column = kinds[table.caption]
        for row in table.rows:
            promise = result["paths"][names[row[0][0].text[0].text]]["promises"][kind]
            assert row[column][0].text[0].text == VERDICT_WORDS[promise["verdict"]]


@pytest.mark.parametrize("seed", SEEDS)
def test_every_form_can_be_made(seed: int) -> None:
    for key in ("html", "md", "csv", "xlsx", "docx", "json"):
        assert FORMATS[key].render(world(seed))


def tables_of(rendering: Rendering) -> list[Table]:
    return [
        block
        for section in rendering.document.sections
        for part in (section, *section.parts)
        for block in part.blocks
        if isinstance(block, Table)
    ]


def test_the_brief_has_the_roads_and_the_moves() -> None:
    blocks = [block for section in rendering_of(EXECUTIVE).document.sections for block in section.blocks]
    titles = [block.title for block in blocks if isinstance(block, Bullets)]
    assert titles[:2] == ["Roads to a verdict", "What would better a verdict"]
    assert any(isinstance(block, Terms) for block in blocks)


@pytest.mark.parametrize("form", ["full", "executive"])
def test_a_report_of_an_evaluation_is_frozen_built_and_verified(
    form: str, evaluation_by_method_2: Evaluation, actor: Callable[..., Actor], now: datetime
) -> None:
    by = actor()
    ratings = whole_path(evaluation_by_method_2, "community", "3 observed")
    answered = save_answers(
        evaluation=evaluation_by_method_2, answers=rated(ratings), by=by, now=now
    ).evaluation
    report = request_report(evaluation=answered, formats=tuple(FORMATS), form=form, by=by, now=now).report
    assert json.loads(report.frozen_document)["method"] == "2"
    assert build(report.pk, now=now)
    report.refresh_from_db()
    assert report.status == Report.SUCCEEDED
    assert {made.format for made in report.artifacts.all()} == set(FORMATS)
    assert verify(report).differences == ()
    assert "Scale" in str(article_of(report))
