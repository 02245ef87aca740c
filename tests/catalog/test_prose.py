"""House rules for what the catalog says, tested on every text of the shipped content."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from channels_catalog.schema import GENERAL_KNOWLEDGE, Catalog, Channel, Section, WriteUp
from tests.catalog.acceptance import PATHS
from tests.catalog.thought_elements import SOURCE_MODELS

SENTENCES = frozenset(
    {
        *("summary", "burden", "means", "meaning", "reason", "what_it_is", "economics", "example_motion"),
        *("good_answer", "carried_by", "probe", "misread", "0", "2", "4", "design_moves", "move", "changes"),
        *("lead_in", "definition", "contrast", "defining_characteristic", "consequence", "closing"),
        *("entry_points_lead_in", "text", "story", "notes", "thesis", "no_free_channel", "operators_rule"),
        *("strategy_and_design", "embedded_and_bought", "amplifier", "growth_model_match"),
        *("constraint_first", "support", "thesis", "saturates", "meaning", "situation", "because"),
    }
)
QUESTIONS = frozenset({"question", "signals"})
LABELS = frozenset(
    {
        *("name", "label", "title", "risk_if_ignored", "best_suited_for", "implementation_forms", "owner"),
        *("minimum_team", "first_signal", "levers", "reduces_friction", "amplifies_noise", "guard_metric"),
        *(
            "places",
            "entry_points",
            "industries",
            "speeds_up",
            "amplifies",
            "company",
            "who_carries",
            "who_pays",
            "buyer",
            "value",
            "tells",
            "for_whom",
            "publisher",
            "search_terms",
            "may_require",
            "product",
        ),
    }
)
FILLER = re.compile(
    r"\b(?:seamless\w*|robust\w*|unlock\w*|empower\w*|synerg\w*|game.chang\w*|cutting.edge|world.class|holistic\w*|"
    r"in today's|it is important to|needless to say|at the end of the day|delve|lorem|ipsum|tbd|todo)\b",
    re.IGNORECASE,
)
AMERICAN = re.compile(
    r"\b(?:organiz\w+|recogniz\w+|behavior\w*|color\w*|favor\w*|labor|center\w*|theater|"
    r"personaliz\w+|decentraliz\w+|specializ\w+|analyz\w+|catalog(?:s)? of|enrol+ment)\b",
    re.IGNORECASE,
)
EXACT_LABELS = {"Empty engagement theater", "lifecycle personalization"}
PROPER_NAMES = re.compile(r"Pew Research Center")
TWO_SENTENCES = {"architecture", "channel_flow", "economics", "acquisition_flow", "scaling"}


def texts(value: Any, *path: str) -> Iterator[tuple[tuple[str, ...], str]]:
    """Every text with the fields that lead to it; the entries of a list go by the field of the list. Titles of
    publications and addresses are other people's words."""
    if path[-2:] in {("source", "title"), ("source", "url")} or path[-1:] == ("url",):
        return
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for key, part in value.items():
            yield from texts(part, *path, key)
    elif isinstance(value, list):
        for part in value:
            yield from texts(part, *path)


@pytest.fixture(scope="module")
def every_text(catalog: Catalog) -> list[tuple[tuple[str, ...], str]]:
    return list(texts(catalog.model_dump(mode="json")))


def offending(every_text: list[tuple[tuple[str, ...], str]], pattern: str | re.Pattern[str]) -> list[str]:
    return [f"{'.'.join(path)}: {text}" for path, text in every_text if re.search(pattern, text)]


def test_no_text_has_stray_space_or_marks(every_text: list[tuple[tuple[str, ...], str]]) -> None:
    assert offending(every_text, r"  | [.,;:?!]|^\s|\s$|\.\.|…|!|\t|--") == []


def test_no_text_is_filler(every_text: list[tuple[tuple[str, ...], str]]) -> None:
    assert offending(every_text, FILLER) == []


def test_spelling_is_british_but_for_exact_labels(every_text: list[tuple[tuple[str, ...], str]]) -> None:
    ours = [
        (path, PROPER_NAMES.sub("", text))
        for path, text in every_text
        if text not in EXACT_LABELS and path[-1] != "source"
    ]
    assert offending(ours, AMERICAN) == []


def test_sentences_end_with_a_full_stop(every_text: list[tuple[tuple[str, ...], str]]) -> None:
    prose = [
        (path, text)
        for path, text in every_text
        if path[-1] in SENTENCES and path[-3:-1] != ("checklist", "rows")
    ]
    assert offending(prose, r"(?<![.])$") == []
    assert offending(prose, r"^[a-z]") == []


