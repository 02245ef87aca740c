"""What is at stake on a path: who carries it and who pays, the price it bears, what others have measured.

Fields that came after the first release are left out of a document where they are not set, so that an older
release keeps its bytes and its digest.
"""

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, StringConstraints, model_validator

from channels_catalog.schema.tables import Provenance
from channels_catalog.schema.text import Entry, Finding, Label, Many, Text, WholeNumber, refuse

NO_PUBLIC_FIGURE = "no public figure"
PATTERN_OF_ADDRESSES = r"^https?://\S+$"

Address = Annotated[str, StringConstraints(pattern=PATTERN_OF_ADDRESSES, max_length=500)]
Year = Annotated[int, Field(ge=1900, le=2100), WholeNumber]
Dollars = Annotated[int, Field(ge=0, le=10_000_000_000), WholeNumber]
Weeks = Annotated[int, Field(ge=1, le=520), WholeNumber]
PerCent = Annotated[int, Field(ge=0, le=100), WholeNumber]
Carrier = Literal["product", "people", "partners", "sellers"]


def is_unset(value: object) -> bool:
    """Whether a field that came later was left out: nothing, or an empty list."""
    return value is None or value == ()


class Band(Entry):
    """A range of US dollars, why it is so, and whose figure it is; without `high` it has no upper end."""

    low: Dollars
    high: Dollars | None
    why: Text
    provenance: Provenance
    publisher: Annotated[Label | None, Field(exclude_if=is_unset)] = None
    year: Annotated[Year | None, Field(exclude_if=is_unset)] = None
    url: Annotated[Address | None, Field(exclude_if=is_unset)] = None

    @model_validator(mode="after")
    def _in_order(self) -> "Band":
        findings = []
        if self.high is not None and self.high <= self.low:
            findings.append(Finding(("high",), "must be more than 'low', or null for no upper end"))
        told = (self.publisher, self.year, self.url)
        if self.provenance != "ours" and None in told:
            findings.append(
                Finding(("provenance",), "needs 'publisher', 'year' and 'url' unless it is 'ours'")
            )
        refuse("Band", findings)
        return self


class WeekRange(Entry):
    """From how many to how many weeks."""

    low: Weeks
    high: Weeks

    @model_validator(mode="after")
    def _in_order(self) -> "WeekRange":
        refuse(
            "WeekRange", [Finding(("high",), "must not be less than 'low'")] if self.high < self.low else []
        )
        return self


class Stakes(Entry):
    """The facts that a reader weighs first. Burden, owner, team and industries stand in the channel itself.

    `carrier` is the band in which maps show the path: the product itself, people outside, partner firms, or the
    company's own sellers. `price_band` is what one customer pays in a year, `deal_size` what one signature or order
    brings.
    """

    carrier: Carrier
    who_carries: Label
    who_pays: Label
    buyer: Label
    price_band: Band
    deal_size: Band
    first_signal_weeks: WeekRange


class Benchmark(Entry):
    """A public figure for a metric: its value, for whom it holds, who published it and of which year it speaks.

    `low` and `high` are its ends as whole per cent, for a scale from 0 to 100, where it is a share. `interested` is
    true where the publisher sells something that the figure speaks for.
    """

    value: Label
    low: PerCent | None = None
    high: PerCent | None = None
    for_whom: Label
    publisher: Label
    year: Year
    url: Address
    interested: bool = False


def _none_found(value: Any) -> Any:
    return () if value == NO_PUBLIC_FIGURE else value


Benchmarks = Annotated[
    tuple[Benchmark, ...],
    BeforeValidator(_none_found, json_schema_input_type=tuple[Benchmark, ...] | Literal["no public figure"]),
    Field(strict=False),
]
"""A list of figures, or the words "no public figure": then the list is empty, and somebody looked."""


class Variant(Entry):
    """A form of the path that firms know by a name of its own, and the words by which they look for it."""

    name: Label
    text: Text
    search_terms: Many[Label]
