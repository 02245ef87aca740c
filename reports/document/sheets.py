"""The report's figures as typed rectangles: sheets for a workbook, and the one table of a CSV file.

Keys of columns are stable. Figures are the method's own numbers, not what is printed of them.
"""

from functools import partial

from evaluations.kept import HeldRating
from evaluations.scoring.method1.result import PathResult
from evaluations.scoring.rounding import share
from evaluations.wording import PathWords, listed
from evaluations.wording.states import state
from reports.blocks import Field, Value, Worksheet
from reports.document.material import Issued, Material, Sampled, mark_of, questions_of
from reports.document.moves import EVERY_QUESTION, asked_name, figure_of, how_to_find_out, next_move
from reports.document.promised_sheets import (
    LEAN,
    PROMISE,
    STANDING,
    lean_values,
    promise_rows,
    promises_sheet,
    standing_values,
    what_if_sheet,
)
from reports.document.relief import moves, path_of, unlocked
from reports.frozen import FrozenItem

_ENDS = (("low", "lo"), ("middle", "point"), ("high", "hi"))
_PATH = (Field("path", "Path key"), Field("path_name", "Path"))
_VERDICT = (
    Field("verdict", "Verdict key"), Field("verdict_name", "Verdict"), Field("how_sure", "How sure"),
    Field("confidence", "Confidence", "share"),
    *(Field(f"fit_{end}", f"Fit, {end}", "score") for end, _ in _ENDS),
    *(Field(f"support_{end}", f"Support, {end}", "score") for end, _ in _ENDS),
)  # fmt: skip
_ANSWER = (
    Field("item", "Item key"), Field("kind", "Kind"), Field("item_name", "Item"), Field("question", "Question"),
    Field("level", "Level", "whole"), Field("level_name", "Answer"), Field("grade", "Grade key"),
    Field("grade_name", "Rests on"), Field("na", "Does not apply", "flag"), Field("na_reason", "Why it does not apply"),
    Field("designable", "Can be designed in", "flag"), Field("note", "Note"), Field("evidence_url", "Link"),
    Field("text", "In words"), Field("answered_by", "By"), Field("answered_at", "At", "time"),
    Field("reworded", "Given to an earlier wording", "flag"),
)  # fmt: skip


def sheets_of(material: Material) -> tuple[Worksheet, ...]:
    """What a workbook holds besides the report's words. A sheet without rows is left out."""
    made: tuple[Worksheet, ...] = ()
    if isinstance(material, Issued):
        made = (_paths(material), promises_sheet(material), what_if_sheet(material), _answers(material),
                _design_map(material), _pairs(material), _unknown(material), _ranking(material),
                _dissent(material))  # fmt: skip
    elif isinstance(material, Sampled):
        made = (_paths(material), _answers(material), _design_map(material), _relief(material),
                _pairs(material), _unknown(material), _ranking(material), _dissent(material))  # fmt: skip
    return tuple(sheet for sheet in made if sheet.rows)


def records_of(material: Material) -> Worksheet:
    """A row for each path with its verdict, one for each question with its answer, one for each answer that another
    person holds."""
    about = (
        Field("record", "Record"), Field("evaluation", "Evaluation"), Field("product", "Product"),
        Field("title", "Title"), Field("as_of", "As of", "time"),
    )  # fmt: skip
    subject = material.frozen.subject
    known = (subject.id, subject.product.name, subject.title, material.frozen.date)
    none_answered = (None,) * len(_ANSWER)
    none_judged = (None,) * len(_VERDICT)
    rows = [
        ("path", *known, words.key, words.name, *_judged(material, words), *none_answered)
        for words in material.words
    ]
    rows += [("answer", *known, *row[:2], *none_judged, *row[2:]) for row in _answer_rows(material)]
    rows += [("dissent", *known, *row[:2], *none_judged, *row[2:]) for row in _held_rows(material)]
    fields = (*about, *_PATH, *_VERDICT, *_ANSWER)
    if isinstance(material, Issued):
        return _with_promises(material, fields, rows, known)
    return Worksheet("records", "Records", fields, tuple(rows))


def _with_promises(
    material: Issued, fields: tuple[Field, ...], rows: list[tuple[Value, ...]], known: tuple[Value, ...]
) -> Worksheet:
    """The same with a row for each answer of a promise, and the lean beside each path’s verdict."""
    further: dict[str, Value] = dict.fromkeys(field.key for field in (*LEAN, *PROMISE))
    found = [(*row, *_lean_of(material, row), *(None,) * len(PROMISE)) for row in rows]
    blank = dict.fromkeys(field.key for field in fields)
    subject = ("promise", *known)
    about = dict(zip((field.key for field in fields), subject, strict=False))
    for row in promise_rows(material):
        found.append(tuple((blank | further | about | row).values()))
    return Worksheet("records", "Records", (*fields, *LEAN, *PROMISE), tuple(found))


def _lean_of(material: Issued, row: tuple[Value, ...]) -> tuple[Value, ...]:
    if row[0] != "path":
        return (None,) * len(LEAN)
    return lean_values(material, str(row[5]))


