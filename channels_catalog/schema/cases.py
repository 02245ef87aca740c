"""A case: a company that relied on one path at a known date, how its answers stood, and how it came out."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from channels_catalog.schema.stakes import Address, Year, is_unset
from channels_catalog.schema.tables import AnswerLevel
from channels_catalog.schema.text import Entry, Finding, Key, Label, Many, Some, Text, refuse

Verdict = Literal["scale", "relieve_first", "design_in_first", "find_out_first", "park"]
Outcome = Literal["success", "failure", "bound"]
Month = Annotated[str, StringConstraints(pattern=r"^(?:1[89]|20)[0-9]{2}-(?:0[1-9]|1[0-2])$")]


class Market(Entry):
    """To whom the product was sold, and what kind of thing it was."""

    buyers: Literal["B2B", "B2C"]
    goods: Literal["software", "physical", "service"]


class CaseAnswer(Entry):
    """How an item stood at the date, how well that was known, and half a line that says why.

    `designable` is false where a surface could not be designed in.
    """

    level: AnswerLevel
    grade: Literal["measured", "observed", "reported", "assumed"]
    why: Label
    designable: Annotated[bool | None, Field(exclude_if=is_unset)] = None


class CaseSource(Entry):
    """Where an event is told: a prospectus, a report, a ruling, serious press."""

    publisher: Label
    title: Label
    year: Year
    url: Annotated[Address | None, Field(exclude_if=is_unset)] = None


class Event(Entry):
    """A dated fact. Its claim is `sure` where a copy was seen, else `probable`: re-check before quoting."""

    date: Month
    what: Text
    claim: Literal["sure", "probable"]
    source: CaseSource


class Figure(Entry):
    """The one figure by which a card tells the case."""

    value: Label
    tells: Label


class Verdicts(Entry):
    """The verdicts with which history can live, those that it refutes, and the one that fits best."""

    accepted: Some[Verdict]
    rejected: Many[Verdict]
    best: Verdict
    because: Text

    @model_validator(mode="after")
    def _consistent(self) -> "Verdicts":
        findings = [] if self.best in self.accepted else [Finding(("best",), "must be among 'accepted'")]
        both = [verdict for verdict in self.accepted if verdict in self.rejected]
        findings += [Finding(("rejected",), f"'{verdict}' is accepted as well") for verdict in both]
        refuse("Verdicts", findings)
        return self


class Case(Entry):
    """Everything in `situation`, `answers`, `constraint` and `surfaces` stands as of `as_of`, without hindsight.

    `path` is the path on which the company relied; `also_on` names others that can learn from it.
    `match_if_a_model_fitted` says how well the path suited the firm's economics where no growth model fits.
    """

    id: Key
    company: Label
    product: Label
    as_of: Month
    market: Market
    situation: Text
    growth_model: Key | None
    path: Key
    also_on: Annotated[Many[Key], Field(exclude_if=is_unset)] = ()
    answers: dict[Key, CaseAnswer]
    constraint: Annotated[dict[Key, CaseAnswer], Field(min_length=1, max_length=1)]
    surfaces: dict[Key, CaseAnswer]
    match_if_a_model_fitted: Annotated[CaseAnswer | None, Field(exclude_if=is_unset)] = None
    outcome: Outcome
    figure: Annotated[Figure | None, Field(exclude_if=is_unset)] = None
    history: Some[Event]
    verdicts: Verdicts
    cannot_express: Many[Text]

    @model_validator(mode="after")
    def _match_is_needed(self) -> "Case":
        if self.growth_model is not None and self.match_if_a_model_fitted is not None:
            where = ("match_if_a_model_fitted",)
            refuse("Case", [Finding(where, "stands only where 'growth_model' is null")])
        return self
