"""What the method says of a case as it stood, and of all of them against what history accepts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from channels_catalog.queries import catalog_of
from channels_catalog.schema import Case, CaseAnswer, Catalog
from distmap.errors import NotFound
from evaluations import scoring
from evaluations.inputs import AnswerInput, Item, checklist, scoring_document
from evaluations.results.queries import result_by_method_2
from evaluations.scoring.history import CaseRow, PathOfCase, backtest, held_against
from evaluations.vocabulary import METHOD_2
from evaluations.wording import Names, PathWords
from evaluations.wording.method2 import Issued
from evaluations.wording.method2 import path_words as issued_words

PLAIN = "plain"


@dataclass(frozen=True, kw_only=True)
class CaseAnswerRow:
    """An answer of a case beside its question: level with its word, grade, and why."""

    item: Item
    level: int
    word: str
    grade: str
    grade_key: str
    why: str
    designable: bool

    @property
    def cells(self) -> tuple[bool, ...]:
        """Four cells, of which as many are filled as the level says."""
        return tuple(place < self.level for place in range(4))


@dataclass(frozen=True, kw_only=True)
class JudgedCase:
    """What method 2 says of a case in sentences. `holds` is agree, wrong, open or other, as a back-test counts it."""

    words: PathWords
    holds: str

    @property
    def sentences(self) -> tuple[str, ...]:
        """What is said beside the reason, where there is something to say: what helps, what would change it."""
        said = self.words
        parts = (
            said.held_back,
            said.unaided,
            said.road,
            said.relief,
            said.design,
            said.only_if,
            said.downward,
        )
        return tuple(part for part in parts if part)


def case_of(catalog: Catalog, case_id: str) -> Case:
    """The case of this id; NotFound when the release has none."""
    try:
        return catalog.case(case_id)
    except KeyError:
        raise NotFound(f"Catalog {catalog.version} has no case {case_id!r}.", code="unknown_case") from None


def answers_of_case(case: Case) -> tuple[AnswerInput, ...]:
    """The answers of a case as a door would hand them in, each with its reason as a note.

    The match where no growth model fits is not among them: a back-test leaves it unanswered.
    """
    parts = (
        (f"{case.path}/", case.answers),
        (f"{case.path}!", case.constraint),
        ("surface/", case.surfaces),
    )
    return tuple(_input(f"{prefix}{name}", answer) for prefix, part in parts for name, answer in part.items())


def _input(key: str, answer: CaseAnswer) -> AnswerInput:
    more = {"designable": answer.designable is not False} if key.startswith("surface/") else {}
    return AnswerInput.of(key, level=answer.level, grade=answer.grade, note=answer.why, **more)


def rows_of_case(catalog: Catalog, case: Case) -> tuple[CaseAnswerRow, ...]:
    """Every answer of a case: factors, constraint, then surfaces."""
    asked = checklist(catalog, [case.path])
    words: dict[int, str] = {level.level: level.label for level in catalog.scale.levels}
    grades: dict[str, str] = {grade.key: grade.label for grade in catalog.scale.grades}
    return tuple(
        CaseAnswerRow(
            item=item,
            level=answer.level or 0,
            word=words[answer.level or 0],
            grade=grades[answer.grade],
            grade_key=answer.grade,
            why=answer.note or "",
            designable=answer.designable is not False,
        )
        for answer in answers_of_case(case)
        if (item := asked.find(answer.key)) is not None and answer.grade is not None
    )


def inputs_of_case(catalog: Catalog, case: Case) -> scoring.Inputs:
    """The inputs of method 2 for a case as it stood."""
    document = scoring_document(
        catalog,
        paths=[case.path],
        answers={answer.key: _Stood(answer) for answer in answers_of_case(case)},
        growth_model=case.growth_model,
        priorities=None,
        method=METHOD_2,
    )
    return scoring.parse(document)


class _Stood:
    """An answer of a case as one that is stored: whatever is asked of it applies."""

    na = False

    def __init__(self, answer: AnswerInput) -> None:
        self.level = answer.level
        self.grade = answer.grade
        self.designable = answer.designable is not False


def judged_case(catalog: Catalog, case: Case) -> JudgedCase:
    """What method 2 says of a case; kept, as every result is."""
    found = result_by_method_2(inputs_of_case(catalog, case))
    words = issued_words(Issued.of(found, Names.of(catalog)), case.path)
    return JudgedCase(words=words, holds=held_against(words.verdict, case.verdicts.model_dump()))


@lru_cache(maxsize=4)
def back_test(release_id: UUID) -> tuple[CaseRow, ...]:
    """Every case of a release judged by both methods as it stood: about a second, once in a process."""
    catalog = catalog_of(release_id)
    paths = {case.path: _path_of_case(catalog, case.path) for case in catalog.cases}
    return tuple(backtest(_documents(catalog.cases), paths, under=[PLAIN]))


def _documents(cases: Iterable[Case]) -> list[Mapping[str, object]]:
    return [case.model_dump(mode="json") for case in cases]


def _path_of_case(catalog: Catalog, key: str) -> PathOfCase:
    channel = catalog.channel(key)
    return PathOfCase(
        key=key,
        factors={factor.key: factor.role for factor in channel.factors},
        constraint=channel.constraint.key,
        surfaces=catalog.surface_links[key],
        alignment={model: cell.model_dump() for model, cell in catalog.alignment_of(key).items()},
    )
