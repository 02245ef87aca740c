"""The deck of an evaluation: what was decided and found, one conclusion a slide. Pure.

Everything it says follows from the same material as the report, so a figure is the same in both.
"""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace

from evaluations.scoring.constants import BAR_HIGH, DIMENSIONS
from evaluations.scoring.method2 import Promise
from evaluations.vocabulary import (
    ACTION_KIND_WORDS,
    ACTION_STATE_WORDS,
    DESIGN_IN_FIRST,
    FIND_OUT_FIRST,
    NOT_APPLICABLE,
    PARK,
    RELIEVE_FIRST,
    SCALE,
    VERDICT_WORDS,
)
from evaluations.wording import (
    Axis,
    PathWords,
    capitalised,
    counted,
    departure,
    dissent_sentence,
    listed,
    show_count,
    show_score,
    show_share,
)
from reports.document.findings import map_picture
from reports.document.material import Issued, Material, Sampled, mark_of, shown_date
from reports.document.moves import asked_name, how_to_find_out, item_name, step_how
from reports.document.promised import promised
from reports.document.relief import beyond, moves, path_of, unlocked
from reports.frozen import FrozenAction, FrozenDecision
from reports.slides import (
    Charted,
    Deck,
    Figure,
    Grid,
    KeyRow,
    Listed,
    Mapped,
    Series,
    Slide,
    Statement,
    Tables,
    Words,
)

MOST_CHECKS, MOST_NAMED, MOST_VERDICTS, LONG = 2, 3, 2, 120
NOT_SAID = "not named yet"
_WE = {
    SCALE: "We put more behind {}",
    RELIEVE_FIRST: "We relieve what binds {} before we push it",
    DESIGN_IN_FIRST: "We design {} into the product before we push it",
    FIND_OUT_FIRST: "We find out more about {} before we decide",
    PARK: "We leave {} for now",
}
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


def deck_of(material: Material) -> Deck:
    """The slides in their order: decision, map, what would better a verdict, evidence, order, design map, actions."""
    frozen = material.frozen
    made = (
        _decision(material),
        _map(material),
        _better(material),
        _evidence(material),
        _order(material),
        _design(material),
        *_to_do(material),
        _method(material),
    )
    foot = (
        f"{frozen.subject.product.name} · {frozen.subject.title} · {shown_date(frozen.date)} · "
        f"method {frozen.method}, catalog {frozen.catalog.version} · inputs {short(frozen.inputs_sha256)}"
    )
    return Deck(frozen.subject.title, foot, tuple(slide for slide in made if slide is not None))


def short(digest: str) -> str:
    """A digest as one says it: its first eight signs and its last four."""
    return f"{digest[:8]}…{digest[-4:]}"


def _inputs(material: Material) -> str:
    frozen = material.frozen
    return f"Method {frozen.method}, catalog {frozen.catalog.version}, inputs SHA-256 {frozen.inputs_sha256}."


def _tallied(material: Material) -> str:
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


def _is_blank(material: Material) -> bool:
    return not material.counts.answered


# What was decided


def _decision(material: Material) -> Slide:
    decision = material.frozen.decision
    return _undecided(material) if decision is None else _decided(material, decision)


def _decided(material: Material, decision: FrozenDecision) -> Slide:
    condition = ", on a condition" if decision.condition else ""
    said = departure(decision.decision, asdict(decision.forecast))
    words = next((found for found in material.words if found.key == decision.path), None)
    body = Statement(
        verdict=Words(VERDICT_WORDS[decision.decision], decision.decision),
        line=f"{condition}. {said or 'The method says the same.'}".removeprefix(". "),
        label="On the condition that" if decision.condition else "Because",
        words=decision.condition or decision.reasons,
        beside_label="Not part of it" if decision.exclusions else "",
        beside=decision.exclusions,
        figures=_figures(material, words),
        facts=(
            ("Owner", decision.owner or NOT_SAID),
            ("Decided", shown_date(decision.decided_at)),
            ("To be reviewed", shown_date(decision.review_on)),
        ),
    )
    notes = (
        f"Reasons: {decision.reasons}\nDecision, condition, exclusions, owner and days: the decision of "
        f"{shown_date(decision.decided_at)}, version {decision.version}. The figures are those of "
        f"{decision.path_name}. {_inputs(material)}"
    )
    return Slide(f"{_WE[decision.decision].format(decision.path_name)}{condition}.", body, notes)


