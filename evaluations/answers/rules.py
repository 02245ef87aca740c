"""What an answer must be, item by item. Every fault of a batch is found, not the first alone."""

from collections.abc import Iterator, Mapping, Sequence

from distmap.errors import Fault
from distmap.texts import LONG, address_faults, text_faults, tidied
from evaluations.inputs import RATING, AnswerInput, Checklist, Item, always_applies
from evaluations.models import Answer
from evaluations.vocabulary import GRADES
from workspaces.actors import Actor
from workspaces.permissions import Act

MOST_AT_ONCE = 500
_WORDS = {"constraint": "A constraint", "alignment": "The growth-model match"}


def faults_of(
    answers: Sequence[AnswerInput],
    *,
    asked: Checklist,
    stored: Mapping[str, Answer],
    declared: bool,
    method: str,
    by: Actor,
) -> list[Fault]:
    """All faults of a batch. `declared`: the growth model is known, so that a match answer is an override. `method`
    says which questions always apply.

    Raises NotPermitted when an override is asked for by an actor who may not.
    """
    if not answers:
        return [Fault("/answers", "required", "Send at least one answer.")]
    if len(answers) > MOST_AT_ONCE:
        return [Fault("/answers", "too_many", f"{MOST_AT_ONCE} answers at once is the most.")]
    faults: list[Fault] = []
    seen: set[str] = set()
    for position, answer in enumerate(answers):
        at = f"/answers/{position}"
        item = asked.find(answer.key)
        if item is None:
            faults.append(
                Fault(f"{at}/key", "unknown_item", f"{answer.key!r} is not on this evaluation's checklist.")
            )
        elif answer.key in seen:
            faults.append(
                Fault(f"{at}/key", "repeated_item", f"{answer.key!r} is answered twice in this request.")
            )
        else:
            faults += _item_faults(at, answer, item, method)
            if item.kind == "alignment" and declared:
                faults += _override_faults(at, answer, stored.get(answer.key), by)
        seen.add(answer.key)
    return faults


def _item_faults(at: str, answer: AnswerInput, item: Item, method: str) -> Iterator[Fault]:
    yield from text_faults(f"{at}/note", answer.note, most=LONG)
    yield from address_faults(f"{at}/evidence_url", answer.evidence_url)
    yield from text_faults(f"{at}/text", answer.text, most=LONG)
    if item.kind == "rule":
        yield from _rule_faults(at, answer)
        return
    yield from _rating_faults(at, answer, item, method)
    if tidied(answer.text):
        yield Fault(
            f"{at}/text", "not_for_this_item", "A text is for the operator's rule; write a note here."
        )


def _rule_faults(at: str, answer: AnswerInput) -> Iterator[Fault]:
    for name in sorted((answer.given & RATING) | (answer.given & {"note", "evidence_url"})):
        if getattr(answer, name) is not None:
            yield Fault(f"{at}/{name}", "not_for_this_item", "A rule question takes a text and nothing else.")


def _rating_faults(at: str, answer: AnswerInput, item: Item, method: str) -> Iterator[Fault]:
    if answer.level is not None and answer.level not in range(5):
        yield Fault(f"{at}/level", "out_of_range", "A level is a whole number from 0 to 4, or null.")
    if answer.grade is not None and answer.grade not in GRADES:
        yield Fault(f"{at}/grade", "unknown_grade", f"A grade is one of {', '.join(GRADES)}.")
    if answer.level is not None and answer.grade is None:
        yield Fault(f"{at}/grade", "required", "A level needs a grade: what does it rest on?")
    if answer.level is None and answer.grade is not None:
        yield Fault(f"{at}/grade", "grade_without_level", "A grade needs a level in the same item.")
    if answer.designable is not None and item.kind != "surface":
        yield Fault(f"{at}/designable", "not_for_this_item", "Only surfaces can be designed in or not.")
    yield from _na_faults(at, answer, item, method)


def _na_faults(at: str, answer: AnswerInput, item: Item, method: str) -> Iterator[Fault]:
    yield from text_faults(f"{at}/na_reason", answer.na_reason, most=LONG)
    if not answer.na:
        if tidied(answer.na_reason):
            yield Fault(f"{at}/na_reason", "reason_without_na", "A reason goes with na: true only.")
        return
    if always_applies(item, method=method):
        words = _WORDS.get(item.kind) or f"A question of {item.role}"
        yield Fault(
            f"{at}/na", "na_refused", f"{words} always applies; leave it unanswered if it is unknown."
        )
    if answer.level is not None:
        yield Fault(f"{at}/level", "na_with_level", "An item that does not apply has no level.")
    if not tidied(answer.na_reason):
        yield Fault(f"{at}/na_reason", "required", "Say why it does not apply.")


def _override_faults(at: str, answer: AnswerInput, stored: Answer | None, by: Actor) -> Iterator[Fault]:
    by.require(Act.OVERRIDE_MATCH)
    kept = stored or Answer()
    level, grade = (answer.level, answer.grade) if answer.rates else (kept.level, kept.grade)
    note = answer.note if "note" in answer.given else kept.note
    if level is None:
        return
    if grade == "assumed":
        yield Fault(
            f"{at}/grade", "override_assumed", "An override needs evidence: reported, observed or measured."
        )
    if not tidied(note):
        yield Fault(
            f"{at}/note", "required", "An override needs a note that says why the match differs here."
        )
