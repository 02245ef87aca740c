"""The slides of what was found: the map, what would better a verdict, the evidence, the order, the design map. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from evaluations.scoring.constants import BAR_HIGH
from evaluations.scoring.method2 import Promise
from evaluations.vocabulary import (
    DESIGN_IN_FIRST,
    FIND_OUT_FIRST,
    NOT_APPLICABLE,
    PARK,
    RELIEVE_FIRST,
    SCALE,
    VERDICT_WORDS,
)
from evaluations.wording import (
    PathWords,
    capitalised,
    counted,
    dissent_sentence,
    listed,
    show_count,
    show_score,
)
from reports.document.findings import map_picture
from reports.document.material import Issued, Material, Sampled, mark_of
from reports.document.moves import asked_name, how_to_find_out, item_name, step_how
from reports.document.promised import promised
from reports.document.relief import beyond, moves, path_of, unlocked
from reports.slides import (
    Charted,
    Grid,
    KeyRow,
    Listed,
    Mapped,
    Series,
    Slide,
    Tables,
    Words,
)

MOST_CHECKS, MOST_NAMED, MOST_VERDICTS, LONG = 2, 3, 2, 120
_DO = {
    SCALE: "Push now",
    RELIEVE_FIRST: "Relieve, then push",
    DESIGN_IN_FIRST: "Change the product before",
    FIND_OUT_FIRST: "Find out",
    PARK: "Leave",
    NOT_APPLICABLE: "Does not apply",
}
_ARE = {
    SCALE: ("is ready to scale", "are ready to scale"),
    RELIEVE_FIRST: ("needs relief first", "need relief first"),
    DESIGN_IN_FIRST: ("has to be designed in first", "have to be designed in first"),
    FIND_OUT_FIRST: ("cannot be judged yet", "cannot be judged yet"),
    PARK: ("is left for now", "are left for now"),
    NOT_APPLICABLE: ("does not apply", "do not apply"),
}
_LEVELS = 5
_GRADES = ("measured", "observed", "reported", "assumed")


def inputs_line(material: Material) -> str:
    """By what the figures can be reckoned again: method, catalog and the digest of the inputs."""
    frozen = material.frozen
    return f"Method {frozen.method}, catalog {frozen.catalog.version}, inputs SHA-256 {frozen.inputs_sha256}."


def tallied(material: Material) -> str:
    """“Expansion motion is ready to scale, two paths need relief first; the other three have to wait.”"""
    first, rest = material.tally[:MOST_VERDICTS], material.tally[MOST_VERDICTS:]
    said = ", ".join(f"{_those(row.names)} {_ARE[row.verdict][len(row.names) > 1]}" for row in first)
    left = sum(len(row.names) for row in rest)
    if not left:
        return said
    return f"{said}; the other {'has' if left == 1 else f'{show_count(left)} have'} to wait"


def _those(names: Sequence[str]) -> str:
    """The name of one path; of several their number."""
    return names[0] if len(names) == 1 else counted(len(names), "path")


def is_blank(material: Material) -> bool:
    """Whether nothing is answered yet."""
    return not material.counts.answered


# Where the paths stand


def map_slide(material: Material) -> Slide | None:
    """Where the paths stand by fit and support; none where none has a place."""
    picture = map_picture(material)
    if picture is None:
        return None
    title = (
        "Every path is open: nothing is answered yet."
        if is_blank(material)
        else f"{capitalised(tallied(material))}."
    )
    decision = material.frozen.decision
    leans = {words.key: words.how_sure for words in material.words if words.lean}
    picture = replace(
        picture,
        marks=tuple(
            replace(mark, word=capitalised(leans.get(mark.key, mark.word))) for mark in picture.marks
        ),
    )
    key = tuple(KeyRow(row.verdict, _DO[row.verdict], f"{listed(row.names)}.") for row in material.tally)
    said = "\n".join(
        f"{words.name}: {words.word}. {words.figures} {words.how_sure}".strip() for words in material.words
    )
    ring = " Ring: decided here." if decision else ""
    return Slide(
        title,
        Mapped(picture, key, decision.path if decision else ""),
        f"{said}\nMarks, ranges and names are shapes in groups that can be moved. {inputs_line(material)}",
        f"Fit across, support upward. Lines reach as far as the answers still allow.{ring}",
    )


# What would better a verdict


def better_slide(material: Material) -> Slide:
    """What would better a verdict, by the method that issued it."""
    if isinstance(material, Issued):
        return _promised_slide(material)
    assert isinstance(material, Sampled)
    return _relief_slide(material)


def _promised_slide(material: Issued) -> Slide:
    """By method 2: relief and design moves, each tried, and the verdict that is then issued."""
    found = [
        (words, promise)
        for kind in ("relief", "design")
        for words, promise in promised(material, kind)
        if words.verdict != FIND_OUT_FIRST
    ]
    heads = ("Path", "What to bring to ‘Mostly’, measured", "How", "It then issues")
    rows = tuple(
        (
            Words(words.name, mark_of(words).of, strong=True),
            Words(listed([item_name(material, item) for item in promise.answers])),
            Words(" ".join(step_how(material, item) for item in promise.answers)),
            Words(VERDICT_WORDS[promise.verdict], promise.verdict, strong=True),
        )
        for words, promise in found
    )
    notes = f"Each promise was tried: the answers set, the path judged again. {inputs_line(material)}"
    return _better_slide(
        heads, rows, _roads_said(material), notes, _promised_first(material, *found[0]) if found else ""
    )


def _promised_first(material: Issued, words: PathWords, promise: Promise) -> str:
    named = listed([f"‘{item_name(material, item)}’" for item in promise.answers])
    return f"{named} first: at ‘Mostly’, {words.name} becomes {VERDICT_WORDS[promise.verdict]}"


def _roads_said(material: Issued) -> str:
    roads = [f"{words.name}: {words.road}" for words in material.words if words.road]
    return f"What is withheld. {roads[0]}" if roads else ""


def _relief_slide(material: Sampled) -> Slide:
    heads = ("What to relieve", "Path", "How", "What it unlocks")
    issued = {words.key: words for words in material.words if words.verdict not in {FIND_OUT_FIRST, PARK}}
    steps = [step for step in material.relief.steps if path_of(step.item) in issued]
    rows = tuple(
        (
            Words(material.names.item(step.item), strong=True),
            Words(issued[path_of(step.item)].name, issued[path_of(step.item)].verdict),
            Words(moves(material, step.item)[0]),
            Words(" ".join(unlocked(material, step))),
        )
        for step in steps
    )
    notes = (
        "The order of relief is the report’s; paths whose verdict is withheld or that are parked are left out. "
        f"What a step unlocks is said of the middle of the answers. {inputs_line(material)}"
    )
    first = f"‘{material.names.item(steps[0].item)}’ first" if steps else ""
    if steps and steps[0].unlocks:
        best = steps[0].unlocks[0]
        first += f": relieved, {material.names.path(best.path)} becomes {VERDICT_WORDS[best.to]}"
    return _better_slide(heads, rows, " ".join(beyond(material)), notes, first)


def _better_slide(
    heads: tuple[str, ...], rows: tuple[tuple[Words, ...], ...], below: str, notes: str, first: str
) -> Slide:
    if not rows:
        said = "Nothing that the company could relieve or build in betters a verdict by itself."
        return Slide(
            said, Listed((below or "Too little is known, or what is known holds: see the map.",)), notes
        )
    more = f"; {counted(len(rows) - 1, 'more move')} would help" if len(rows) > 1 else ""
    grid = Grid("What would better a verdict", heads, (0.21, 0.24, 0.35, 0.2), rows, "move")
    sub = "To relieve is to bring what binds to ‘Mostly’, and to measure it."
    return Slide(f"{first}{more}.", Tables((grid,), below), notes, sub)


# On what it rests


def evidence_slide(material: Material) -> Slide:
    """What the answers rest on, path by path, and what is withheld for it."""
    counts, withheld = material.counts, _withheld(material)
    open_words = f"; {withheld} cannot be judged yet" if withheld else ", and every path can be judged"
    title = (
        "Nothing is answered yet."
        if is_blank(material)
        else f"{counts.evidenced} of {counts.rated} ratings are seen or measured{open_words}."
    )
    checks = material.questions(MOST_CHECKS)
    items = tuple(
        (f"{place}. {asked_name(check)}", f"{how_to_find_out(material, check.item)} {check.why}")
        for place, check in enumerate(checks, start=1)
    )
    dissent = material.frozen.dissent
    told = material.words
    body = Charted(
        "bars",
        "Stacked bars: how many of each path’s own answers are measured, observed, reported, assumed or open.",
        tuple(words.name for words in told),
        tuple(_graded(material, told, grade) for grade in (*_GRADES, "open")),
        beside=f"{capitalised(counted(len(checks), 'check'))} worth most"
        if checks
        else "No check would change this",
        items=items,
        below=dissent_sentence(dissent) if dissent is not None else "",
    )
    notes = (
        "Counts of answers by grade over each path’s own factors and constraint; the design map is shared and "
        f"not counted. What is marked as not applicable is left out. {inputs_line(material)}"
    )
    return Slide(title, body, notes, "Each path’s own questions, by what their answers rest on")


def _withheld(material: Material) -> str:
    names = [words.name for words in material.words if words.verdict == FIND_OUT_FIRST]
    return listed(names) if len(names) <= MOST_NAMED else f"{show_count(len(names))} paths"


def _graded(material: Material, told: Sequence[PathWords], grade: str) -> Series:
    """How many of each path’s own ratings rest on this; `open` counts what nobody answered."""
    answers = material.inputs.answers
    values = []
    for words in told:
        path = material.path(words.key)
        asked = [item.key for item in (*path.factors, path.constraint) if item.counts]
        found = [answers.get(key) for key in asked]
        values.append(
            sum(answer is None for answer in found)
            if grade == "open"
            else sum(
                answer is not None and answer.level is not None and answer.grade == grade for answer in found
            )
        )
    return Series(capitalised(grade), tuple(values), grade)


# In which order


def order_slide(material: Material) -> Slide | None:
    """In which order, with the range of fit of each path; none below two that are ranked."""
    ranked = material.ranks
    if len(ranked) < 2 or is_blank(material):
        return None
    told = [(rank, material.words_of(rank.key)) for rank in ranked]
    placed = [(rank, words, words.fit) for rank, words in told if words.fit]
    body = Charted(
        "ranges",
        f"Ranges of fit of {counted(len(placed), 'path')} against {show_score(BAR_HIGH)}, in the order of the report.",
        tuple(words.name for _, words, _ in placed),
        (
            Series("Low", tuple(fit.lo for *_, fit in placed)),
            Series("Low to middle", tuple(round(fit.point - fit.lo, 4) for *_, fit in placed)),
            Series("Middle to high", tuple(round(fit.hi - fit.point, 4) for *_, fit in placed)),
        ),
        verdicts=tuple(mark_of(words).of for _, words, _ in placed),
        labels=tuple(
            f"{words.word}\n{words.how_sure}\n{fit.point_shown}\n{words.support.point_shown if words.support else ''}\n"
            f"{rank.first_shown}"
            for rank, words, fit in placed
        ),
        below=" ".join(material.order_notes[:2]),
    )
    close = material.order_notes[-1] if any(rank.close for rank in ranked) else ""
    close = close if len(close) < LONG else "Some paths are too close to call."
    title = f"{ranked[0].name} comes first. {close}".rstrip()
    notes = f"{material.order_words} {' '.join(material.order_notes)} {inputs_line(material)}"
    shows = f"Bars: range of fit, parted at its middle. Dashed: {show_score(BAR_HIGH)}, where fit is enough"
    return Slide(title, body, notes, shows)


# Design map


def design_slide(material: Material) -> Slide | None:
    """What the surfaces of the product carry already; none where none is rated."""
    rated = [
        (surface.item, surface.item.answer.level)
        for surface in material.frozen.surfaces
        if surface.item.answer is not None and surface.item.answer.level is not None
    ]
    if not rated:
        return None
    strong = [item.name for item, level in rated if level >= 3]
    thin = [item.name for item, level in rated if level <= 1]
    body = Charted(
        "columns",
        f"{capitalised(counted(len(rated), 'surface'))} of the design map, from 0 No to 4 Yes.",
        tuple(item.name for item, _ in rated),
        (Series("As it stands (0 No to 4 Yes)", tuple(float(level) for _, level in rated)),),
        labels=tuple(material.levels[level] for _, level in rated),
        most=float(_LEVELS),
        items=tuple(_levers(material)),
        below="Red: ‘No’ or ‘Slightly’ only.",
    )
    notes = f"Levels are the answers of the design map. {inputs_line(material)}"
    shows = "Design map: the surfaces that can carry a path onward with use, as they stand"
    return Slide(_carried(strong, thin), body, notes, shows)


def _carried(strong: Sequence[str], thin: Sequence[str]) -> str:
    """“Workflow and Collaboration carry; Brand is thin.”"""
    parts = []
    for names, one, many in ((strong, "carries", "carry"), (thin, "is thin", "are thin")):
        if names:
            shown = listed(names) if len(names) <= MOST_NAMED else f"{show_count(len(names))} surfaces"
            parts.append(f"{shown} {one if len(names) == 1 else many}")
    return (
        f"{capitalised('; '.join(parts))}."
        if parts
        else "No surface of the product carries, and none is missing."
    )


def _levers(material: Material) -> Iterator[tuple[str, str]]:
    """The surfaces on which designing in does most, with the first move of each."""
    if isinstance(material, Sampled):
        keys = [entry.surface for entry in material.result.leverage if entry.gain > 0]
    else:
        assert isinstance(material, Issued)
        named = [item for _, promise in promised(material, "design") for item in promise.answers]
        keys = [item.removeprefix("surface/") for item in dict.fromkeys(named) if item.startswith("surface/")]
    for key in keys[:3]:
        surface = material.surface(key)
        yield surface.item.name, surface.design_moves[0]
