"""What is still unknown, and which question to ask next."""

from dataclasses import dataclass

from channels_catalog.schema import Catalog, CatalogItem
from evaluations.answers.views.rows import row_id
from evaluations.inputs import DESIGN_MAP
from evaluations.wording import Question, Scored, questions, show_score, show_share

MOST_QUESTIONS = 5


@dataclass(frozen=True, kw_only=True)
class Next:
    """A question worth asking next: where it stands, what it asks, how to find out, why."""

    question: Question
    place: str
    asks: str
    probe: str
    group: str
    row: str


def next_questions(catalog: Catalog, scored: Scored) -> list[Next]:
    """The next questions, best first; none while they were not reckoned."""
    items = catalog.items()
    return [_next(question, catalog, items) for question in questions(scored, most=MOST_QUESTIONS)]


def _next(question: Question, catalog: Catalog, items: dict[str, CatalogItem]) -> Next:
    item = items.get(question.item)
    if item is None:
        asks = "Which of the growth models pays the bills today?"
        return Next(question=question, place="Evaluation", asks=asks, probe="", group="", row="")
    return Next(
        question=question,
        place=catalog.path_name(item.channel) if item.channel else "Design map",
        asks=item.question,
        probe=item.probe or _count(catalog, item),
        group=item.channel or DESIGN_MAP,
        row=row_id(item.key),
    )


def _count(catalog: Catalog, item: CatalogItem) -> str:
    """For a constraint: the figure to look at, and from where it binds and clears."""
    if item.channel is None:
        return ""
    metric = catalog.channel(item.channel).constraint.metric
    return f"Count: {metric.formula}. It binds: {metric.binds_when}. It is clear: {metric.clear_when}."


@dataclass(frozen=True, kw_only=True)
class Telling:
    """What one open answer would tell, in the method's figures: bits, and where it could turn a verdict."""

    name: str
    bits: str
    lead_bits: str
    flips: tuple[tuple[str, str, str], ...]


def tellings_of(scored: Scored) -> list[Telling]:
    """A row for every open answer that tells more than nothing, most first."""
    return [
        Telling(
            name=scored.names.item(entry.item),
            bits=show_score(entry.bits),
            lead_bits=show_score(entry.lead_bits),
            flips=tuple((key, scored.names.path(key), show_share(part)) for key, part in entry.flip.items()),
        )
        for entry in (scored.whole.ask_next if scored.whole else ())
    ]