def _undecided(material: Material) -> Slide:
    found = "".join(piece.text for piece in material.finding)
    best = next((words for words in material.words if words.fit), None)
    title = (
        "Nothing is answered yet, so nothing can be decided."
        if _is_blank(material)
        else f"Nothing is decided yet: {_tallied(material)}."
    )
    counts = material.counts
    body = Statement(
        verdict=None,
        line="What the answers say so far",
        label="The finding",
        words=found,
        beside_label="How far the answers reach",
        beside=f"{counts.answered} of {counts.total} questions are answered.",
        figures=_figures(material, best),
        facts=(),
    )
    about = f" The figures are those of {best.name}, the first in order." if best else ""
    return Slide(title, body, f"The finding is the report’s.{about} {_inputs(material)}")


def _figures(material: Material, words: PathWords | None) -> tuple[Figure, ...]:
    """Why, in three numbers: fit, support, and how much of it all was seen or measured."""
    made = []
    if words is not None and words.fit and words.support:
        bar = show_score(BAR_HIGH)
        enough = (
            f": fit clears {bar}"
            if words.fit.point >= BAR_HIGH
            else f" too little yet: fit stays below {bar}"
        )
        made.append(
            Figure(
                words.fit.point_shown,
                "fit",
                f"Market and product suit {words.name}{enough}.",
                f"{_ranged(words.fit)}{show_share(material.evidence_fit(words.key))} of it seen or measured",
            )
        )
        binding = listed([f"‘{named.name}’" for named in words.binding])
        why = f"What binds is {binding}." if words.binds and binding else "Nothing holds it back."
        made.append(
            Figure(
                words.support.point_shown,
                "support",
                f"How far the company can carry it. {why}",
                capitalised(f"{_ranged(words.support)}enough from {bar}"),
            )
        )
    counts = material.counts
    made.append(
        Figure(
            str(counts.evidenced),
            f"of {counts.rated}",
            "ratings rest on something seen or measured; the others are reported or assumed.",
            f"{counts.open} of {counts.total} questions open",
        )
    )
    return tuple(made)


def _ranged(axis: Axis) -> str:
    return "" if axis.shown == axis.point_shown else f"Range {axis.shown}; "


# Where the paths stand


def _map(material: Material) -> Slide | None:
    picture = map_picture(material)
    if picture is None:
        return None
    title = (
        "Every path is open: nothing is answered yet."
        if _is_blank(material)
        else f"{capitalised(_tallied(material))}."
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
        f"{said}\nMarks, ranges and names are shapes in groups that can be moved. {_inputs(material)}",
        f"Fit across, support upward. Lines reach as far as the answers still allow.{ring}",
    )


# What would better a verdict


def _better(material: Material) -> Slide:
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
    notes = f"Each promise was tried: the answers set, the path judged again. {_inputs(material)}"
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
        f"What a step unlocks is said of the middle of the answers. {_inputs(material)}"
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


