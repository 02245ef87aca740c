"""The grid of channel models: which fit the reader's price, stage and industry, in which order, and their picture.

What does not fit is set aside with the reason and stays on the page. Pure: a catalog and a choice in, rows out.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import log10
from typing import Final

from channels_catalog.schema import Band, Catalog, Channel
from channels_catalog.shelf import CARRIERS, MATCH_MARKS, MATCHES

# What a customer pays in a year, to choose from.
PRICES: Final = (10, 100, 1_000, 10_000, 100_000, 1_000_000)
# How far the product is, and after how many weeks a first signal comes too late for it.
STAGES: Final = {
    "idea": ("Before the first sale", 13),
    "launch": ("First sales", 26),
    "growth": ("Repeated sales", 52),
    "mature": ("An established business", 520),
}
# The axis of the picture, in per cent of its width: 5 dollars to 2 million, each step ten times the last.
FIRST, LAST, WIDE = 5, 2_000_000, 100
NEUTRAL = 3


@dataclass(frozen=True, kw_only=True)
class Choice:
    """What the reader has said: nothing, or a price in dollars a year, a stage, an industry, a growth model."""

    price: int | None = None
    stage: str = ""
    industry: str = ""
    growth_model: str = ""

    @property
    def says_something(self) -> bool:
        return bool(self.price or self.stage or self.industry or self.growth_model)


@dataclass(frozen=True, kw_only=True)
class Mark:
    """How a path suits a growth model. `is_own` is set for the model that the reader has chosen."""

    model: str
    name: str
    word: str
    mark: str
    is_own: bool


@dataclass(frozen=True, kw_only=True)
class Bar:
    """A band of prices on the axis of the picture, in per cent of its width."""

    x: float
    width: float


@dataclass(frozen=True, kw_only=True)
class GridRow:
    """A channel model in the grid; `aside` holds the reasons for which it is set aside, none where it fits."""

    channel: Channel
    url: str
    bar: Bar | None
    price: str
    marks: tuple[Mark, ...]
    aside: tuple[str, ...]

    @property
    def own(self) -> Mark | None:
        """The mark for the growth model that the reader has chosen."""
        return next((mark for mark in self.marks if mark.is_own), None)

    @property
    def also_aside(self) -> str:
        """The reasons after the first, under which it stands."""
        return ", ".join(self.aside[1:])

    @property
    def fights(self) -> bool:
        """Whether it fights the growth model that the reader has chosen."""
        return self.own is not None and self.own.mark == "match-fights"


@dataclass(frozen=True, kw_only=True)
class CarrierBand:
    """A band of the picture: the models that one kind of carrier brings on, the dearest first."""

    name: str
    rows: tuple[GridRow, ...]


def place(dollars: float) -> float:
    """Where a price stands on the axis, kept within it."""
    share = (log10(max(dollars, FIRST)) - log10(FIRST)) / (log10(LAST) - log10(FIRST))
    return round(min(share, 1.0) * WIDE, 1)


def ticks() -> tuple[tuple[float, str], ...]:
    """The places of the choices of price on the axis, with their words."""
    return tuple((place(price), f"{price:,}" if price < PRICES[-1] else "1 million") for price in PRICES)


def row_of(catalog: Catalog, channel: Channel, choice: Choice, url: str) -> GridRow:
    """One model as the grid shows it."""
    band = channel.stakes.price_band if channel.stakes else None
    marks = tuple(
        Mark(
            model=key,
            name=catalog.growth_model(key).name,
            word=MATCHES[cell.level],
            mark=MATCH_MARKS[cell.level],
            is_own=key == choice.growth_model,
        )
        for key, cell in catalog.alignment_of(channel.key).items()
    )
    return GridRow(
        channel=channel,
        url=url,
        bar=_bar(band) if band else None,
        price=_price(band) if band else "",
        marks=marks,
        aside=tuple(_reasons(channel, choice)),
    )


def _bar(band: Band) -> Bar:
    x = place(band.low)
    end = WIDE if band.high is None else place(band.high)
    return Bar(x=x, width=round(max(end - x, 0.6), 1))


def _price(band: Band) -> str:
    return f"from {band.low:,}" if band.high is None else f"{band.low:,} to {band.high:,}"


def _reasons(channel: Channel, choice: Choice) -> Iterator[str]:
    stakes = channel.stakes
    if choice.industry and choice.industry not in channel.best_suited_for:
        yield "Seldom suits your industry"
    if stakes is None:
        return
    band = stakes.price_band
    if choice.price and choice.price < band.low:
        yield "Needs a higher price"
    if choice.price and band.high is not None and choice.price > band.high:
        yield "Needs a lower price"
    if choice.stage and stakes.first_signal_weeks.low > STAGES[choice.stage][1]:
        yield "Shows its first signal too late"


def ordered(rows: Sequence[GridRow], catalog: Catalog, choice: Choice) -> list[GridRow]:
    """By the match with the chosen growth model, then the sooner first signal; else in the catalog's order."""
    if not choice.says_something:
        return list(rows)

    def rank(row: GridRow) -> tuple[int, int]:
        cells = catalog.alignment_of(row.channel.key)
        level = cells[choice.growth_model].level if choice.growth_model else NEUTRAL
        stakes = row.channel.stakes
        return -level, stakes.first_signal_weeks.low if stakes else 0

    return sorted(rows, key=rank)


def said(fitting: Sequence[GridRow], total: int, choice: Choice, model: str) -> str:
    """In a sentence how many paths fit what was said; nothing where nothing was."""
    if not choice.says_something:
        return ""
    parts = [
        f"carry about {choice.price:,} dollars a year" if choice.price else "",
        f"suit {choice.industry}" if choice.industry else "",
        f"can show a first signal within {STAGES[choice.stage][1]} weeks" if choice.stage else "",
    ]
    told = [part for part in parts if part]
    fighting = sum(row.fights for row in fitting)
    count = f"{len(fitting)} of {total} paths"
    first = f"{count} {', '.join(told[:-1])}{' and ' if told[1:] else ''}{told[-1]}." if told else ""
    second = (
        f" {fighting} of them {'fights' if fighting == 1 else 'fight'} your growth model." if fighting else ""
    )
    return (first or f"The paths in the order in which they suit a {model}.") + second


def bands(rows: Sequence[GridRow]) -> tuple[CarrierBand, ...]:
    """The picture from its head to its foot: sellers, partners, people outside, the product itself."""
    return tuple(
        CarrierBand(name=name, rows=tuple(sorted(_carried_by(rows, carrier), key=lambda row: -_middle(row))))
        for carrier, name in CARRIERS.items()
        if any(_carried_by(rows, carrier))
    )


def _carried_by(rows: Sequence[GridRow], carrier: str) -> Iterator[GridRow]:
    return (row for row in rows if row.channel.stakes and row.channel.stakes.carrier == carrier)


def _middle(row: GridRow) -> float:
    return row.bar.x + row.bar.width / 2 if row.bar else 0
