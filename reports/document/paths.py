"""Path by path: verdict, what binds and what it risks, growth-model match, relief, first steps, AI."""

from evaluations.vocabulary import DESIGN_IN_FIRST, FIND_OUT_FIRST, RELIEVE_FIRST, SCALE
from evaluations.wording import Axis, PathWords, capitalised, listed
from reports.blocks import (
    Block,
    Bullets,
    Column,
    Measure,
    Measures,
    Section,
    Table,
    Term,
    Terms,
    Text,
    Writing,
    cell,
    line,
    quiet,
    strong,
    text,
)
from reports.document.material import Issued, Material, mark_of
from reports.document.moves import (
    asked_name,
    design_moves,
    figure_of,
    first_steps,
    how_to_find_out,
    questions_about,
)
from reports.document.promised import promise_terms
from reports.frozen import FrozenAi, FrozenPath

MOST_FOUND_OUT = 3
_STEPS_TITLES = {
    SCALE: "First steps",
    RELIEVE_FIRST: "First steps, once it is relieved",
    DESIGN_IN_FIRST: "First steps, once it is designed in",
}


def paths_section(material: Material) -> Section:
    """One part for each path, in the order of the ranking."""
    parts = tuple(_path(material, words) for words in material.words)
    return Section(key="paths", title="Path by path", parts=parts)


def _path(material: Material, words: PathWords) -> Section:
    path = material.path(words.key)
    blocks: list[Block] = [quiet(path.summary), line(words.sentence)]
    if words.fit and words.support:
        blocks += [_measures(words, words.fit, words.support)]
    blocks += [
        quiet(said)
        for said in (words.only_if, words.held_back, words.unaided, words.priorities, words.coverage)
        if said
    ]
    blocks += [_facts(words, path), *_override_note(path), *_what_to_do(material, words, path)]
    return Section(key=f"path-{path.key}", title=path.name, verdict=mark_of(words), blocks=tuple(blocks))


def _measures(words: PathWords, fit: Axis, support: Axis) -> Measures:
    rows = tuple(
        Measure(name=name, low=axis.lo, point=axis.point, high=axis.hi, shown=_shown(axis))
        for name, axis in (("Fit", fit), ("Support", support))
    )
    return Measures(rows=rows, verdict=words.verdict)


def _shown(axis: Axis) -> str:
    return axis.point_shown if axis.shown == axis.point_shown else f"{axis.point_shown}, from {axis.shown}"


def _facts(words: PathWords, path: FrozenPath) -> Terms:
    rows = []
    if words.binding:
        rows.append(Term("What binds", text(" ".join(named.state for named in words.binding))))
    rows.append(Term("Risk if ignored", text(f"{path.risk_if_ignored}.")))
    rows.append(Term("Figure to watch", text(figure_of(path))))
    if words.match:
        rows.append(Term("Growth-model match", _match(words, path)))
    team = f"{path.owner}; {_lower(path.minimum_team)}; first signal after {_lower(path.first_signal)}."
    rows += [Term("What it asks", text(path.burden)), Term("To run it", text(team))]
    return Terms(tuple(rows))


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]


def _match(words: PathWords, path: FrozenPath) -> Text:
    return text(f"{words.match} {path.match.reason}" if path.match else words.match)


def _override_note(path: FrozenPath) -> list[Block]:
    """Why the catalog's match was set aside: it belongs beside the match, not among the answers alone."""
    answer = path.alignment.answer
    if path.match is None or answer is None or answer.level is None or not answer.note:
        return []
    return [Writing("Why the match differs here", answer.note)]


def _what_to_do(material: Material, words: PathWords, path: FrozenPath) -> list[Block]:
    is_promised = isinstance(material, Issued)
    blocks: list[Block] = promise_terms(words) if is_promised else []
    if words.verdict == FIND_OUT_FIRST:
        blocks += _find_out(material, words)
    if words.verdict == DESIGN_IN_FIRST:
        blocks += _design_in(material, words)
    blocks.append(_relief(path))
    steps = first_steps(path)
    if steps and words.verdict in _STEPS_TITLES:
        blocks.append(
            Bullets(tuple(text(step) for step in steps), ordered=True, title=_STEPS_TITLES[words.verdict])
        )
    if words.change and not is_promised:
        blocks.append(line(strong("What would change it. "), words.change))
    if words.speaks_of_ai and path.ai:
        blocks.append(_ai(path.ai))
    return blocks


def _find_out(material: Material, words: PathWords) -> list[Block]:
    asked = questions_about(material, words)[:MOST_FOUND_OUT]
    items = tuple(
        text(strong(f"{asked_name(found)}. "), how_to_find_out(material, found.item)) for found in asked
    )
    return [Bullets(items, ordered=True, title="Find out first")] if items else []


def _design_in(material: Material, words: PathWords) -> list[Block]:
    items = tuple(text(strong(f"{name}. "), move) for name, move in design_moves(material, words))
    return [Bullets(items, title="Design in")] if items else []


def _relief(path: FrozenPath) -> Table:
    return Table(
        caption=f"Relief for ‘{path.constraint.name}’",
        columns=(Column("Move"), Column("What it changes"), Column("What it takes")),
        rows=tuple((cell(move.move), cell(move.changes), cell(move.takes)) for move in path.relief),
        shape="relief",
    )


def _ai(ai: FrozenAi) -> Terms:
    return Terms(
        (
            Term("Where AI helps", text(f"{capitalised(listed(ai.reduces_friction))}.")),
            Term("Where it only amplifies", text(f"{capitalised(listed(ai.amplifies_noise))}.")),
            Term("Guard against it with", text(f"{ai.guard_metric}.")),
        )
    )
