"""The deck of a comparison: what it comes to, path by path, what sets the members apart, what to do next. Pure."""

from collections.abc import Sequence

from comparisons.result import ComparisonResult
from evaluations.vocabulary import VERDICT_WORDS
from evaluations.wording import capitalised, counted, show_count
from reports.blocks import Bullets, Cell, Paragraph, Section, Span, Table
from reports.document.comparison import KIND_WORDS
from reports.document.comparison_brief import next_section, telling_rows, widest
from reports.document.deck import HOW_TO_VERIFY, short
from reports.document.drawn import figure_of, heads_of, path_heat
from reports.document.material import shown_date
from reports.drawings import Head
from reports.frozen_comparison import FrozenComparison, result_of
from reports.slides import Body, Charted, Deck, Grid, Listed, Series, Slide, Tables, Words

MOST_SAID, MOST_STEPS, MOST_DRAWN, MOST_MEMBERS, MOST_HEADED = 5, 6, 8, 6, 5


def deck_of_comparison(frozen: FrozenComparison, document_sha256: str) -> Deck:
    """The slides in their order: what it comes to, all paths, the widest apart, why, what next, how to check it."""
    found = result_of(frozen)
    made = (
        _finding(found, frozen),
        _side_by_side(found, frozen),
        _apart(found, frozen),
        _telling(found, frozen),
        _next(found, frozen),
        _method(frozen, document_sha256),
    )
    foot = (
        f"{frozen.subject.title} · comparison {KIND_WORDS[frozen.setting.kind].lower()} · {shown_date(frozen.date)} · "
        f"method {frozen.method} · inputs {short(frozen.inputs_sha256)}"
    )
    return Deck(frozen.subject.title, foot, made)


def _inputs(frozen: FrozenComparison) -> str:
    return f"Method {frozen.method}, inputs SHA-256 {frozen.inputs_sha256}."


def _finding(found: ComparisonResult, frozen: FrozenComparison) -> Slide:
    base = found.members[found.base].alias if found.base is not None else "None"
    facts = (
        ("Kind", KIND_WORDS[frozen.setting.kind]),
        ("Members", str(len(found.members))),
        ("Compared with", base),
        ("Paths", str(len(found.paths))),
        ("As of", shown_date(frozen.date)),
    )
    named = tuple(f"{head.letter}  {head.name}" for head in heads_of(found)[:MOST_MEMBERS])
    more = len(found.members) - len(named)
    says = (*named, *([f"and {counted(more, 'more member')}"] if more else []))
    said = tuple(found.sentences[:MOST_SAID])
    notes = "\n".join((*found.sentences, _inputs(frozen)))
    return Slide(found.headline, Listed(said, "What is compared", says, facts), notes)


def _side_by_side(found: ComparisonResult, frozen: FrozenComparison) -> Slide:
    _, words = figure_of(found.kind)
    heat = path_heat(found)
    differ = sum(len({cell.verdict for cell in row.cells if cell.verdict}) > 1 for row in heat.rows)
    title = (
        f"The verdicts differ on {show_count(differ)} of {counted(len(heat.rows), 'path')}."
        if differ
        else "No path has two different verdicts."
    )
    if not heat.rows:
        return Slide("No path is shared, so none can be compared.", Listed(()), _inputs(frozen))
    rows = tuple(
        (
            Words(row.name, strong=True),
            *(Words(_shown(cell.shown, cell.verdict), cell.verdict) for cell in row.cells),
        )
        for row in heat.rows
    )
    shares = (0.24, *([0.76 / len(heat.heads)] * len(heat.heads)))
    shades = tuple((None, *(cell.band for cell in row.cells)) for row in heat.rows)
    grid = Grid(
        "Paths",
        ("Path", *(_headed(head, few=len(heat.heads) <= MOST_HEADED) for head in heat.heads)),
        shares,
        rows,
        "path",
        shades,
    )
    notes = f"{heat.title}\nA tint repeats the figure, from low to high. {_inputs(frozen)}"
    named = ", ".join(f"{head.letter} {head.name}" for head in heads_of(found)[:MOST_MEMBERS])
    return Slide(title, Tables((grid,)), notes, f"{capitalised(words)}. {named}"[:140])


def _headed(head: Head, *, few: bool) -> str:
    return f"{head.letter} {head.name}" if few and head.letter != "Panel" else head.letter


def _shown(figure: str, verdict: str) -> str:
    word = VERDICT_WORDS.get("park" if verdict == "fights" else verdict, "")
    return f"{figure} {word}".strip() or "Does not compare"


