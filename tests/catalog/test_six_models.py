"""The write-ups of six channel models: their labels, counts, chains, and whole sentences."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from pydantic import BaseModel

from channels_catalog.schema import Catalog, WriteUp
from tests.catalog.acceptance import chain, names

WHOLE_SENTENCES = re.compile(r"[\"A-Z].*[^\s.?!][.?]", re.DOTALL)


@dataclass(frozen=True)
class Model:
    """The labels of a write-up, in order; labels and nodes are joined by a semicolon and an arrow."""

    key: str
    participants: str
    elements: str
    advantages: str
    risks: str
    challenges: str
    companies: str
    chains: tuple[str, ...]


MODELS = (
    Model(
        "integrations",
        "Product company; Host platform; Shared customer; Integration builder",
        "Build cost; Maintenance load; Host terms; Retention gain",
        "Presence where work happens; Borrowed installed base; Switching cost; Qualification built in; "
        "Co-marketing rights",
        "Host rule change; Host builds it; Shallow listing; Support blame",
        "Version upkeep; Use tracking; Data mapping; Prioritising",
        "Zapier; Superhuman; DocuSign; Zoom; Klaviyo",
        (
            "Product company → Connector → Host platform → Shared customer",
            "Host workflow → Connector found → Authorise and map → Used in workflow → Wider adoption",
            "Connector built → Installs in use → Longer accounts",
            "Task in host → Need for a missing step → Connector suggested → Install → First automated result",
            "Workflow study → One-moment connector → First result → Weekly use",
            "More connected hosts → More workflows covered → More weekly users → More host interest",
            "Host workflow → Useful link → Durable account",
        ),
    ),
    Model(
        "partner-channel",
        "Product company; Partner firm; Partner seller or adviser; Partner manager; End customer",
        "Partner payment; Enablement; Programme team; Conflict handling",
        "Borrowed trust; Reach into closed accounts; Variable cost; Local and industry knowledge; Better fit",
        "Sign-and-forget; Channel conflict; Margin leak; Partner rivalry",
        "Attribution; Enablement load; Incentive design; Partner selection",
        "HubSpot; Xero; Snowflake; Shopify; Microsoft",
        (
            "Product company → Partner programme → Partner seller → End customer",
            "Account overlap → Joint reason to act → Introduction → Co-sold deal → Shared credit",
            "Partner motivation → Co-sold deals → Programme revenue",
            "Customer problem → Partner advice → Introduction → Joint meeting → Purchase",
            "Profit case → First joint deals → Rules → Repeatable programme",
            "More active partners → More introductions → More joint proof → More partners who want in",
            "Partner trust → Warm introduction → Faster deal",
        ),
    ),
    Model(
        "content",
        "Product company; Expert contributor; Distribution surface; Reader",
        "Editorial cost; Distribution work; Content life; Demand capture",
        "Compounding reach; Trust before contact; Lower sales friction; Reusable material; Market listening",
        "Wrong-intent traffic; Gatekeeper change; Sameness; Slow proof",
        "Expert time; Editorial consistency; Attribution; Upkeep",
        "HubSpot; Ahrefs; NerdWallet; Canva; Morning Brew",
        (
            "Product company → Expert content → Search, inbox or feed → Reader → Buyer",
            "Reader question → Useful answer → Return visit or subscription → Product trial → Purchase",
            "Expertise → Found answers → Qualified demand",
            "Question asked → Piece found → Problem framed → Example seen → Trial or call",
            "Owned problem → Useful pieces → Return loop → Pipeline",
            "More trusted pieces → More returning readers → More links and forwards → More buyers",
            "Helpful answer → Trust → Considered purchase",
        ),
    ),
    Model(
        "enterprise-sales",
        "Account executive; Sales engineer; Buying group; Implementation team; Reference customer",
        "Account team cost; Long cycle funding; Delivery cost; Account value",
        "Large contracts; Deep roots; Learning; Pricing power; Proof that travels",
        "Capacity gap; Custom drift; Concentration; Slow feedback",
        "Ramp and retention; Forecasting; Security and legal; Handover",
        "Workday; ServiceNow; Veeva; Palantir; SAP",
        (
            "Product company → Account team → Buying group → Implementation → Reference",
            "Named account → Problem agreed → Proof or pilot → Contract → Delivered value"
            " → Next similar deal",
            "Sales and delivery capacity → Proven accounts → Larger pipeline",
            "Trigger in account → First meeting → Business case → Proof → Decision by group",
            "Segment → Proof kit → Qualified deal → Delivered reference",
            "More delivered references → More similar deals → More ramped teams → More delivered references",
            "Delivered proof → Segment trust → Next deal",
        ),
    ),
    Model(
        "ecosystem-marketplace",
        "Product company; Platform owner; Platform customer; Reviewer or editor",
        "Platform fee; Store optimisation; Compliance and upkeep; Billing convenience",
        "Ready demand; Borrowed trust; Easy payment; Fast feedback; Co-sell access",
        "Ranking swings; Fee pressure; Rule change; Platform entry",
        "Review process; Limited customer data; Rating upkeep; Multi-store operations",
        "Klaviyo; Tempo; CrowdStrike; Anker; Supercell",
        (
            "Product company → Marketplace listing → Ranking and reviews → Platform customer",
            "Listing → Store search or feature → Install or purchase → Use and review → Higher rank",
            "Listing quality → Rank → Net revenue after fee",
            "Need inside platform → Store search → Comparison by rating → Install → First value",
            "Right store → Native build → Category rank → Own relation",
            "More good reviews → More visibility → More installs → More active accounts",
            "Platform demand → Visible listing → Low-friction purchase",
        ),
    ),
    Model(
        "expansion-motion",
        "Existing champion; New internal stakeholder; Customer success or account manager; Product company",
        "Success cost; Packaging; Readiness work; Expansion revenue",
        "Low acquisition cost; Higher success odds; Compounding base; Defence; Signal",
        "Oversell; Shelfware shock; Champion loss; Neglected new logos",
        "Ownership; Health data; Multi-product quality; Pricing friction",
        "Snowflake; Datadog; Salesforce; Toast; Microsoft",
        (
            "First team → Champion with proof → New internal stakeholder → Wider deployment",
            "First use → Measured result → Internal story → Next team or product → Larger commitment",
            "Result in account → Next use → Net revenue retention",
            "Usage limit or success → Internal sharing → Second use case → Proposal → Expanded contract",
            "First result → Visible proof → Ready next use → Wider contract",
            "More proven accounts → More internal stories → More ready next steps → More net retention",
            "Account proof → Neighbour demand → Deeper use",
        ),
    ),
)


def write_up_of(catalog: Catalog, key: str) -> WriteUp:
    write_up = catalog.channel(key).write_up
    assert write_up is not None
    return write_up


def labels(write_up: WriteUp, key: str) -> Model:
    """The labels that the write-up holds, in the form in which they are expected."""
    chained = [getattr(section, "chain", ()) for section in write_up.sections]
    return Model(
        key,
        *(
            "; ".join(names(section.rows))
            for section in (
                write_up.architecture,
                write_up.economics,
                write_up.advantages,
                write_up.risks,
                write_up.challenges,
            )
        ),
        companies="; ".join(row.company for row in write_up.examples.rows),
        chains=tuple(chain(nodes) for nodes in chained if nodes),
    )


def sentences(entry: BaseModel) -> Iterator[str]:
    """Every text that a reader takes for prose; labels, chains, sources and titles are none."""
    for name, value in entry:
        if name in {"title", "heading", "columns", "places", "entry_points", "chain", "pathway"}:
            continue
        if isinstance(value, BaseModel):
            yield from sentences(value)
        elif isinstance(value, tuple):
            for part in value:
                yield from sentences(part)
        elif isinstance(value, str) and name not in {"name", "company", "source", "publisher"}:
            yield value


@pytest.mark.parametrize("model", [pytest.param(model, id=model.key) for model in MODELS])
def test_a_model_holds_its_own_labels_in_whole_sentences(model: Model, catalog: Catalog) -> None:
    channel = catalog.channel(model.key)
    write_up = write_up_of(catalog, model.key)
    prose = list(sentences(write_up))

    assert labels(write_up, model.key) == model
    assert [row.pathway[0].name for row in write_up.examples.rows] == model.companies.split("; ")
    assert [row.cells for row in write_up.checklist.rows] == [(f.name, f.question) for f in channel.factors]
    assert len(set(write_up.overview.places)) == 6
    assert len(set(write_up.acquisition_flow.entry_points)) == 4
    assert [text for text in prose if not WHOLE_SENTENCES.fullmatch(text) or "  " in text] == []
    assert sorted(text for text in set(prose) if prose.count(text) > 1) == []


def test_the_partner_channel_is_kept_apart_from_its_two_neighbours(catalog: Catalog) -> None:
    partner = write_up_of(catalog, "partner-channel")
    for neighbour in ("reseller", "services partner"):
        assert neighbour in partner.overview.contrast
        assert neighbour in partner.acquisition_flow.lead_in
    assert "Here you send the invoice" in partner.overview.contrast
    assert "partner's seller" in partner.architecture.lead_in
