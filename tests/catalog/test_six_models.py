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
        "Product Company; Host Platform; Shared Customer; Integration Builder",
        "Build Cost; Maintenance Load; Host Terms; Retention Gain",
        "Presence Where Work Happens; Borrowed Installed Base; Switching Cost; Qualification Built In; "
        "Co-marketing Rights",
        "Host Rule Change; Host Builds It; Shallow Listing; Support Blame",
        "Version Upkeep; Use Tracking; Data Mapping; Prioritising",
        "Zapier; Grammarly; DocuSign; Zoom; Klaviyo",
        (
            "Product Company → Connector → Host Platform → Shared Customer",
            "Host Workflow → Connector Found → Authorise and Map → Used in Workflow → Wider Adoption",
            "Connector Built → Installs in Use → Longer Accounts",
            "Task in Host → Need for a Missing Step → Connector Suggested → Install → First Automated Result",
            "Workflow Study → One-moment Connector → First Result → Weekly Use",
            "More Connected Hosts → More Workflows Covered → More Weekly Users → More Host Interest",
            "Host Workflow → Useful Link → Durable Account",
        ),
    ),
    Model(
        "partner-channel",
        "Product Company; Partner Firm; Partner Seller or Adviser; Partner Manager; End Customer",
        "Partner Payment; Enablement; Programme Team; Conflict Handling",
        "Borrowed Trust; Reach Into Closed Accounts; Variable Cost; Local and Industry Knowledge; Better Fit",
        "Sign-and-Forget; Channel Conflict; Margin Leak; Partner Rivalry",
        "Attribution; Enablement Load; Incentive Design; Partner Selection",
        "HubSpot; Xero; Snowflake; Shopify; Microsoft",
        (
            "Product Company → Partner Programme → Partner Seller → End Customer",
            "Account Overlap → Joint Reason to Act → Introduction → Co-sold Deal → Shared Credit",
            "Partner Motivation → Co-sold Deals → Programme Revenue",
            "Customer Problem → Partner Advice → Introduction → Joint Meeting → Purchase",
            "Profit Case → First Joint Deals → Rules → Repeatable Programme",
            "More Active Partners → More Introductions → More Joint Proof → More Partners Who Want In",
            "Partner Trust → Warm Introduction → Faster Deal",
        ),
    ),
    Model(
        "content",
        "Product Company; Expert Contributor; Distribution Surface; Reader",
        "Editorial Cost; Distribution Work; Content Life; Demand Capture",
        "Compounding Reach; Trust Before Contact; Lower Sales Friction; Reusable Material; Market Listening",
        "Wrong-intent Traffic; Gatekeeper Change; Sameness; Slow Proof",
        "Expert Time; Editorial Consistency; Attribution; Upkeep",
        "HubSpot; Ahrefs; NerdWallet; Canva; Morning Brew",
        (
            "Product Company → Expert Content → Search, Inbox or Feed → Reader → Buyer",
            "Reader Question → Useful Answer → Return Visit or Subscription → Product Trial → Purchase",
            "Expertise → Found Answers → Qualified Demand",
            "Question Asked → Piece Found → Problem Framed → Example Seen → Trial or Call",
            "Owned Problem → Useful Pieces → Return Loop → Pipeline",
            "More Trusted Pieces → More Returning Readers → More Links and Forwards → More Buyers",
            "Helpful Answer → Trust → Considered Purchase",
        ),
    ),
    Model(
        "enterprise-sales",
        "Account Executive; Sales Engineer; Buying Group; Implementation Team; Reference Customer",
        "Account Team Cost; Long Cycle Funding; Delivery Cost; Account Value",
        "Large Contracts; Deep Roots; Learning; Pricing Power; Proof That Travels",
        "Capacity Gap; Custom Drift; Concentration; Slow Feedback",
        "Ramp and Retention; Forecasting; Security and Legal; Handover",
        "Workday; ServiceNow; Veeva; Palantir; SAP",
        (
            "Product Company → Account Team → Buying Group → Implementation → Reference",
            "Named Account → Problem Agreed → Proof or Pilot → Contract → Delivered Value"
            " → Next Similar Deal",
            "Sales and Delivery Capacity → Proven Accounts → Larger Pipeline",
            "Trigger in Account → First Meeting → Business Case → Proof → Decision by Group",
            "Segment → Proof Kit → Qualified Deal → Delivered Reference",
            "More Delivered References → More Similar Deals → More Ramped Teams → More Delivered References",
            "Delivered Proof → Segment Trust → Next Deal",
        ),
    ),
    Model(
        "ecosystem-marketplace",
        "Product Company; Platform Owner; Platform Customer; Reviewer or Editor",
        "Platform Fee; Store Optimisation; Compliance and Upkeep; Billing Convenience",
        "Ready Demand; Borrowed Trust; Easy Payment; Fast Feedback; Co-sell Access",
        "Ranking Swings; Fee Pressure; Rule Change; Platform Entry",
        "Review Process; Limited Customer Data; Rating Upkeep; Multi-store Operations",
        "Klaviyo; Tempo; CrowdStrike; Anker; Supercell",
        (
            "Product Company → Marketplace Listing → Ranking and Reviews → Platform Customer",
            "Listing → Store Search or Feature → Install or Purchase → Use and Review → Higher Rank",
            "Listing Quality → Rank → Net Revenue After Fee",
            "Need Inside Platform → Store Search → Comparison by Rating → Install → First Value",
            "Right Store → Native Build → Category Rank → Own Relation",
            "More Good Reviews → More Visibility → More Installs → More Active Accounts",
            "Platform Demand → Visible Listing → Low-friction Purchase",
        ),
    ),
    Model(
        "expansion-motion",
        "Existing Champion; New Internal Stakeholder; Customer Success or Account Manager; Product Company",
        "Success Cost; Packaging; Readiness Work; Expansion Revenue",
        "Low Acquisition Cost; Higher Success Odds; Compounding Base; Defence; Signal",
        "Oversell; Shelfware Shock; Champion Loss; Neglected New Logos",
        "Ownership; Health Data; Multi-product Quality; Pricing Friction",
        "Snowflake; Datadog; Salesforce; Toast; Microsoft",
        (
            "First Team → Champion with Proof → New Internal Stakeholder → Wider Deployment",
            "First Use → Measured Result → Internal Story → Next Team or Product → Larger Commitment",
            "Result in Account → Next Use → Net Revenue Retention",
            "Usage Limit or Success → Internal Sharing → Second Use Case → Proposal → Expanded Contract",
            "First Result → Visible Proof → Ready Next Use → Wider Contract",
            "More Proven Accounts → More Internal Stories → More Ready Next Steps → More Net Retention",
            "Account Proof → Neighbour Demand → Deeper Use",
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
        elif isinstance(value, str) and name not in {"name", "company", "source"}:
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
