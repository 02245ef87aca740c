"""What else is wrong with answers of which some have not even the right shape."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from distmap.api.bodies import Misshapen
from distmap.errors import Fault
from evaluations.answers.api.requests import AnswerBody
from evaluations.answers.queries import answers_of, checklist_of
from evaluations.answers.rules import faults_of
from evaluations.inputs import RATING, AnswerInput
from evaluations.models import Evaluation
from workspaces.actors import Actor

_PLACE = re.compile(r"/answers/(\d+)(/(\w+))?")


def further_faults(evaluation: Evaluation, sent: Misshapen, *, by: Actor) -> Iterator[Fault]:
    """The faults that the rules find in the sound parts, under the places where they were sent."""
    return faults_in_place(
        sent,
        lambda answers: faults_of(
            answers,
            asked=checklist_of(evaluation),
            stored=answers_of(evaluation),
            declared=evaluation.growth_model is not None,
            method=evaluation.method,
            by=by,
        ),
    )


def faults_in_place(
    sent: Misshapen, find: Callable[[Sequence[AnswerInput]], Iterable[Fault]]
) -> Iterator[Fault]:
    """What `find` says of the sound answers, with pointers to where they were sent."""
    wrong = _wrong_fields(sent)
    sound = dict(_sound_answers(sent, wrong))
    places = list(sound)
    for fault in find(list(sound.values())) if sound else ():
        named = _PLACE.match(fault.pointer)
        if named is None:
            continue
        place, field = places[int(named[1])], named[3]
        # The fields of a rating speak of each other: where one is misshapen the others cannot be judged.
        if not (field in RATING and wrong.get(place, frozenset()) & RATING):
            yield Fault(f"/answers/{place}{named[2] or ''}", fault.code, fault.detail)


def _wrong_fields(sent: Misshapen) -> dict[int, frozenset[str]]:
    """The misshapen fields of each answer; one that is no object at all has an empty name among them."""
    found: dict[int, frozenset[str]] = {}
    for place in sent.places:
        if place[:1] == ("answers",) and len(place) > 1:
            position, field = int(place[1]), str(place[2]) if len(place) > 2 else ""
            found[position] = found.get(position, frozenset()) | {field}
    return found


def _sound_answers(sent: Misshapen, wrong: dict[int, frozenset[str]]) -> Iterator[tuple[int, AnswerInput]]:
    answers = sent.document.get("answers")
    if ("answers",) in sent.places or not isinstance(answers, list):
        return
    for position, answer in enumerate(answers):
        fields = wrong.get(position, frozenset())
        if not fields & {"", "key"}:
            sound = {name: value for name, value in answer.items() if name not in fields}
            yield position, AnswerBody.model_validate(sound).as_input()