def _apart(found: ComparisonResult, frozen: FrozenComparison) -> Slide:
    part, words = figure_of(found.kind)
    by_key = {row.key: row for row in found.paths}
    drawn = [by_key[key] for key in widest(found)[:MOST_DRAWN]]
    heads = heads_of(found)[:MOST_MEMBERS]
    series = tuple(
        Series(f"{head.letter} {head.name}", tuple(_point(row.cells[place].figure(part)) for row in drawn))
        for place, head in enumerate(heads)
    )
    if not drawn:
        return Slide("There is no figure to draw.", Listed(()), _inputs(frozen))
    kinds = f"The {counted(len(drawn), 'path')} that lie widest apart" if len(drawn) > 1 else "The one path"
    body = Charted(
        "clusters",
        f"Bars: {words} of {counted(len(drawn), 'path')} for each member.",
        tuple(row.name for row in drawn),
        series,
    )
    notes = f"Middle of each range; the ranges are in the report. {_inputs(frozen)}"
    left_out = len(found.members) - len(heads)
    rest = f"; the first {len(heads)} of {len(found.members)} members" if left_out > 0 else ""
    return Slide(f"They lie widest apart on {drawn[0].name}.", body, notes, f"{kinds}, by {words}{rest}")


def _point(ends: object) -> float | None:
    return getattr(ends, "point", None)


_NONE = {
    "over_time": "Nothing that compares has changed.",
    "subjects": "Nobody is on a path with another.",
    "raters": "The raters agree.",
}
_MOST = {
    "over_time": "{} moved most.",
    "subjects": "They lie widest apart on {}.",
    "raters": "{} is contested most.",
}


def _telling(found: ComparisonResult, frozen: FrozenComparison) -> Slide:
    section = telling_rows(found)
    if section is None:
        return Slide(_NONE[found.kind], Listed(()), _inputs(frozen))
    return Slide(
        _told(section, found.kind), _body(section), f"{section.title}. {_inputs(frozen)}", section.title
    )


def _told(section: Section, kind: str) -> str:
    """The first sentence of the part; where it has none, what its table puts first."""
    for block in section.blocks:
        if isinstance(block, Bullets):
            return _said(block.items[0])
        if isinstance(block, Table):
            first = block.rows[0][0][0]
            return _MOST[kind].format(_said(first.text) if isinstance(first, Paragraph) else first.text)
    return f"{section.title}."


def _body(section: Section) -> Body:
    """A table with the sentences below it; without one the sentences alone."""
    said = [_said(item) for block in section.blocks if isinstance(block, Bullets) for item in block.items]
    said += [_said(block.text) for block in section.blocks if isinstance(block, Paragraph)]
    tables = [block for block in section.blocks if isinstance(block, Table)]
    if not tables:
        return Listed(tuple(said))
    return Tables(tuple(map(_grid, tables[:1])), " ".join(said))


def _grid(table: Table) -> Grid:
    heads = tuple(column.name for column in table.columns)
    rest = 0.72 / max(len(heads) - 1, 1)
    rows = tuple(
        tuple(Words(_cell(cell), strong=not place) for place, cell in enumerate(row)) for row in table.rows
    )
    return Grid(table.caption, heads, (0.28, *([rest] * (len(heads) - 1))), rows, "row")


def _cell(cell: Cell) -> str:
    return "; ".join(_said(part.text) if isinstance(part, Paragraph) else part.text for part in cell)


def _said(text: Sequence[Span]) -> str:
    return "".join(span.text for span in text)


def _next(found: ComparisonResult, frozen: FrozenComparison) -> Slide:
    section = next_section(found)
    steps = [block for block in section.blocks if isinstance(block, Bullets)] if section else []
    said = tuple(_said(item) for block in steps for item in block.items)[:MOST_STEPS]
    title = (
        f"{capitalised(counted(len(said), 'step'))} would tell most next."
        if said
        else "Nothing has to be done next."
    )
    return Slide(title, Listed(said), f"The steps are the report’s. {_inputs(frozen)}")


def _method(frozen: FrozenComparison, document_sha256: str) -> Slide:
    sentences = (
        "Every member is judged alike, each by its own answers, with the method that its document names.",
        "A path is compared only where every member’s catalog asks the same questions in the same words.",
        "Every figure is a range: as far as the answers still allow.",
        "A difference is called clear only where two ranges do not overlap.",
    )
    facts = (
        ("Method", frozen.method),
        ("As of", shown_date(frozen.date)),
        ("Document", short(document_sha256)),
        ("Inputs", short(frozen.inputs_sha256)),
    )
    notes = f"Frozen document SHA-256 {document_sha256}.\nInputs SHA-256 {frozen.inputs_sha256}."
    body = Listed(sentences, "To verify", HOW_TO_VERIFY, facts)
    return Slide("The method is open, and anybody can check the result.", body, notes)
