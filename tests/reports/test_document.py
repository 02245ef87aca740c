"""The composed report: its order, and what each verdict says and leaves out. No database."""

from collections.abc import Callable, Iterator

import pytest

from reports.blocks import Block, Bullets, ConstraintMap, Document, Section, Table, Terms
from reports.frozen import FrozenDocument
from reports.renderers import FORMATS
from tests.reports import readers, variants

SECTIONS = [
    "The decision", "The finding", "Constraint map", "What binds, and the order of relief", "How firm the order is",
    "Design map", "The product and how it grows", "Where AI helps", "What is still unknown", "Path by path",
    "The operator’s rule", "Every answer", "Dissent", "Appendix",
]  # fmt: skip

EVERY = {
    "as answered": variants.golden,
    "nothing answered": variants.unanswered,
    "no growth model": variants.undeclared,
    "nothing applies": variants.inapplicable,
    "all yes": lambda: variants.everywhere(4),
    "constraint binds": lambda: variants.everywhere(4, no_repeated=1, invited_users=1),
    "nothing carries it": lambda: variants.everywhere(4, surface=0),
    "all no": lambda: variants.everywhere(0),
    "all assumed": lambda: variants.everywhere(4, "assumed"),
    "fights": variants.fighting,
}


def composed(document: FrozenDocument) -> Document:
    return variants.prepare(document).document


def section(document: Document, key: str) -> Section:
    return next(found for found in document.sections if found.key == key)


def path_part(document: Document) -> Section:
    return section(document, "paths").parts[0]


def blocks(part: Section, kind: type[Block]) -> Iterator[Block]:
    for block in part.blocks:
        if isinstance(block, kind):
            yield block
    for inner in part.parts:
        yield from blocks(inner, kind)


def said(part: Section) -> str:
    return repr(part)


@pytest.mark.parametrize("case", EVERY)
@pytest.mark.parametrize("key", FORMATS)
def test_every_case_renders_in_every_form(case: str, key: str) -> None:
    rendering = variants.prepare(EVERY[case]())
    body = FORMATS[key].render(rendering)
    said = readers.text_of(key, body)
    assert "None" not in said if key == "md" else said
    assert rendering.frozen.subject.title in said


def test_the_decision_comes_first_and_the_record_last() -> None:
    assert [found.title for found in composed(variants.golden()).sections] == SECTIONS


def test_the_structure_is_the_agreed_one() -> None:
    document = composed(variants.golden())
    tables = {
        table.shape: [column.name for column in table.columns]
        for found in document.sections
        for table in blocks(found, Table)
        if isinstance(table, Table)
    }
    assert tables == {
        "criteria": ["Figure", "Comes to", "By"],
        "actions": ["Action", "Kind", "Strengthens", "Owner", "State"],
        "tally": ["Verdict", "It says", "Paths"],
        "decisions": ["Path", "Verdict", "What binds", "Risk if ignored", "Do next"],
        "figures": ["Path", "Verdict", "Fit", "Its range", "Support", "Its range", "Fit seen or measured"],
        "order": ["Path", "Verdict", "Ranks first", "Same verdict under other priorities"],
        "relief": ["Move", "What it changes", "What it takes"],
        "surfaces": ["Surface", "As it stands", "Rests on", "Carries"],
        "levers": ["Surface", "Fit it adds", "Verdicts it improves", "How to design it in"],
        "steps": ["Step", "As it stands", "How to relieve it", "What it unlocks"],
        "pairs": ["Paths", "Together they", "Because"],
        "matches": ["Path", "Match", "Why"],
        "ai": ["Path", "It makes easier", "It only amplifies", "Guard against it with"],
        "spots": ["Path", "Nobody has looked at"],
        "questions": ["Question", "How to find out", "Why it is worth it"],
        "answers": ["Question", "Answer", "Rests on", "Notes and evidence"],
        "dissent": ["Question", "The answer that stands", "Held by another", "Noted with it"],
    }


def test_each_path_says_what_binds_what_it_risks_and_what_to_do() -> None:
    for part in section(composed(variants.golden()), "paths").parts:
        terms = {term.name for found in blocks(part, Terms) for term in found.rows}  # type: ignore[attr-defined]  # narrowed by kind
        assert {
            "What binds",
            "Risk if ignored",
            "Figure to watch",
            "Growth-model match",
            "To run it",
        } <= terms
        relief = [
            table for table in blocks(part, Table) if isinstance(table, Table) and table.shape == "relief"
        ]
        assert len(relief[0].rows) == 3


AI = "Where AI helps"


@pytest.mark.parametrize(
    ("case", "verdict", "speaks_of_ai", "list_title"),
    [
        ("all yes", "scale", True, "First steps"),
        ("constraint binds", "relieve_first", True, "First steps, once it is relieved"),
        ("nothing carries it", "design_in_first", False, "Design in"),
        ("all assumed", "find_out_first", False, "Find out first"),
        ("all no", "park", False, None),
        ("fights", "fights", False, None),
    ],
)
def test_a_path_is_told_as_its_verdict_has_it(
    case: str, verdict: str, speaks_of_ai: bool, list_title: str | None
) -> None:
    part = path_part(composed(EVERY[case]()))
    assert part.verdict is not None
    assert part.verdict.of == verdict
    assert (AI in said(part)) is speaks_of_ai
    titles = [found.title for found in blocks(part, Bullets) if isinstance(found, Bullets)]
    assert (titles[0] if titles else None) == list_title


def test_a_path_to_which_nothing_applies_has_no_numbers() -> None:
    document = composed(variants.inapplicable())
    part = path_part(document)
    assert part.verdict is not None
    assert part.verdict.of == "not_applicable"
    assert "Fit rests on" not in said(part)
    assert list(blocks(section(document, "map"), ConstraintMap)) == []
    assert "order" not in [found.key for found in document.sections]


def test_an_undeclared_growth_model_is_said() -> None:
    document = composed(variants.undeclared())
    assert "Not declared" in said(section(document, "product"))
    assert [fact.text[0].text for fact in document.facts if fact.name == "Growth model"] == ["Not declared"]


@pytest.mark.parametrize("case", EVERY)
def test_the_map_and_its_table_hold_the_same_paths(case: str) -> None:
    found = section(composed(EVERY[case]()), "map")
    pictures = [block for block in found.blocks if isinstance(block, ConstraintMap)]
    tables = [block for block in found.blocks if isinstance(block, Table)]
    drawn = [[mark.name for mark in picture.marks] for picture in pictures]
    told = [[row[0][0].text[0].text for row in table.rows] for table in tables]  # type: ignore[union-attr]  # a name is a paragraph
    assert drawn == told


@pytest.mark.parametrize("document", [variants.golden, variants.unanswered])
def test_every_question_stands_in_the_record(document: Callable[[], FrozenDocument]) -> None:
    frozen = document()
    asked = [item for path in frozen.paths for item in (*path.factors, path.constraint)]
    asked += [surface.item for surface in frozen.surfaces]
    record = said(section(composed(frozen), "answers"))
    assert [item.key for item in asked if item.question not in record] == []


def test_the_appendix_tells_where_it_comes_from_and_how_to_check_it() -> None:
    rendering = variants.prepare(variants.golden())
    appendix = said(section(rendering.document, "appendix"))
    for expected in (
        rendering.document_sha256, rendering.frozen.inputs_sha256, rendering.frozen.catalog.sha256,
        rendering.frozen.subject.id, "verify_report", "python -m evaluations.scoring", "2026.11",
    ):  # fmt: skip
        assert expected in appendix
