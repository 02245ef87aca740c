"""The tabs of a result: what each is made of. A tab has an address, and only its own part is made."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone

from channels_catalog.schema import Catalog
from evaluations.inputs import DESIGN_MAP
from evaluations.models import Answer, Evaluation
from evaluations.results import queries
from evaluations.results.pairs import pairs_of
from evaluations.results.views.cards import Sources, card_of
from evaluations.results.views.designing import design_moves_of
from evaluations.results.views.dissent import dissent_of
from evaluations.results.views.doing import steps_of
from evaluations.results.views.nexts import next_questions, tellings_of
from evaluations.results.views.outcomes import turns_of
from evaluations.results.views.priorities import priorities_of
from evaluations.results.views.relief import Maker, design_plan, plan_of_steps, relief_plan
from evaluations.results.views.stage import check_label, first_check
from evaluations.results.views.strip import columns_of
from evaluations.results.views.tornado import tornados_of
from evaluations.vocabulary import DESIGN_IN_FIRST, FIND_OUT_FIRST, LEVEL_WORDS, RELIEVE_FIRST
from evaluations.wording import Scored, counts_of, leverage_sentence, open_sentence, unknowns
from evaluations.wording.method2 import Issued
from evaluations.wording.outlook import PathOutlook, agreements, lead_of, ranked, ranking_notes
from evaluations.work.forms import RANKS
from evaluations.work.queries import path_keys

Context = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Subject:
    """What a tab is made of."""

    evaluation: Evaluation
    catalog: Catalog
    answers: Mapping[str, Answer]
    found: Scored | Issued
    paths: tuple[PathOutlook, ...]
    selected: str

    @property
    def maker(self) -> Maker:
        return Maker(catalog=self.catalog, names=self.found.names, inputs=self.found.inputs)

    @property
    def chosen(self) -> PathOutlook | None:
        """The path that is selected."""
        return next((path for path in self.paths if path.key == self.selected), None)

    @property
    def withheld(self) -> list[PathOutlook]:
        return [path for path in self.paths if path.is_withheld]


@dataclass(frozen=True, kw_only=True)
class Tab:
    """A tab: its place in the address, its name, and how much there is in it, in few words."""

    key: str
    name: str
    count: str = ""


def tabs_of(subject: Subject) -> list[Tab]:
    """The six tabs in their order."""
    relieve = sum(path.verdict == RELIEVE_FIRST for path in subject.paths)
    design = sum(path.verdict == DESIGN_IN_FIRST for path in subject.paths)
    lead = lead_of(subject.paths)
    checks = len(lead.road.checks) if lead and lead.road else 0
    find = f"{checks} check{'s' if checks > 1 else ''}" if checks else ""
    if not find and subject.withheld:
        find = str(len(subject.withheld))
    return [
        Tab(key="decide", name="Decide"),
        Tab(key="relieve", name="Relieve", count=str(relieve or "")),
        Tab(key="find-out", name="Find out", count=find),
        Tab(key="ranking", name="Ranking and priorities"),
        Tab(key="design-map", name="Design map", count=str(design or "")),
        Tab(key="evidence", name="Evidence"),
    ]


def opening_tab(paths: Sequence[PathOutlook]) -> str:
    """The tab that a result opens with: the road where a verdict is withheld, else what to decide."""
    return "find-out" if any(path.verdict == FIND_OUT_FIRST for path in paths) else "decide"


def _decide(subject: Subject) -> Context:
    chosen, evaluation = subject.chosen, subject.evaluation
    sources = Sources(catalog=subject.catalog, answers=subject.answers, growth_model=evaluation.growth_model)
    return {
        "card": card_of(sources, chosen) if chosen else None,
        "pairs": pairs_of(subject.catalog, path_keys(evaluation)),
    }


def _relieve(subject: Subject) -> Context:
    found = subject.found
    if isinstance(found, Scored):
        plan = plan_of_steps(subject.maker, subject.paths, found, queries.relief_of(found.inputs))
        return {"plan": plan, "is_at_the_middle": True}
    return {"plan": relief_plan(subject.maker, subject.paths)}


def _find_out(subject: Subject) -> Context:
    lead = subject.chosen if subject.chosen and subject.chosen.road else lead_of(subject.paths)
    evaluation, counts = subject.evaluation, counts_of(subject.found)
    is_open = evaluation.refusal_to_change() is None
    context: Context = {
        "lead": lead,
        "steps": steps_of(subject.catalog, lead.road) if lead and lead.road else [],
        "others": [_waiting(subject, path, is_open) for path in subject.withheld if path is not lead],
        "check": first_check(evaluation, lead) if lead and is_open else "",
        "check_label": check_label(lead) if lead else "",
        "open_said": open_sentence(counts),
    }
    if isinstance(subject.found, Scored):
        context["questions"] = next_questions(subject.catalog, subject.found)
        context["tellings"] = tellings_of(subject.found)
        context["unknowns"] = unknowns(subject.found)
    return context


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """A withheld path in one line: the first check, how many there are, and where to begin."""

    path: PathOutlook
    probe: str
    count: int
    check: str


def _waiting(subject: Subject, path: PathOutlook, is_open: bool) -> Waiting:
    steps = steps_of(subject.catalog, path.road) if path.road else []
    return Waiting(
        path=path,
        probe=steps[0].probe if steps else path.why,
        count=len(steps),
        check=first_check(subject.evaluation, path) if is_open else "",
    )


def _ranking(subject: Subject) -> Context:
    by_key = {path.key: path for path in subject.paths}
    return {
        "ranking": [{"rank": rank, "path": by_key[rank.key]} for rank in ranked(subject.found)],
        "ranking_notes": ranking_notes(subject.found),
        "priorities": priorities_of(subject.catalog, subject.evaluation, agreements(subject.found)),
        "rank_choices": RANKS,
    }


def _design_map(subject: Subject) -> Context:
    evaluation, found = subject.evaluation, subject.found
    address = f"{reverse('surfaces')}?release={evaluation.release.version}"
    keys = path_keys(evaluation)
    context: Context = {
        "columns": columns_of(
            subject.catalog, keys, subject.answers, method=evaluation.method, address=address
        )
    }
    if isinstance(found, Scored):
        context["leverage"] = leverage_sentence(found)
        context["design_moves"] = design_moves_of(subject.maker, found, queries.leverage_of(found.inputs))
    else:
        context["plan"] = design_plan(subject.maker, subject.paths)
    return context


def _evidence(subject: Subject) -> Context:
    found, catalog = subject.found, subject.catalog
    context: Context = {
        "facts": _facts(subject),
        "dissent": dissent_of(subject.evaluation, timezone.now()),
        "rule": _rule(catalog, subject.answers),
        "level_words": LEVEL_WORDS,
    }
    if isinstance(found, Scored):
        context["tornados"] = tornados_of(found, subject.paths)
    else:
        context["turns"] = turns_of(found, subject.paths)
    return context


def _facts(subject: Subject) -> list[tuple[str, str]]:
    evaluation, catalog, counts = subject.evaluation, subject.catalog, counts_of(subject.found)
    model = evaluation.growth_model
    facts = [
        ("Growth model", catalog.growth_model(model).name if model else "Not declared"),
        ("Answered", f"{counts.answered} of {counts.total}"),
        ("Seen or measured", f"{counts.evidenced} of {counts.rated}"),
    ]
    if evaluation.priorities:
        groups = [" and ".join(catalog.role(key).name for key in group) for group in evaluation.priorities]
        facts.append(("Priorities", ", then ".join(groups)))
    return facts


def _rule(catalog: Catalog, answers: Mapping[str, Answer]) -> list[tuple[str, str]]:
    """The operator's questions that were answered, with what was written."""
    given = [(question, answers.get(f"rule/{question.key}")) for question in catalog.rule_questions]
    return [(question.question, row.text) for question, row in given if row is not None and row.text.strip()]


TABS: Mapping[str, Callable[[Subject], Context]] = {
    "decide": _decide,
    "relieve": _relieve,
    "find-out": _find_out,
    "ranking": _ranking,
    DESIGN_MAP: _design_map,
    "evidence": _evidence,
}