def _judged(material: Material, words: PathWords) -> tuple[Value, ...]:
    axes = (words.fit, words.support)
    # As the JSON form has them, to six places: the same figure in every form.
    figures = [round(getattr(axis, end), 6) if axis else None for axis in axes for _, end in _ENDS]
    return (
        mark_of(words).of, words.word, words.how_sure or None, material.confidence(words.key), *figures
    )  # fmt: skip


def _paths(material: Material) -> Worksheet:
    if isinstance(material, Issued):
        more, standing = STANDING, partial(standing_values, material)
    elif isinstance(material, Sampled):
        more, standing = _SAMPLED, partial(_standing, material)
    rows = tuple(
        (words.key, words.name, *_judged(material, words), *standing(words), *_next(material, words))
        for words in material.words
    )
    fields = (*_PATH, *_VERDICT, *more, *_NEXT)
    return Worksheet("paths", "Paths", fields, rows, covers=("map", "paths"))


_SAMPLED = (
        Field("fit_designed_in", "Fit with what can be designed in", "score"),
        Field("match", "Growth-model match", "score"),
        Field("coverage_fit", "Fit answered", "share"), Field("evidence_fit", "Fit seen or measured", "share"),
        Field("coverage_support", "Support answered", "share"),
        Field("evidence_support", "Support seen or measured", "share"),
        Field("priority_robustness", "Same verdict under other priorities", "share"),
)  # fmt: skip
_NEXT = (
    Field("binding", "What binds"), Field("risk", "Risk if ignored"), Field("metric", "Figure to watch"),
    Field("next", "Do next"),
)  # fmt: skip


def _standing(material: Sampled, words: PathWords) -> tuple[Value, ...]:
    return _standing_figures(material.result.path(words.key))


def _next(material: Material, words: PathWords) -> tuple[Value, ...]:
    path = material.path(words.key)
    return (
        "; ".join(named.name for named in words.binding), path.risk_if_ignored, figure_of(path),
        next_move(material, words),
    )  # fmt: skip


def _standing_figures(found: PathResult | None) -> tuple[Value, ...]:
    """Nothing at all of a path to which no question applies."""
    if found is None:
        return (None,) * 7
    exact = found.exact
    return (
        exact.point.F_star, exact.point.A, exact.coverage_fit, exact.evidence_fit, exact.coverage_support,
        exact.evidence_support, found.sampled.priority_robustness,
    )  # fmt: skip


def _answers(material: Material) -> Worksheet:
    return Worksheet(
        "answers", "Answers", (*_PATH, *_ANSWER), tuple(_answer_rows(material)), covers=("rule", "answers")
    )


def _answer_rows(material: Material) -> list[tuple[Value, ...]]:
    frozen = material.frozen
    rows = [
        (path.key, path.name, *_answer(material, item))
        for path in frozen.paths
        for item in questions_of(path)
    ]
    rows += [(None, None, *_answer(material, surface.item)) for surface in frozen.surfaces]
    return rows + [(None, None, *_answer(material, item)) for item in frozen.rule]


def _answer(material: Material, item: FrozenItem) -> tuple[Value, ...]:
    asked = (item.key, item.kind, item.name, item.question)
    answer = item.answer
    if answer is None:
        return (*asked, *(None,) * (len(_ANSWER) - len(asked)))
    return (
        *asked, answer.level, None if answer.level is None else material.levels[answer.level], answer.grade,
        material.grades[answer.grade] if answer.grade else None, answer.na, answer.na_reason or None,
        answer.designable, answer.note or None, answer.evidence_url or None, answer.text or None,
        answer.changed_by or None, answer.changed_at, answer.reworded,
    )  # fmt: skip


def _design_map(material: Material) -> Worksheet:
    fields = (
        Field("item", "Item key"), Field("surface", "Surface"), Field("level", "Level", "whole"),
        Field("level_name", "As it stands"), Field("grade_name", "Rests on"),
        Field("designable", "Can be designed in", "flag"), Field("carries", "Carries"),
        Field("gain", "Fit it adds", "score"), Field("improves", "Verdicts it improves"),
        Field("moves", "How to design it in"),
    )  # fmt: skip
    entries = material.result.leverage if isinstance(material, Sampled) else ()
    gains = {entry.surface: entry for entry in entries}
    rows: list[tuple[Value, ...]] = []
    for surface in material.frozen.surfaces:
        item = surface.item
        row = dict(zip((field.key for field in _ANSWER), _answer(material, item), strict=True))
        gain = gains.get(item.key.removeprefix("surface/"))
        rows.append((
            item.key, item.name, row["level"], row["level_name"], row["grade_name"], row["designable"],
            listed([material.names.path(key) for key in surface.links]), gain.gain if gain else None,
            listed([material.names.path(key) for key in gain.improves]) if gain else None,
            "\n".join(surface.design_moves),
        ))  # fmt: skip
    return Worksheet("design_map", "Design map", fields, tuple(rows), covers=("design-map",))


