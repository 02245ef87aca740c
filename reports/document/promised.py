"""What method 2 promises, in sections: relief, design moves, roads, what to ask next. All from the tried promises.

Where a sentence says what would follow, the promise behind it names the answers to set and the verdict that is then
issued; a path that is promised nothing is said to be so.
"""

from collections.abc import Iterable, Sequence

from evaluations.scoring.method2 import Promise
from evaluations.vocabulary import FIND_OUT_FIRST, LEVEL_WORDS, RELIEVE_FIRST, VERDICT_WORDS
from evaluations.wording import PathWords, listed, show_share
from evaluations.wording import method2 as by_method_2
from reports.blocks import (
    Block,
    Cell,
    Column,
    Paragraph,
    Span,
    Table,
    Term,
    Terms,
    cell,
    line,
    quiet,
    strong,
    text,
    verdict_mark,
)
from reports.document.material import Issued, mark_of
from reports.document.moves import how_to_find_out, item_name, step_how

_HOW = (
    "To relieve is to bring capability and constraint to ‘Mostly’, and to measure it. The fewest of them that better "
    "what is issued are named; each was tried, and the verdict beside it is the one that follows."
)
_NO_RELIEF = "Bringing capability and constraint to ‘Mostly’ betters no verdict by itself."
_ROADS = (
    "The shortest list of measurements for each withheld verdict. If they come out as named, the verdict beside them "
    "is issued; the chance says how likely measuring them issues some verdict, whatever comes out."
)


def relief_blocks(material: Issued, *, most: int | None = None) -> list[Block]:
    """By path, in the one order: what to relieve, how, and the verdict that is then issued."""
    found = promised(material, "relief")[:most]
    if not found:
        return [line(_NO_RELIEF)]
    columns = ("Path", "What to relieve", "How to relieve it", "It then issues")
    rows = tuple(
        (
            cell(strong(words.name), mark_of(words)),
            cell(*_standing(material, promise)),
            cell(*(step_how(material, item) for item in promise.answers)),
            cell(mark_of_promise(promise)),
        )
        for words, promise in found
    )
    table = Table("Relief", tuple(Column(name) for name in columns), rows, shape="promised")
    rest = [words for words in material.words if words.verdict == RELIEVE_FIRST and not words.relief]
    return [line(_HOW), table, *_without(rest)]


def _without(rest: Sequence[PathWords]) -> list[Block]:
    if not rest:
        return []
    named = listed([words.name for words in rest])
    return [line(f"No three of its capability factors and constraints better the verdict of {named}.")]


def design_blocks(material: Issued) -> list[Block]:
    """By path: what to design in, with its moves, and the verdict that is then issued."""
    found = promised(material, "design")
    if not found:
        return [line("Designing in up to three surfaces or product factors betters no verdict by itself.")]
    columns = ("Path", "What to design in", "How to design it in", "It then issues")
    rows = tuple(
        (
            cell(strong(words.name), mark_of(words)),
            cell(*_standing(material, promise)),
            cell(*(step_how(material, item) for item in promise.answers)),
            cell(mark_of_promise(promise)),
        )
        for words, promise in found
    )
    return [
        line("The fewest that, at ‘Mostly’ and measured, better what is issued."),
        Table("What designing in does", tuple(Column(name) for name in columns), rows, shape="promised"),
    ]


def promised(material: Issued, kind: str) -> list[tuple[PathWords, Promise]]:
    """The promises of one kind, in the one order of paths."""
    found = [(words, material.promises(words.key)) for words in material.words]
    return [
        (words, promise)
        for words, promises in found
        if promises is not None and (promise := getattr(promises, kind)) is not None
    ]


def _standing(material: Issued, promise: Promise) -> Iterable[Paragraph | Span]:
    for item in promise.answers:
        yield strong(item_name(material, item))
        yield quiet(f"It {by_method_2.state(material.issued, item)}.")


def mark_of_promise(promise: Promise) -> Span:
    """The verdict that is then issued, as mark and word."""
    return verdict_mark(promise.verdict, VERDICT_WORDS[promise.verdict])


def road_blocks(material: Issued) -> list[Block]:
    """The roads of what is withheld, and the paths that no measuring settles."""
    found = promised(material, "road")
    blocks: list[Block] = []
    if found:
        columns = (
            Column("Path"), Column("What to measure"), Column("If it comes out so"),
            Column("Some verdict then", numeric=True),
        )  # fmt: skip
        rows = tuple(_road(material, words, promise) for words, promise in found)
        blocks += [line(_ROADS), Table("Roads to a verdict", columns, rows, shape="roads")]
    withheld = [words for words in material.words if words.verdict == FIND_OUT_FIRST and not words.road]
    return blocks + [line(strong(f"{words.name}. "), words.why) for words in withheld]


def _road(material: Issued, words: PathWords, road: Promise) -> tuple[Cell, ...]:
    checks: list[Paragraph | Span] = []
    for item, level in road.answers.items():
        checks += [
            strong(f"{item_name(material, item)}: {LEVEL_WORDS[level]}"),
            quiet(how_to_find_out(material, item)),
        ]
    if road.growth_model is not None:
        checks.append(strong(f"Declare the growth model: {material.names.growth_model(road.growth_model)}"))
    chance = "not counted" if road.chance is None else show_share(road.chance)
    return (
        cell(strong(words.name), quiet(words.how_sure)),
        cell(*checks),
        cell(mark_of_promise(road)),
        cell(chance),
    )


def promise_terms(words: PathWords) -> list[Block]:
    """All that is promised of one path, each kind under its name."""
    told = {
        "road": words.road, "to_scale": words.upward, "breaks": words.downward, "relief": words.relief,
        "design": words.design,
    }  # fmt: skip
    rows = tuple(Term(name, text(told[kind])) for kind, name in by_method_2.KINDS.items() if told[kind])
    return [Terms(rows)] if rows else []
