"""Freezing an evaluation: every text, name, answer and input that its report needs, as of one moment."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from channels_catalog.models import CatalogRelease
from channels_catalog.schema import Catalog, Channel
from evaluations import scoring
from evaluations.inputs import Item
from evaluations.kept import moment, said
from evaluations.models import Evaluation
from evaluations.results.pairs import PairRow, pairs_of
from evaluations.versions.values import AnswerValue, DecisionValue, EvaluationVersion
from reports.frozen import (
    FORMS,
    RENDERER,
    FrozenAction,
    FrozenAi,
    FrozenAnswer,
    FrozenCatalog,
    FrozenDecision,
    FrozenDocument,
    FrozenItem,
    FrozenMatch,
    FrozenPair,
    FrozenPath,
    FrozenProduct,
    FrozenRelief,
    FrozenSignal,
    FrozenSnapshot,
    FrozenSubject,
    FrozenSurface,
    FrozenWord,
)


def freeze(state: EvaluationVersion, *, form: str = "full", zone: str = "") -> FrozenDocument:
    """All that a report of this state says. Whoever freezes an evaluation as it stands holds its row locked, so
    that all of it is of one moment. The `form` is a key of FORMS; `zone` an IANA name, by whose clock it is told."""
    catalog = state.catalog
    inputs = state.inputs
    decision = state.decision
    items = {key: _item(item, state.answers.get(key)) for key, item in state.checklist.items.items()}
    return FrozenDocument(
        template=FORMS[form],
        renderer=RENDERER,
        method=state.method,
        date=moment(max(state.changed_at, decision.changed_at) if decision else state.changed_at),
        subject=_subject(state),
        catalog=_catalog(state.release, catalog),
        growth_model=_growth_model(state.growth_model, catalog),
        priorities=state.priorities,
        inputs=scoring.canonical(inputs),
        inputs_sha256=scoring.inputs_sha256(inputs),
        paths=tuple(_path(catalog, key, state.growth_model, items) for key in state.paths),
        surfaces=tuple(_surfaces(catalog, state.paths, items)),
        rule=tuple(items[f"rule/{question.key}"] for question in catalog.rule_questions),
        decision=_decision(catalog, decision) if decision else None,
        pairs=tuple(_pair(row) for row in pairs_of(catalog, state.paths)),
        dissent=state.dissent,
        zone=zone,
    )


def _pair(row: PairRow) -> FrozenPair:
    (first, _), (second, _) = row.paths
    return FrozenPair(effect=row.effect, words=row.words, paths=(first, second), reason=row.reason)


def version_of(evaluation: Evaluation) -> str:
    """What was frozen, as counts of changes: another value later means that the report is stale."""
    counts = [evaluation.answers_version, evaluation.version, evaluation.product.version]
    if evaluation.decision_version:
        counts.append(evaluation.decision_version)
    return ".".join(map(str, counts))


def _subject(state: EvaluationVersion) -> FrozenSubject:
    product = state.product
    return FrozenSubject(
        id=str(state.evaluation),
        kind="evaluation" if state.snapshot is None else "snapshot",
        title=state.title,
        status=state.status,
        product=FrozenProduct(
            id=str(product.id), name=product.name, description=product.description,
            industries=product.industries, stage=product.stage,
        ),
        snapshot=_snapshot(state),
    )  # fmt: skip


def _snapshot(state: EvaluationVersion) -> FrozenSnapshot | None:
    kept = state.snapshot
    if kept is None:
        return None
    return FrozenSnapshot(
        id=str(kept.id), number=kept.number, name=kept.name, taken_at=moment(kept.taken_at),
        keeps_decision=state.record is not None,
    )  # fmt: skip


def _catalog(release: UUID, catalog: Catalog) -> FrozenCatalog:
    return FrozenCatalog(
        version=catalog.version,
        sha256=CatalogRelease.objects.values_list("sha256", flat=True).get(pk=release),
        levels=_words((str(word.level), word.label, word.means) for word in catalog.scale.levels),
        grades=_words((word.key, word.label, word.means) for word in catalog.scale.grades),
        dimensions=_words((word.key, word.name, word.meaning) for word in catalog.roles),
        growth_models=_words((word.key, word.name, word.what_it_is) for word in catalog.growth_models),
        ai_statement=catalog.statements.ai.text,
    )


def _words(words: Iterable[tuple[str, str, str]]) -> tuple[FrozenWord, ...]:
    return tuple(FrozenWord(key=key, name=name, meaning=meaning) for key, name, meaning in words)


def _growth_model(key: str | None, catalog: Catalog) -> FrozenWord | None:
    if key is None:
        return None
    model = catalog.growth_model(key)
    return FrozenWord(key=model.key, name=model.name, meaning=model.what_it_is)


def _item(item: Item, answer: AnswerValue | None) -> FrozenItem:
    return FrozenItem(
        key=item.key, kind=item.kind, name=item.name, role=item.role, question=item.question,
        anchors={str(level): text for level, text in item.anchors.items()}, probe=item.probe,
        misread=item.misread, revision=item.revision, counts=item.counts, answer=_answer(item, answer),
    )  # fmt: skip


def _answer(item: Item, answer: AnswerValue | None) -> FrozenAnswer | None:
    if answer is None:
        return None
    return FrozenAnswer(
        **said(answer), changed_at=moment(answer.changed_at), reworded=answer.revision != item.revision
    )


def _path(
    catalog: Catalog, key: str, growth_model: str | None, items: Mapping[str, FrozenItem]
) -> FrozenPath:
    channel = catalog.channel(key)
    constraint = channel.constraint
    return FrozenPath(
        key=key, name=channel.name, summary=channel.summary,
        factors=tuple(items[f"{key}/{factor.key}"] for factor in channel.factors),
        constraint=items[f"{key}!{constraint.key}"], alignment=items[f"{key}@alignment"],
        risk_if_ignored=constraint.risk_if_ignored, signals=tuple(constraint.signals),
        metric=FrozenSignal(**constraint.metric.model_dump(exclude={"scale"})),
        relief=tuple(FrozenRelief(**relief.model_dump()) for relief in constraint.relief),
        first_steps=_first_steps(channel), burden=channel.burden, owner=channel.owner,
        minimum_team=channel.minimum_team, first_signal=channel.first_signal,
        match=_match(catalog, key, growth_model), ai=_ai(catalog, key),
    )  # fmt: skip


def _first_steps(channel: Channel) -> tuple[str, ...]:
    """The playbook's steps; none for a path that is not written up yet."""
    return tuple(row.text for row in channel.write_up.playbook.rows) if channel.write_up else ()


