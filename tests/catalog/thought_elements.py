"""S66 to S100: patterns, growth models, AI, the operator's rule, and what is said about distribution."""

from collections.abc import Callable
from typing import Any

from channels_catalog.schema import Catalog
from evaluations.decisions.rules import ActionInput, DecisionInput
from evaluations.vocabulary import ACTION_KIND_WORDS
from tests.catalog.acceptance import PATHS, Element, names, says

SOURCE_MODELS = frozenset({"sales-led", "plg", "marketplace", "content-led", "ecosystem-led"})
DECISION_FIELDS = frozenset(DecisionInput.__dataclass_fields__)


def pattern(position: int, *words: str) -> Callable[[Catalog], Any]:
    def found(catalog: Catalog) -> Any:
        entry = catalog.patterns[position]
        return entry.product, *says(entry.carried_by, *words)

    return found


def levers(key: str) -> Callable[[Catalog], tuple[str, ...]]:
    return lambda catalog: catalog.growth_model(key).levers


def rule_question(key: str, *words: str) -> Callable[[Catalog], Any]:
    return lambda catalog: says(catalog.rule_question(key).question, *words)


THOUGHT_ELEMENTS = (
    Element("S66", pattern(0, "readers", "do not use it yet"), ("collaboration product", True, True)),
    Element("S67", pattern(1, "transaction"), ("payments product", True)),
    Element("S68", pattern(2, "repositories", "documentation"), ("developer tool", True, True)),
    Element("S69", pattern(3, "routine", "returns"), ("workflow product", True, True)),
    Element("S70", pattern(4, "reports"), ("data product", True)),
    Element("S71", pattern(5, "platform's marketplace"), ("integration", True)),
    Element(
        "S72",
        pattern(6, "Auditors", "consultants", "regulatory deadline"),
        ("compliance product", True, True, True),
    ),
    Element(
        "S73",
        lambda c: says(c.statements.embedded_and_bought, "tied to use", "Buying attention"),
        (True, True),
    ),
    Element(
        "S74",
        lambda c: says(
            c.statements.strategy_and_design, "GTM strategy", "enter a market", "Distribution design"
        ),
        (True, True, True),
    ),
    Element(
        "S75",
        lambda c: names(c.growth_models)[:5],  # the five of the source stay first
        (
            "Sales-led enterprise company",
            "PLG collaboration product",
            "Marketplace",
            "Content-led company",
            "Ecosystem-led company",
        ),
    ),
    Element(
        "S76",
        levers("sales-led"),
        ("industry proof", "implementation partners", "executive events", "account expansion stories"),
    ),
    Element("S77", levers("plg"), ("shared artifacts", "templates", "invitations", "team-level activation")),
    Element(
        "S78",
        levers("marketplace"),
        ("liquidity density", "trust signals", "referrals", "supply-side reputation"),
    ),
    Element(
        "S79",
        levers("content-led"),
        ("problem ownership", "search intent", "newsletter loops", "customer examples", "sales enablement"),
    ),
    Element(
        "S80",
        levers("ecosystem-led"),
        ("integrations", "developer tools", "platform marketplaces", "co-selling"),
    ),
    Element(
        "S81",
        lambda c: [
            (model, channel)
            for model, row in c.alignment.items()
            if model not in ("consumer-goods", "chain-of-units")  # those two are ours
            for channel, cell in row.items()
            if cell.level == 1 and cell.reason and channel in PATHS and model in SOURCE_MODELS
        ],
        [
            ("plg", "partner-channel"),
            ("marketplace", "enterprise-sales"),
            ("marketplace", "ecosystem-marketplace"),
        ],
    ),
    Element(
        "S82",
        lambda c: c.statements.ai.speeds_up,
        (
            "content briefs",
            "account research",
            "sales enablement",
            "onboarding guides",
            "support answers",
            "lifecycle personalization",
            "partner materials",
        ),
    ),
    Element("S83", lambda c: c.statements.ai.amplifies, ("content", "outbound", "nurture", "support")),
    Element("S84", lambda c: says(c.statements.ai.question, "friction", "market fit"), (True, True)),
    Element("S85", lambda c: says(c.statements.ai.question, "already there"), (True,)),
    Element("S86", rule_question("exposure", "other people", "see"), (True, True)),
    Element("S87", rule_question("proof", "proof"), (True,)),
    Element("S88", rule_question("workflow", "customer's work"), (True,)),
    Element("S89", rule_question("ecosystem", "bring us to customers"), (True,)),
    Element("S90", rule_question("constraint", "holds this path back"), (True,)),
    Element("S91", lambda c: says(c.statements.operators_rule, "in rather than bolt it on"), (True,)),
    Element(
        "S92",
        lambda c: c.statements.designed_in.places,
        ("product", "workflow", "data", "ecosystem", "sales motion", "customer operating model"),
    ),
    Element(
        "S93",
        lambda c: (c.statements.worked_example.name, names(c.statements.worked_example.effects)),
        ("Shareable executive reports", ("Retention", "Internal expansion", "New stakeholders")),
    ),
    Element(
        "S94",
        lambda c: ("surfaces" in ActionInput.__dataclass_fields__, c.statements.worked_example.surfaces),
        (True, ("product-artifact", "workflow", "data")),
    ),
    Element(
        "S95",
        lambda c: dict(ACTION_KIND_WORDS),
        {"product": "Product decision", "campaign": "Campaign decision"},
    ),
    Element("S96", lambda c: tuple(ch.key for ch in c.channels if ch.write_up is not None)[:8], PATHS),
    Element(
        "S97",
        lambda c: sum(ch.write_up is not None and ch.key not in PATHS for ch in c.channels) >= 10,
        True,
    ),
    Element(
        "S98", lambda c: says(c.statements.support, "cannot back it", "before you recommend"), (True, True)
    ),
    Element(
        "S99",
        lambda c: says(c.statements.amplifier, "seldom makes one", "no campaign can raise a path"),
        (True, True),
    ),
    Element(
        "S100",
        lambda c: (
            *says(c.statements.thesis, "choice of product and strategy"),
            "actions" in DECISION_FIELDS,
        ),
        (True, True),
    ),
)
