"""The rows of the index by which the catalog is searched: each page, and the parts of it that are told apart."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final, Literal

from pydantic import BaseModel

from channels_catalog.glossary import Term, terms
from channels_catalog.schema import Case, Catalog, Channel

Kind = Literal[
    "channel_model",
    "surface",
    "constraint",
    "metric",
    "case",
    "growth_model",
    "rule_question",
    "pattern",
    "term",
]
# What people do not read, and the fixed titles and headings that every model has.
_MUTE: Final = frozenset(
    {"key", "role", "source", "provenance", "url", "id", "route", "title", "heading", "columns", "publisher"}
)


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A row of the index: a page, or a part of it, which then has no name of its own to be found by."""

    kind: Kind
    key: str
    title: str
    of: str = ""
    part: str = ""
    anchor: str = ""
    name: str = ""
    look_by: str = ""
    head: str = ""
    body: str = ""
    model: str = ""


def texts_of(value: Any) -> Iterator[str]:
    """Every text of an entry that people read, in its order."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            if name not in _MUTE:
                yield from texts_of(getattr(value, name))
    elif isinstance(value, dict):
        # PostgreSQL gives the keys of a stored document in an order of its own; the index must not know it.
        for key in sorted(value):
            yield from texts_of(value[key])
    elif isinstance(value, tuple | list):
        for part in value:
            yield from texts_of(part)


def _text(*values: Any) -> str:
    return " · ".join(" ".join(text.split()) for value in values for text in texts_of(value))


def entries(catalog: Catalog) -> Iterator[Entry]:
    """Every row, in the catalog's order, then the words of the glossary."""
    for channel in catalog.channels:
        yield from _of_channel(channel)
    for surface in catalog.surfaces:
        yield Entry(
            kind="surface",
            key=surface.key,
            title=surface.name,
            name=surface.name,
            head=surface.question,
            body=_text(surface),
        )
    for model in catalog.growth_models:
        yield Entry(
            kind="growth_model",
            key=model.key,
            title=model.name,
            name=model.name,
            head=_text(model.what_it_is),
            body=_text(model),
        )
    for question in catalog.rule_questions:
        yield Entry(
            kind="rule_question",
            key=question.key,
            title=question.question,
            head=question.question,
            body=question.good_answer,
        )
    for pattern in catalog.patterns:
        yield Entry(
            kind="pattern",
            key=pattern.key,
            title=pattern.product,
            name=pattern.product,
            body=pattern.carried_by,
        )
    for case in catalog.cases:
        yield _of_case(catalog, case)
    for term in terms():
        yield _of_term(term)


def _of_channel(channel: Channel) -> Iterator[Entry]:
    variants = [(variant.name, variant.search_terms) for variant in channel.variants]
    yield Entry(
        kind="channel_model",
        key=channel.key,
        title=channel.name,
        name=f"{channel.name} {channel.title}",
        look_by=_text(channel.search_terms, channel.implementation_forms, variants),
        head=_text(channel.thesis, channel.summary, channel.stakes and _stakes(channel)),
        body=_text(channel.burden, channel.saturates, channel.best_suited_for, channel.owner),
    )
    parts = (
        ("Forms it takes", "forms", _text(channel.forms_explained, channel.variants)),
        ("How to answer", "checklist", _text(channel.factors)),
    )
    for part, anchor, body in parts:
        yield Entry(
            kind="channel_model", key=channel.key, title=channel.name, part=part, anchor=anchor, body=body
        )
    for section in channel.write_up.sections if channel.write_up else ():
        yield Entry(
            kind="channel_model",
            key=channel.key,
            title=channel.name,
            part=getattr(section, "title", ""),
            anchor=f"section-{section.number}",
            body=_text(section),
        )
    constraint = channel.constraint
    yield Entry(
        kind="constraint",
        key=channel.key,
        title=constraint.label,
        of=channel.name,
        name=constraint.label,
        head=_text(constraint.risk_if_ignored, constraint.question),
        body=_text(constraint),
    )
    for metric in channel.metrics:
        yield Entry(
            kind="metric",
            key=channel.key,
            title=metric.name,
            of=channel.name,
            anchor="metrics",
            name=metric.name,
            head=_text(metric.meaning, metric.formula),
            body=_text(metric.benchmarks),
        )


def _stakes(channel: Channel) -> str:
    stakes = channel.stakes
    return _text(stakes.who_carries, stakes.who_pays, stakes.buyer) if stakes else ""


def _of_case(catalog: Catalog, case: Case) -> Entry:
    # Nothing of its end: whoever looks for a case should still decide before it is read.
    return Entry(
        kind="case",
        key=case.id,
        title=case.company,
        of=catalog.path_name(case.path),
        name=f"{case.company} {case.product}",
        head=_text(case.situation),
        body=_text(case.answers, case.constraint, case.surfaces),
    )


def _of_term(term: Term) -> Entry:
    return Entry(
        kind="term",
        key=term.key,
        title=term.name,
        name=term.name,
        look_by=" · ".join(term.also),
        head=term.definition,
        body=term.formula,
        model=term.model,
    )