def _match(catalog: Catalog, key: str, growth_model: str | None) -> FrozenMatch | None:
    if growth_model is None:
        return None
    cell = catalog.alignment[growth_model][key]
    return FrozenMatch(level=cell.level, reason=cell.reason, provenance=cell.provenance)


def _ai(catalog: Catalog, key: str) -> FrozenAi | None:
    found: Any = catalog.ai_leverage.get(key)
    if found is None:
        return None
    return FrozenAi(
        reduces_friction=tuple(found.reduces_friction), amplifies_noise=tuple(found.amplifies_noise),
        guard_metric=found.guard_metric,
    )  # fmt: skip


def _surfaces(
    catalog: Catalog, paths: Sequence[str], items: Mapping[str, FrozenItem]
) -> Iterable[FrozenSurface]:
    for surface in catalog.surfaces:
        links = {path: catalog.surface_links[path].get(surface.key) for path in paths}
        yield FrozenSurface(
            item=items[f"surface/{surface.key}"],
            design_moves=tuple(surface.design_moves),
            links={path: weight for path, weight in links.items() if weight is not None},
        )


def _decision(catalog: Catalog, kept: DecisionValue) -> FrozenDecision:
    return FrozenDecision(
        path=kept.path, path_name=catalog.path_name(kept.path), decision=kept.decision,
        condition=kept.condition, reasons=kept.reasons, owner=kept.owner,
        review_on=kept.review_on.isoformat(), exclusions=kept.exclusions, kill_criteria=kept.kill_criteria,
        actions=tuple(
            FrozenAction(
                title=action.title, kind=action.kind, owner=action.owner, state=action.state,
                due_on=action.due_on.isoformat() if action.due_on else "", surfaces=action.surfaces,
            )
            for action in kept.actions
        ),
        forecast=kept.forecast, outcome=kept.outcome, outcome_note=kept.outcome_note,
        outcome_on=kept.outcome_on.isoformat() if kept.outcome_on else "",
        decided_by=kept.decided_by, decided_at=moment(kept.decided_at), version=kept.version,
    )  # fmt: skip
