"""Who holds another answer than the one that stands, in words."""

from evaluations.kept import Disagreement, Dissent, HeldRating
from evaluations.scoring.inputs import Answer
from evaluations.wording.numbers import capitalised, counted, show_count
from evaluations.wording.states import answer_words

NOBODY = "somebody whose account is gone"


def dissent_sentence(dissent: Dissent) -> str:
    """“On two questions somebody last gave another answer than the one that stands, at most three levels apart.”"""
    if dissent.people == 0:
        return "Nobody has worked on the answers here yet, so nobody disagrees."
    if dissent.people == 1:
        return "Only one person has worked on the answers, so nobody disagrees."
    if not dissent.shown:
        people = capitalised(counted(dissent.people, "person", "people"))
        return f"{people} have worked on the answers, and nobody last held another than the one that stands."
    said = "somebody last gave another answer than the one that stands"
    return f"On {counted(dissent.items, 'question')} {said}{_furthest(dissent)}."


def _furthest(dissent: Dissent) -> str:
    """How far apart they are at most; further than any levels where they differ on whether a question applies."""
    furthest = dissent.shown[0].distance
    if furthest is not None:
        return f", at most {counted(furthest, 'level')} apart"
    whether = {each.item for each in dissent.shown if each.distance is None}
    said = "the two differ on whether it applies"
    if dissent.items == 1:
        return f"; {said}"
    if dissent.more and dissent.shown[-1].distance is None:
        return f"; on some of them {said}"
    return f"; on {'each' if len(whether) == dissent.items else f'{show_count(len(whether))} of them'} {said}"


def more_sentence(dissent: Dissent) -> str:
    """That not all are told; empty where they are."""
    if not dissent.more:
        return ""
    one = dissent.more == 1
    return (
        f"{capitalised(counted(dissent.more, 'other such answer'))} {'is' if one else 'are'} in the history."
    )


def held_words(held: HeldRating) -> str:
    """“Slightly”, “Yes, assumed”, “does not apply”."""
    return capitalised(answer_words(Answer(level=held.level, grade=held.grade, na=held.na)))


def apart_words(each: Disagreement) -> str:
    """“two levels apart”; where one says that it does not apply there is nothing to count."""
    return "" if each.distance is None else f"{counted(each.distance, 'level')} apart"


def holder(held: HeldRating) -> str:
    """Whose rating it is."""
    return held.who or NOBODY