def test_questions_end_with_a_question_mark(every_text: list[tuple[tuple[str, ...], str]]) -> None:
    questions = [
        (path, text)
        for path, text in every_text
        if path[-1] in QUESTIONS or path[-3:] == ("checklist", "rows", "text")
    ]
    assert offending(questions, r"(?<![?])$") == []


def test_labels_end_without_a_mark(every_text: list[tuple[tuple[str, ...], str]]) -> None:
    labels = [(path, text) for path, text in every_text if path[-1] in LABELS]
    assert offending(labels, r"[.?,;:]$") == []


def written_up(catalog: Catalog) -> list[tuple[Channel, WriteUp]]:
    return [(channel, channel.write_up) for channel in catalog.channels if channel.write_up is not None]


def sections(catalog: Catalog) -> Iterator[tuple[str, Section]]:
    for channel, write_up in written_up(catalog):
        for section in write_up.sections:
            yield f"{channel.key} {section.number}", section


def sentences(text: str) -> int:
    return len(re.findall(r"[.?](?= |$)", text))


def test_no_figure_in_a_write_up_stands_without_a_source(catalog: Catalog) -> None:
    for place, section in sections(catalog):
        told = list(texts(section.model_dump(mode="json", exclude={"facts"})))
        assert (
            place,
            offending(told, r"\d|%|\$|\b(?:per ?cent|half of|(?:a|one|two) thirds?|quarter of)\b"),
        ) == (
            place,
            [],
        )


def test_facts_have_a_source_and_a_year_that_has_come(catalog: Catalog) -> None:
    year = int(catalog.version[:4])
    facts = [(place, fact) for place, section in sections(catalog) for fact in section.facts]
    assert len(facts) >= 6
    for place, fact in facts:
        assert (place, fact.source == GENERAL_KNOWLEDGE or fact.source.startswith("http")) == (place, True)
        assert (place, fact.as_of <= year) == (place, True)


def test_lead_ins_have_as_many_sentences_as_the_form_gives_them(catalog: Catalog) -> None:
    for place, section in sections(catalog):
        allowed = {2} if section.key in TWO_SENTENCES else {1, 2}
        assert (place, sentences(section.lead_in) in allowed) == (place, True)


def test_cells_say_something_in_one_or_two_sentences(catalog: Catalog) -> None:
    for place, section in sections(catalog):
        for row in getattr(section, "rows", ()):
            assert (place, row.cells[0], sentences(row.text) in {1, 2}) == (place, row.cells[0], True)
            assert (place, row.cells[0], len(row.text.split()) >= 9) == (place, row.cells[0], True)


def test_no_sentence_stands_twice_in_a_catalog(catalog: Catalog) -> None:
    seen: dict[str, str] = {}
    for place, section in sections(catalog):
        if section.key != "checklist":
            for path, text in texts(section.model_dump(mode="json")):
                if path[-1] in SENTENCES:
                    assert (text, seen.setdefault(text, place)) == (text, place)


def test_the_checklist_of_a_write_up_asks_the_questions_of_the_factors(catalog: Catalog) -> None:
    for channel, write_up in written_up(catalog):
        rows = [row.cells for row in write_up.checklist.rows]
        assert rows == [(factor.name, factor.question) for factor in channel.factors]


def test_a_pathway_begins_with_its_company(catalog: Catalog) -> None:
    for _, write_up in written_up(catalog):
        assert [row.pathway[0].name for row in write_up.examples.rows] == [
            row.company for row in write_up.examples.rows
        ]


def test_titles_are_the_names_of_models(catalog: Catalog) -> None:
    assert [channel.title.casefold() for channel in catalog.channels] == [
        f"{channel.name} distribution model".casefold() for channel in catalog.channels
    ]


def test_no_channel_is_without_constraint_figure_and_relief(catalog: Catalog) -> None:
    for channel in catalog.channels:
        assert (channel.key, len(channel.constraint.signals), len(channel.constraint.relief)) == (
            channel.key,
            4,
            3,
        )
        assert (channel.key, 6 <= len(channel.metrics) <= 8) == (channel.key, True)
        timings = {metric.timing for metric in channel.metrics}
        assert (channel.key, timings) == (channel.key, {"leading", "lagging"})


def test_every_table_shows_that_each_cell_is_the_sources_or_ours(catalog: Catalog) -> None:
    """Counted over the paths and growth models of the sources; whatever was added since is ours."""
    marked = [
        cell.provenance
        for model, row in catalog.alignment.items()
        for channel, cell in row.items()
        if channel in PATHS and model in SOURCE_MODELS
    ]
    assert {kind: marked.count(kind) for kind in ("source", "source_adjacent", "ours")} == {
        "source": 7,
        "source_adjacent": 5,
        "ours": 28,
    }