def _relief(material: Sampled) -> Worksheet:
    fields = (
        Field("step", "Step", "whole"), Field("item", "Item key"), Field("item_name", "What binds"),
        Field("path_name", "Path"), Field("stands", "As it stands"), Field("how", "How to relieve it"),
        Field("unlocks", "What it unlocks"), Field("gain", "What all paths gain", "score"),
    )  # fmt: skip
    rows = tuple(
        (
            number, step.item, material.names.item(step.item), material.names.path(path_of(step.item)),
            f"It {state(material.scored, step.item)}.", "\n".join(moves(material, step.item)),
            "\n".join(unlocked(material, step)), step.gain,
        )
        for number, step in enumerate(material.relief.steps, start=1)
    )  # fmt: skip
    return Worksheet("relief", "Order of relief", fields, rows, covers=("relief",))


def _pairs(material: Material) -> Worksheet:
    fields = (
        Field("path", "Path key"), Field("path_name", "Path"), Field("other", "Other path key"),
        Field("other_name", "Other path"), Field("effect", "Effect key"), Field("effect_name", "Together they"),
        Field("reason", "Because"),
    )  # fmt: skip
    name = material.names.path
    rows = tuple(
        (first, name(first), second, name(second), pair.effect, pair.words, pair.reason)
        for pair in material.frozen.pairs
        for first, second in [pair.paths]
    )
    return Worksheet("pairs", "Paths together", fields, rows)


def _dissent(material: Material) -> Worksheet:
    """What each other person holds beside what stands."""
    sides = (("stands", "As it stands"), ("held", "Held by another"))
    fields = [
        Field("item", "Item key"),
        Field("item_name", "Item"),
        Field("distance", "Levels apart", "whole"),
    ]
    for key, words in sides:
        fields += [
            Field(f"{key}_level", f"{words}, level", "whole"), Field(f"{key}_grade", f"{words}, grade key"),
            Field(f"{key}_na", f"{words}, does not apply", "flag"), Field(f"{key}_by", f"{words}, by"),
            Field(f"{key}_at", f"{words}, at", "time"), Field(f"{key}_note", f"{words}, note"),
        ]  # fmt: skip
    dissent = material.frozen.dissent
    rows = tuple(
        (each.item, material.names.item(each.item), each.distance, *_rated(each.standing), *_rated(each.held))
        for each in (dissent.shown if dissent else ())
    )
    return Worksheet("dissent", "Dissent", tuple(fields), rows)


def _held_rows(material: Material) -> list[tuple[Value, ...]]:
    """What another person holds, in the columns of the answers."""
    dissent = material.frozen.dissent
    rows: list[tuple[Value, ...]] = []
    for each in dissent.shown if dissent else ():
        item, held = material.items[each.item], each.held
        path = next((path for path in material.frozen.paths if item in questions_of(path)), None)
        rows.append((
            path.key if path else None, path.name if path else None, item.key, item.kind, item.name, item.question,
            held.level, None if held.level is None else material.levels[held.level], held.grade,
            material.grades[held.grade] if held.grade else None, held.na, held.na_reason or None, None,
            held.note or None, None, None, held.who or None, held.at, None,
        ))  # fmt: skip
    return rows


def _rated(held: HeldRating) -> tuple[Value, ...]:
    note = held.note or held.na_reason or None
    return (held.level, held.grade, held.na, held.who or None, held.at, note)


def _ranked(material: Material, key: str) -> tuple[Value, ...]:
    """The expected place, and how often the path is first under its best priorities, which method 2 does not say."""
    if isinstance(material, Sampled):
        ranking = material.result.ranking
        return (ranking.expected_rank.get(key), ranking.confidence_factor.get(key))
    if isinstance(material, Issued):
        return (share(material.result.ranking.expected_rank[key]), None)
    return (None, None)


def _unknown(material: Material) -> Worksheet:
    fields = (
        Field("place", "Place", "whole"), Field("item", "Item key"), Field("item_name", "What to find out"),
        Field("question", "Question"), Field("how", "How to find out"), Field("why", "Why it is worth it"),
        Field("paths", "Paths"),
    )  # fmt: skip
    rows = []
    for number, found in enumerate(material.questions(EVERY_QUESTION), start=1):
        item = material.items.get(found.item)
        paths = listed([material.names.path(key) for key in found.paths])
        how = how_to_find_out(material, found.item)
        rows.append(
            (number, found.item, asked_name(found), item.question if item else None, how, found.why, paths)
        )
    return Worksheet("unknown", "What to find out", fields, tuple(rows), covers=("unknown",))


def _ranking(material: Material) -> Worksheet:
    fields = (
        Field("place", "Place", "whole"), *_PATH, Field("verdict_name", "Verdict"),
        Field("first", "Ranks first", "share"), Field("expected_rank", "Expected place", "score"),
        Field("confidence_factor", "First under its best priorities", "share"),
        Field("priority_robustness", "Same verdict under other priorities", "share"),
    )  # fmt: skip
    rows = tuple(
        (
            rank.place, rank.key, rank.name, material.words_of(rank.key).word, rank.first,
            *_ranked(material, rank.key), material.priority_robustness(rank.key),
        )
        for rank in material.ranks
    )  # fmt: skip
    return Worksheet("ranking", "Ranking", fields, rows, covers=("order",))
