"""What to find out next under method 2, and what each measured answer would issue; all from tried promises."""

from evaluations.scoring.constants import GROWTH_MODEL
from evaluations.scoring.method2 import AskNext
from evaluations.vocabulary import LEVEL_WORDS, VERDICT_WORDS
from evaluations.wording.method2.issued import Issued
from evaluations.wording.numbers import counted, listed
from evaluations.wording.questions import Question

_MOST_NAMED = 3
NOTHING_CHANGES = "No single measured answer changes an issued verdict."
ROADS_REMAIN = "The roads of what is still open take more than one check."


def questions(issued: Issued, *, most: int = 5) -> tuple[Question, ...]:
    """The next questions, likeliest to change an issued verdict first; none where the promises were not made."""
    rows = issued.result.ask_next[:most] if issued.result else ()
    return tuple(_question(issued, row) for row in rows)


def nothing_left(issued: Issued) -> str:
    """That no single measured answer changes an issued verdict; empty while one does."""
    if issued.result is None or any(row.can for row in issued.result.ask_next):
        return ""
    roads = any(found.road for found in issued.result.promises.values())
    return f"{NOTHING_CHANGES} {ROADS_REMAIN}" if roads else NOTHING_CHANGES


def _question(issued: Issued, row: AskNext) -> Question:
    on_road = _on_road(issued, row)
    paths = tuple(dict.fromkeys((*row.can, *on_road)))
    answer = issued.answer(row.item)
    return Question(
        item=row.item,
        name="Growth model" if row.item == GROWTH_MODEL else issued.names.item(row.item),
        paths=paths,
        why=_why(issued, row, on_road),
        raises_evidence=answer.grade is not None,
    )


def _on_road(issued: Issued, row: AskNext) -> list[str]:
    """The paths on whose road the item lies."""
    found = issued.result.promises if issued.result else {}
    return [
        key
        for key in issued.order
        if (road := found[key].road) is not None
        and (row.item in road.answers or (row.item == GROWTH_MODEL and road.growth_model is not None))
    ]


def _why(issued: Issued, row: AskNext, on_road: list[str]) -> str:
    said = [
        f"{issued.names.path(key)} becomes {_outcomes(issued, row, key)}"
        for key in list(row.can)[:_MOST_NAMED]
    ]
    more = len(row.can) - _MOST_NAMED
    if more > 0:
        said.append(f"{counted(more, 'other path')} change as well")
    if said:
        return f"{'; '.join(said)}."
    named = listed([issued.names.path(key) for key in on_road])
    return f"By itself it changes no verdict; it lies on the road of {named}."


def _outcomes(issued: Issued, row: AskNext, key: str) -> str:
    """“Scale at Mostly or Yes and Park at No”; of the growth model, under which ones."""
    link = "under" if row.item == GROWTH_MODEL else "at"
    return listed(
        [
            f"{VERDICT_WORDS[verdict]} {link} {listed([_level(issued, each) for each in levels], 'or')}"
            for verdict, levels in row.can[key].items()
        ]
    )


def _level(issued: Issued, level: int | str) -> str:
    return LEVEL_WORDS[level] if isinstance(level, int) else issued.names.growth_model(level)
