"""S1 to S37: the community write-up, and the form that every model shares."""

from channels_catalog.schema import Catalog, WriteUp
from tests.catalog.acceptance import Element, chain, names, says

TITLES = (
    "Distribution Model Overview",
    "Distribution Architecture",
    "Channel Flow",
    "Channel Economics",
    "Acquisition Flow Through the Channel",
    "Implementation Playbook",
    "Scaling the Distribution Channel",
    "Channel Advantages",
    "Channel Risks and Limitations",
    "Operational Challenges",
    "Real Company Examples",
    "Operator Decision Checklist",
)


def community(catalog: Catalog) -> WriteUp:
    write_up = catalog.channel("community").write_up
    assert write_up is not None
    return write_up


def written_up(catalog: Catalog) -> list[WriteUp]:
    return [channel.write_up for channel in catalog.channels if channel.write_up is not None]


COMMUNITY_ELEMENTS = (
    Element("S1", lambda c: c.channel("community").title, "Community Distribution Model"),
    Element(
        "S2",
        lambda c: c.channel("community").best_suited_for,
        (
            "Media & Publishing",
            "Retail & Commerce",
            "Education",
            "Health & Wellness",
            "Technology",
            "Finance",
            "Sports & Recreation",
            "Nonprofit & Social Enterprises",
            "Pet",
        ),
    ),
    Element(
        "S3",
        lambda c: c.channel("community").implementation_forms,
        ("ambassador programs", "forum-to-commerce flows", "community storefronts"),
    ),
    Element("S4", lambda c: tuple(section.title for section in community(c).sections), TITLES),
    Element(
        "S5",
        lambda c: (
            says(community(c).overview.definition, "recommend", "introduce")
            + says(community(c).overview.contrast, "Formal sales channels")
            + says(community(c).overview.defining_characteristic, "Members", "distribution agents")
            + says(community(c).overview.consequence, "decentralised")
        ),
        (True,) * 6,
    ),
    Element(
        "S6",
        lambda c: community(c).overview.places,
        ("Discord", "Reddit", "Slack communities", "forums", "online groups", "developer communities"),
    ),
    Element(
        "S7",
        lambda c: (community(c).architecture.heading, *community(c).architecture.columns),
        ("Key Participants", "Participant", "Role in the System"),
    ),
    Element(
        "S8",
        lambda c: names(community(c).architecture.rows),
        ("Product Company", "Community Platform", "Community Members", "New Members"),
    ),
    Element(
        "S9",
        lambda c: (chain(community(c).architecture.chain), community(c).architecture.chain[1].note),
        (
            "Product Company → Community Platform → Community Members → New Members",
            "Discord / Reddit / Forums",
        ),
    ),
    Element(
        "S10",
        lambda c: chain(community(c).channel_flow.chain),
        "Product → Community Adoption → Member Discussion → Peer Recommendation → New User Adoption",
    ),
    Element(
        "S11",
        lambda c: says(community(c).channel_flow.closing, "Peers do the distributing", "formal promotion"),
        (True, True),
    ),
    Element(
        "S12",
        lambda c: (community(c).economics.heading, *community(c).economics.columns),
        ("Channel Economics Structure", "Economic Element", "Impact"),
    ),
    Element(
        "S13",
        lambda c: names(community(c).economics.rows),
        ("Community Infrastructure", "Community Management", "User Participation", "Customer Acquisition"),
    ),
    Element(
        "S14",
        lambda c: chain(community(c).economics.chain),
        "Community Engagement → Peer Recommendations → New User Adoption",
    ),
    Element(
        "S15",
        lambda c: says(
            community(c).economics.lead_in, "main investment is the support of the community environment"
        ),
        (True,),
    ),
    Element(
        "S16",
        lambda c: chain(community(c).acquisition_flow.chain),
        "Community Discussion → Product Mention → Member Recommendation"
        " → New User Exploration → Product Adoption",
    ),
    Element(
        "S17",
        lambda c: community(c).acquisition_flow.entry_points,
        (
            "community discussions",
            "problem-solving threads",
            "shared tools or resources",
            "member recommendations",
        ),
    ),
    Element(
        "S18",
        lambda c: says(community(c).acquisition_flow.closing, "informal discovery network"),
        (True,),
    ),
    Element(
        "S19",
        lambda c: (community(c).playbook.heading, *community(c).playbook.columns),
        ("Implementation Framework", "Step", "Operational Requirement"),
    ),
    Element("S20", lambda c: [row.step for row in community(c).playbook.rows], [1, 2, 3, 4, 5]),
    Element(
        "S21",
        lambda c: chain(community(c).playbook.chain),
        "Product → Community Platform → Member Interaction → Peer Sharing",
    ),
    Element(
        "S22",
        lambda c: says(community(c).scaling.lead_in, "Scale is the number of active participants"),
        (True,),
    ),
    Element(
        "S23",
        lambda c: chain(community(c).scaling.chain),
        "More Community Members → More Discussions → More Peer Recommendations → More Product Adoption",
    ),
    Element(
        "S24",
        lambda c: (community(c).advantages.heading, *community(c).advantages.columns),
        ("Strategic Advantages", "Advantage", "Why It Matters"),
    ),
    Element(
        "S25",
        lambda c: names(community(c).advantages.rows),
        (
            "Peer Trust",
            "Organic Growth",
            "User Engagement",
            "Knowledge Sharing",
            "Scalable Network Effects",
        ),
    ),
    Element(
        "S26",
        lambda c: chain(community(c).advantages.chain),
        "Community Network → Peer Recommendations → Product Adoption",
    ),
    Element(
        "S27",
        lambda c: (community(c).risks.heading, *community(c).risks.columns),
        ("Key Risks", "Risk", "Explanation"),
    ),
    Element(
        "S28",
        lambda c: names(community(c).risks.rows),
        (
            "Community Engagement Dependency",
            "Community Culture Risk",
            "Growth Uncertainty",
            "Platform Dependency",
        ),
    ),
    Element(
        "S29",
        lambda c: (community(c).challenges.heading, *community(c).challenges.columns),
        ("Common Challenges", "Challenge", "Operational Impact"),
    ),
    Element(
        "S30",
        lambda c: names(community(c).challenges.rows),
        ("Community Moderation", "Member Engagement", "Resource Support", "Platform Management"),
    ),
    Element(
        "S31",
        lambda c: community(c).examples.columns,
        ("Company", "Distribution Pathway", "Why This Channel Works"),
    ),
    Element(
        "S32",
        lambda c: [chain(row.pathway) for row in community(c).examples.rows],
        [
            "Notion → Online Communities → Knowledge Workers",
            "Figma → Designer Communities → Designers",
            "GitHub → Developer Communities → Programmers",
            "Shopify → Entrepreneur Communities → Store Owners",
            "Discord → Gaming Communities → Gamers",
        ],
    ),
    Element("S33", lambda c: community(c).checklist.columns, ("Evaluation Factor", "Key Question")),
    Element(
        "S34",
        lambda c: names(community(c).checklist.rows),
        (
            "Community Interest",
            "Product Shareability",
            "Community Infrastructure",
            "Community Management Capability",
            "Network Growth Potential",
        ),
    ),
)

MODEL_ELEMENTS = (
    Element("S35", lambda c: {tuple(s.title for s in w.sections) for w in written_up(c)}, {TITLES}),
    Element(
        "S36",
        lambda c: [ch.key for ch in c.channels if not (ch.best_suited_for and ch.implementation_forms)],
        [],
    ),
    Element(
        "S37",
        lambda c: {tuple(s.number for s in w.sections if hasattr(s, "chain")) for w in written_up(c)},
        {(2, 3, 4, 5, 6, 7, 8)},
    ),
)
