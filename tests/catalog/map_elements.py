"""S38 to S65: the surfaces of the design map, the constraint map, the burdens."""

from collections.abc import Callable
from typing import Any

from channels_catalog.schema import Catalog
from tests.catalog.acceptance import PATHS, Element, names, says


def surface(key: str, *words: str) -> Callable[[Catalog], Any]:
    """The surface's name, and whether its question speaks of each of the words."""

    def found(catalog: Catalog) -> Any:
        entry = catalog.surface(key)
        return entry.name, *says(entry.question, *words)

    return found


def constraint(key: str) -> Callable[[Catalog], tuple[str, str, str]]:
    def found(catalog: Catalog) -> tuple[str, str, str]:
        channel = catalog.channel(key)
        return channel.name, channel.constraint.label, channel.constraint.risk_if_ignored

    return found


def burden(position: int) -> Callable[[Catalog], tuple[str, str, str]]:
    def found(catalog: Catalog) -> tuple[str, str, str]:
        entry = catalog.statements.burdens[position]
        return entry.name, entry.may_require, entry.paths[0]

    return found


MAP_ELEMENTS = (
    Element(
        "S38",
        lambda c: names(c.surfaces),
        (
            "Product artifact",
            "Workflow",
            "Collaboration",
            "Data",
            "Integrations",
            "Ecosystem",
            "Sales motion",
            "Customer success",
            "Community",
            "Brand",
        ),
    ),
    Element(
        "S39",
        surface("product-artifact", "pass on", "see", "uses again"),
        ("Product artifact", True, True, True),
    ),
    Element("S40", surface("workflow", "routine", "comes round again"), ("Workflow", True, True)),
    Element("S41", surface("collaboration", "join in"), ("Collaboration", True)),
    Element(
        "S42", surface("data", "replacing", "costlier", "passing results on"), ("Data", True, True, True)
    ),
    Element("S43", surface("integrations", "tools they already have"), ("Integrations", True)),
    Element(
        "S44",
        surface("ecosystem", "platforms", "developers", "agencies", "partners"),
        ("Ecosystem", True, True, True, True),
    ),
    Element("S45", surface("sales-motion", "proof", "similar sale"), ("Sales motion", True, True)),
    Element(
        "S46",
        surface("customer-success", "templates", "stories", "grow into"),
        ("Customer success", True, True, True),
    ),
    Element(
        "S47", surface("community", "show", "measure against", "add to"), ("Community", True, True, True)
    ),
    Element("S48", surface("brand", "problem", "without being reminded"), ("Brand", True, True)),
)

CONSTRAINT_ELEMENTS = (
    Element("S49", lambda c: tuple(channel.key for channel in c.channels)[:8], PATHS),
    Element(
        "S50",
        constraint("product-invitations"),
        ("Product invitations", "Invited users do not activate", "Inflated signups, weak retention"),
    ),
    Element(
        "S51", constraint("integrations"), ("Integrations", "Poor workflow fit", "Installs without usage")
    ),
    Element(
        "S52",
        constraint("partner-channel"),
        ("Partner channel", "Weak partner incentive", "Announcements without revenue"),
    ),
    Element("S53", constraint("content"), ("Content", "Low buyer intent", "Traffic without pipeline")),
    Element(
        "S54", constraint("community"), ("Community", "No repeated member value", "Empty engagement theater")
    ),
    Element(
        "S55",
        constraint("enterprise-sales"),
        ("Enterprise sales", "Sales and implementation capacity", "Pipeline backlog and poor delivery"),
    ),
    Element(
        "S56",
        constraint("ecosystem-marketplace"),
        ("Ecosystem marketplace", "Platform dependency", "Ranking volatility and margin pressure"),
    ),
    Element(
        "S57",
        constraint("expansion-motion"),
        ("Expansion motion", "Product readiness", "Oversold accounts and churn risk"),
    ),
    Element(
        "S58", lambda c: says(c.statements.constraint_first, "Map the constraint before you scale"), (True,)
    ),
    Element(
        "S59",
        lambda c: (
            *says(c.statements.no_free_channel, "No channel is free", "constraint"),
            all(channel.constraint.label and channel.constraint.risk_if_ignored for channel in c.channels),
        ),
        (True, True, True),
    ),
    Element(
        "S60",
        burden(0),
        (
            "Embedded product distribution",
            "strong single-player value before collaboration works",
            "product-invitations",
        ),
    ),
    Element(
        "S61",
        burden(1),
        ("Integration-led distribution", "maintenance burden and platform dependency", "integrations"),
    ),
    Element(
        "S62",
        burden(2),
        ("Partner distribution", "enablement, margin sharing, and conflict management", "partner-channel"),
    ),
    Element("S63", burden(3), ("Community distribution", "patience and trust", "community")),
    Element(
        "S64", burden(4), ("Sales-led distribution", "high-quality proof and capacity", "enterprise-sales")
    ),
    Element(
        "S65", burden(5), ("Content distribution", "durable expertise and editorial consistency", "content")
    ),
)
