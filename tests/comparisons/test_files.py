"""A view as a file: what the page shows, typed, harmless, and the same bytes for the same content."""

import csv
import io
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest

from comparisons.exporting import export_of
from comparisons.files import FILES
from comparisons.models import Comparison
from comparisons.options import VIEWS, Options, counted_rows
from comparisons.queries import comparisons, result_of, setting_of, whole
from evaluations.answers.operations import save_answers
from evaluations.inputs import AnswerInput
from evaluations.scoring.plain import plain as as_json
from tests.comparisons.conftest import Make
from tests.conftest import NOW
from workspaces.actors import Actor

INTEREST = "community/community-interest"
NASTY = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", '=HYPERLINK("http://x.test")']


@pytest.fixture
def stored(make: Make, strategist: Actor, compared: Callable[..., Comparison]) -> Comparison:
    one = make("Ledgerline", "May", {INTEREST: "1 measured"})
    other = make("Osprey", "May", {INTEREST: "4 observed", "surface/workflow": "2 reported"})
    return whole(comparisons(strategist)).get(pk=compared("subjects", one, other).pk)


def written(stored: Comparison, view: str, format: str, options: Options = Options()) -> bytes:  # noqa: B008
    return export_of(stored, view=view, format=format, options=options).body


def as_rows(body: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(body.decode("utf-8-sig"))))


def test_every_view_is_there_in_both_formats_with_the_same_figures(stored: Comparison) -> None:
    found = result_of(setting_of(stored))
    for view in VIEWS:
        rows = as_rows(written(stored, view, "csv"))
        sheet = openpyxl.load_workbook(io.BytesIO(written(stored, view, "xlsx"))).active
        table = [list(row) for row in sheet.iter_rows(values_only=True)]
        assert len(rows) == len(table) - 1 == counted_rows(found, view)[0], view
        assert list(rows[0]) == table[0]
        for plain, typed in zip(rows, table[1:], strict=True):
            for told, value in zip(plain.values(), typed, strict=True):
                if isinstance(value, bool):
                    assert told == ("yes" if value else "no")
                elif isinstance(value, int | float):
                    assert float(told) == value
                else:
                    assert told == (value or "")


def test_figures_are_those_of_the_result(stored: Comparison) -> None:
    found = result_of(setting_of(stored))
    row = as_rows(written(stored, "paths", "csv"))[0]
    cell = as_json(found)["paths"][0]["cells"][0]
    assert (row["Path"], row["A Ledgerline: verdict"]) == ("Community", "Find out first")
    assert float(row["A Ledgerline: value low"]) == cell["V"]["lo"]
    assert float(row["A Ledgerline: fit"]) == cell["F"]["point"]
    assert float(row["A Ledgerline: fit known"]) == cell["coverage"]["fit"]


def test_a_file_is_narrowed_and_sorted_as_the_page_is(stored: Comparison) -> None:
    narrowed = as_rows(written(stored, "answers", "csv", Options(differs=True)))
    assert {row["Key"] for row in narrowed} == {INTEREST, "surface/workflow"}
    by_name = as_rows(written(stored, "surfaces", "csv", Options(sort="name")))
    assert [row["Item"] for row in by_name] == sorted((row["Item"] for row in by_name), key=str.casefold)


def test_any_column_sorts_and_what_has_nothing_in_it_stands_last(stored: Comparison) -> None:
    def points(sort: str) -> list[str]:
        return [
            row["A Ledgerline: point"]
            for row in as_rows(written(stored, "answers", "csv", Options(sort=sort)))
        ]

    upward, downward = points("a"), points("-a")
    known = [float(point) for point in upward if point]
    assert len(set(known)) > 1
    assert known == sorted(known)
    assert [float(point) for point in downward if point] == sorted(known, reverse=True)
    assert upward[len(known) :] == downward[len(known) :] == [""] * (len(upward) - len(known))


def test_a_members_column_sorts_paths_by_the_figure_shown(stored: Comparison) -> None:
    for part, head in (("F", "fit"), ("S", "support"), ("V", "value")):
        rows = as_rows(written(stored, "paths", "csv", Options(sort="-a", part=part)))
        shown = [float(row[f"A Ledgerline: {head}"]) for row in rows]
        assert shown == sorted(shown, reverse=True)


def test_the_same_content_is_the_same_bytes(stored: Comparison) -> None:
    for format in FILES:
        assert written(stored, "answers", format) == written(stored, "answers", format)


def test_no_text_is_ever_a_formula(
    make: Make, strategist: Actor, compared: Callable[..., Comparison]
) -> None:
    one, other = make("=Ledgerline", "May"), make("@Osprey", "May")
    keys = ["community/community-interest", "community/product-shareability", "surface/data", "surface/brand",
            "surface/workflow", "surface/ecosystem", "content/buying-questions"]  # fmt: skip
    answers = [
        AnswerInput.of(key, level=2, grade="observed", note=note)
        for key, note in zip(keys, NASTY, strict=True)
    ]
    save_answers(evaluation=one, answers=answers, by=strategist, now=NOW)
    stored = whole(comparisons(strategist)).get(pk=compared("subjects", one, other).pk)
    for line in csv.reader(io.StringIO(written(stored, "answers", "csv").decode("utf-8-sig"))):
        assert not any(cell.lstrip(" ").startswith(("=", "+", "@", "\t")) for cell in line), line
    book = openpyxl.load_workbook(io.BytesIO(written(stored, "answers", "xlsx")))
    kinds = {cell.data_type for row in book.active.iter_rows() for cell in row}
    assert "f" not in kinds
    notes = {cell.value for row in book.active.iter_rows() for cell in row if cell.data_type == "s"}
    assert {note.strip() for note in NASTY} <= {str(note).strip() for note in notes}


def test_numbers_are_numbers(stored: Comparison) -> None:
    sheet: Any = openpyxl.load_workbook(io.BytesIO(written(stored, "factors", "xlsx"))).active
    heads = [cell.value for cell in sheet[1]]
    column = heads.index("A Ledgerline: level") + 1
    row = next(row for row in range(2, sheet.max_row + 1) if sheet.cell(row, 5).value == INTEREST)
    assert sheet.cell(row, column).value == 1
    assert sheet.cell(row, column).data_type == "n"
    assert sheet.freeze_panes == "B2"


def test_a_spreadsheet_is_told_the_encoding(stored: Comparison) -> None:
    for view in VIEWS:
        body = written(stored, view, "csv")
        assert body.startswith(b"\xef\xbb\xbf")
        assert body.count(b"\xef\xbb\xbf") == 1
        assert body.endswith(b"\r\n")
