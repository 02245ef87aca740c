"""Pinned scenarios: up to three, each with a name, kept in the address beside the scenario in hand.

?pin=Fix the connector?level.integrations!poor-workflow-fit=3&pin=…   the name, then the scenario's own parameters
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from django.http import QueryDict

from evaluations.results.views.scenario_address import Address
from evaluations.results.views.scenario_stage import LETTERS

PIN, NAME, DROP, TAKE = "pin", "pin_name", "unpin", "take"
LONGEST_NAME = 60


@dataclass(frozen=True, kw_only=True)
class Pin:
    """A pinned scenario: its name, and its parameters."""

    name: str
    query: str

    @property
    def written(self) -> str:
        """As one value of the address."""
        return f"{self.name}?{self.query}"

    @property
    def sent(self) -> QueryDict:
        """Its parameters, to be read as any scenario is."""
        return QueryDict(self.query)


def pins_of(sent: QueryDict) -> list[Pin]:
    """The pins of an address, at most as many as there are letters; what names no scenario is left out."""
    found = []
    for value in sent.getlist(PIN):
        name, _, query = value.partition("?")
        if query:
            found.append(Pin(name=name.strip()[:LONGEST_NAME] or "Scenario", query=query))
    return found[: len(LETTERS)]


def pinned_by(sent: QueryDict, address: Address, pins: Sequence[Pin]) -> list[Pin] | None:
    """The pins once the scenario in hand is pinned under the name that was sent; None where that is not asked."""
    if NAME not in sent or len(pins) == len(LETTERS) or not address.fields:
        return None
    name = str(sent[NAME]).replace("?", "").strip()[:LONGEST_NAME] or f"Scenario {LETTERS[len(pins)]}"
    return [*pins, Pin(name=name, query=urlencode(address.fields))]


def written(fields: Mapping[str, str], pins: Sequence[Pin]) -> str:
    """The query of an address; empty where nothing is moved and nothing is pinned."""
    pairs = [*fields.items(), *((PIN, pin.written) for pin in pins)]
    return f"?{urlencode(pairs, safe='/!@,', quote_via=quote)}" if pairs else ""