def _evidence(material: Material) -> Slide:
    counts, withheld = material.counts, _withheld(material)
    open_words = f"; {withheld} cannot be judged yet" if withheld else ", and every path can be judged"
    title = (
        "Nothing is answered yet."
        if _is_blank(material)
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
        f"not counted. What is marked as not applicable is left out. {_inputs(material)}"
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


def _order(material: Material) -> Slide | None:
    ranked = material.ranks
    if len(ranked) < 2 or _is_blank(material):
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
    notes = f"{material.order_words} {' '.join(material.order_notes)} {_inputs(material)}"
    shows = f"Bars: range of fit, parted at its middle. Dashed: {show_score(BAR_HIGH)}, where fit is enough"
    return Slide(title, body, notes, shows)


# Design map


def _design(material: Material) -> Slide | None:
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
    notes = f"Levels are the answers of the design map. {_inputs(material)}"
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


# What is asked


def _to_do(material: Material) -> Iterator[Slide]:
    """Actions by their day and what would stop it: one slide, or two where they are many."""
    decision = material.frozen.decision
    if decision is None or not (decision.actions or decision.kill_criteria):
        return
    actions, criteria = _actions(decision), _criteria(decision)
    notes = (
        f"Actions and criteria: the decision of {shown_date(decision.decided_at)}, version {decision.version}. "
        f"{_inputs(material)}"
    )
    title, stops = _asked(decision), _stops(decision)
    if len(actions.rows) + len(criteria.rows) > 6:
        yield Slide(title, Tables((actions,)), notes, "What is asked, of whom, by when")
        yield Slide(stops, Tables((criteria,)), notes, "What would stop it")
        return
    grids = tuple(grid for grid in (actions, criteria) if grid.rows)
    yield Slide(title if actions.rows else stops, Tables(grids), notes, "What is asked, of whom, by when")


def _asked(decision: FrozenDecision) -> str:
    waiting = [action for action in decision.actions if action.state != "done"]
    if not waiting:
        return (
            "Every action that was asked for is done." if decision.actions else "No action is asked for yet."
        )
    days = sorted(action.due_on for action in waiting if action.due_on)
    by = f", the next by {shown_date(days[0])}" if days else ", none with a day yet"
    verb = "is" if len(waiting) == 1 else "are"
    return f"{capitalised(counted(len(waiting), 'action'))} {verb} still to be done{by}."


def _stops(decision: FrozenDecision) -> str:
    if not decision.kill_criteria:
        return "Nothing is named yet that would stop it."
    first = min(decision.kill_criteria, key=lambda one: one.by)
    return f"We look first at {first.metric}, on {shown_date(first.by)}."


def _actions(decision: FrozenDecision) -> Grid:
    ordered = sorted(decision.actions, key=lambda action: (action.state == "done", action.due_on or "9999"))
    rows = tuple(_action(action) for action in ordered)
    heads = ("Action", "Kind", "Owner", "By", "State")
    return Grid("What is asked", heads, (0.46, 0.13, 0.13, 0.15, 0.13), rows, "action")


def _action(action: FrozenAction) -> tuple[Words, ...]:
    return (
        Words(action.title, strong=True),
        Words(ACTION_KIND_WORDS[action.kind]),
        Words(action.owner or "No owner"),
        Words(shown_date(action.due_on) if action.due_on else "No date"),
        Words(ACTION_STATE_WORDS[action.state]),
    )


def _criteria(decision: FrozenDecision) -> Grid:
    rows = tuple(
        (Words(one.metric, strong=True), Words(one.threshold), Words(shown_date(one.by)))
        for one in sorted(decision.kill_criteria, key=lambda one: one.by)
    )
    return Grid("What would stop it", ("Figure", "Stops it at", "By"), (0.42, 0.4, 0.18), rows, "criterion")


# How to check it

_BY_METHOD = {
    "1": "All answers, weights and spacings still possible are drawn, and a verdict stands only where enough agree.",
    "2": "A verdict is issued only where it is likely enough to hold; else it is withheld, with where it leans.",
}


def _method(material: Material) -> Slide:
    frozen = material.frozen
    bar, sides = show_score(BAR_HIGH), counted(len(DIMENSIONS), "side")
    sentences = (
        f"Fit says whether market and product suit a path: {sides} of it, of which the weakest can cap the rest.",
        "Support says whether the company can carry it: the least of capability, constraint and growth-model match.",
        "An answer is a range, wider the weaker its evidence; an open question is the whole scale.",
        f"A path scales when both clear {bar}; if only support is short, what binds is relieved first.",
        _BY_METHOD[frozen.method],
        "The method advises: the decision is people’s, and what was forecast is kept for its review.",
    )
    facts = (
        ("Method", frozen.method),
        ("Catalog", frozen.catalog.version),
        ("As of", shown_date(frozen.date)),
        ("Growth model", frozen.growth_model.name if frozen.growth_model else "Not declared"),
        ("Document", short(material.document_sha256)),
        ("Inputs", short(frozen.inputs_sha256)),
    )
    notes = (
        f"Frozen document SHA-256 {material.document_sha256}.\nInputs SHA-256 {frozen.inputs_sha256}.\n"
        f"Catalog {frozen.catalog.version} SHA-256 {frozen.catalog.sha256}."
    )
    body = Listed(sentences, "To verify", HOW_TO_VERIFY, facts)
    return Slide("The method is open, and anybody can check the result.", body, notes)


HOW_TO_VERIFY = (
    "On the report’s page, press ‘Verify’: it is scored, composed and rendered again, and compared.",
    "Without the database: the JSON form holds inputs and result, and the same inputs give the same result.",
    "Full digests stand in the notes of this slide.",
)
