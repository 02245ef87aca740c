"""What every shipped model and case must carry, however many there are."""

import itertools
import re
from collections import Counter
from collections.abc import Iterator

import pytest

from channels_catalog.schema import Case, Catalog, Channel, channel_findings
from tests.catalog.test_prose import texts

VERDICT_GROUPS = {"failure", "bound"}


def words(text: str) -> int:
    return len(text.split())


def sentences(text: str) -> list[str]:
    return re.split(r"(?<=[.?]) (?=[A-Z\"])", text)


@pytest.fixture(scope="session")
def channels(catalog: Catalog) -> tuple[Channel, ...]:
    """The models that carry stakes: all of them, once every model is written to the pattern."""
    return catalog.channels


def test_every_model_carries_its_stakes(channels: tuple[Channel, ...]) -> None:
    missing = [
        (channel.key, field)
        for channel in channels
        for field in (
            "thesis",
            "stakes",
            "route",
            "saturates",
            "variants",
            "search_terms",
            "forms_explained",
            "write_up",
        )
        if not getattr(channel, field)
    ]
    assert missing == []


def test_the_thesis_is_one_sentence_of_at_most_twenty_words(channels: tuple[Channel, ...]) -> None:
    for channel in channels:
        thesis = channel.thesis or ""
        assert (channel.key, len(sentences(thesis)), words(thesis) <= 20) == (channel.key, 1, True)


def test_facts_of_the_box_are_short(channels: tuple[Channel, ...]) -> None:
    for channel in channels:
        assert channel.stakes is not None
        box = (channel.stakes.who_carries, channel.stakes.who_pays, channel.stakes.buyer)
        assert (channel.key, [fact for fact in box if words(fact) > 12]) == (channel.key, [])
        assert (channel.key, words(channel.burden) <= 20) == (channel.key, True)


def test_variants_are_told_in_two_sentences_and_found_by_other_words(channels: tuple[Channel, ...]) -> None:
    for channel in channels:
        for variant in channel.variants:
            place = (channel.key, variant.name)
            assert (place, len(sentences(variant.text)), bool(variant.search_terms)) == (place, 2, True)
        assert (channel.key, len(channel.search_terms) >= 5) == (channel.key, True)


OTHER_WORDS = {
    "influencer marketing": "affiliate-creator",
    "app store commission": "ecosystem-marketplace",
    "MSP": "reseller-distributor",
    "PPC": "paid-acquisition",
    "retargeting": "paid-acquisition",
    "take rate": "two-sided-liquidity",
    "sharing economy": "two-sided-liquidity",
    "app store owner": "two-sided-liquidity",
    "ChatGPT": "ai-assistants",
    "MCP": "ai-assistants",
    "GEO": "ai-assistants",
    "agentic commerce": "ai-assistants",
    "trade fair": "events-field",
    "door-to-door": "events-field",
    "insurance broker": "agents-brokers",
    "manufacturers rep": "agents-brokers",
    "tender": "public-procurement",
    "framework agreement": "public-procurement",
    "set-aside": "public-procurement",
    "telco bundle": "bundling",
    "pre-installed": "bundling",
    "employee benefits": "bundling",
}


def test_the_words_by_which_firms_look_for_a_path_stand_in_it(catalog: Catalog) -> None:
    for word, key in OTHER_WORDS.items():
        channel = catalog.channel(key)
        told = [*channel.search_terms, *(variant.name for variant in channel.variants)]
        told += [term for variant in channel.variants for term in variant.search_terms]
        assert (key, word, word.casefold() in map(str.casefold, told)) == (key, word, True)


def test_each_metric_is_defined_and_its_public_figure_looked_for(channels: tuple[Channel, ...]) -> None:
    for channel in channels:
        for metric in channel.metrics:
            place = f"{channel.key}: {metric.name}"
            assert (place, bool(metric.meaning), metric.benchmarks is not None) == (place, True, True)
            assert (place, words(metric.meaning or "") <= 30) == (place, True)


def test_each_figure_has_a_publisher_and_a_year(catalog: Catalog) -> None:
    year = int(catalog.version[:4])
    for channel in catalog.channels:
        for section in channel.write_up.sections if channel.write_up else ():
            for fact in section.facts:
                place = (channel.key, fact.text[:40])
                assert (place, bool(fact.publisher), fact.as_of <= year) == (place, True, True)
        for metric in channel.metrics:
            for benchmark in metric.benchmarks or ():
                assert (channel.key, benchmark.year <= year) == (channel.key, True)


def test_a_constraint_stands_between_partly_and_mostly(channels: tuple[Channel, ...]) -> None:
    """The anchors and the published threshold name the figures of the scale, which the schema keeps in order."""
    for channel in channels:
        scale = channel.constraint.metric.scale
        assert (channel.key, scale is not None) == (channel.key, True)
        assert scale is not None
        said = {
            f"anchor {level}": (text, scale.anchors[level])
            for level, text in channel.constraint.anchors.items()
        } | {
            "binds_when": (channel.constraint.metric.binds_when, scale.binds),
            "clear_when": (channel.constraint.metric.clear_when, scale.clears),
        }
        for place, (text, figure) in said.items():
            assert (channel.key, place, names(text, figure)) == (channel.key, place, True), text


def names(text: str, figure: int) -> bool:
    """Whether the text says the figure, in digits or in a word."""
    spelt = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
    word = spelt[figure] if 0 <= figure < len(spelt) else ""
    found = re.findall(r"\d[\d,]*", text)
    digits = {int(number.replace(",", "")) for number in found}
    return figure in digits or bool(word and re.search(rf"\b{word}\b", text, re.IGNORECASE))


def test_a_constraint_asks_for_its_figure(channels: tuple[Channel, ...]) -> None:
    assert [channel.key for channel in channels if "under control" in channel.constraint.question] == []


def test_anchors_of_level_four_join_at_most_two_conditions(channels: tuple[Channel, ...]) -> None:
    for channel in channels:
        for item in (*channel.factors, channel.constraint):
            joined = re.findall(r", and |; ", item.anchors["4"])
            assert (channel.key, item.key, len(joined) <= 1) == (channel.key, item.key, True)


def test_no_sentence_is_longer_than_forty_words(catalog: Catalog) -> None:
    told = texts(catalog.model_dump(mode="json"))
    long = [sentence for _, text in told for sentence in sentences(text) if words(sentence) > 40]
    assert long == []


def runs(text: str, length: int = 8) -> Iterator[tuple[str, ...]]:
    spoken = re.findall(r"[a-z0-9']+", text.lower())
    return (tuple(spoken[at : at + length]) for at in range(len(spoken) - length + 1))


def test_no_run_of_eight_words_stands_in_two_models(channels: tuple[Channel, ...]) -> None:
    seen: dict[tuple[str, ...], str] = {}
    shared = []
    for channel in channels:
        document = channel.model_dump(mode="json", exclude={"title"})
        form = {"title", "heading", "columns", "publisher", "best_suited_for"}
        for path, text in texts(document):
            if form & set(path):
                continue
            for run in runs(text):
                if seen.setdefault(run, channel.key) != channel.key:
                    shared.append((seen[run], channel.key, " ".join(run)))
    assert shared == []


def test_every_model_has_two_cases_and_one_of_them_warns(catalog: Catalog) -> None:
    for channel in catalog.channels:
        cases = catalog.cases_of(channel.key)
        warns = [case.id for case in cases if case.outcome in VERDICT_GROUPS]
        assert (channel.key, len(cases) >= 2, bool(warns)) == (channel.key, True, True)


def test_every_model_is_paired_with_others(catalog: Catalog) -> None:
    for channel in catalog.channels:
        effects = Counter(pair.effect for pair in catalog.pairs_of(channel.key))
        helps = effects["help"] + effects["help_with_line"]
        at_odds = effects["conflict"] + effects["overlap"]
        assert (channel.key, helps > 0, at_odds > 0) == (channel.key, True, True)


@pytest.fixture(scope="session")
def cases(catalog: Catalog) -> tuple[Case, ...]:
    return catalog.cases


def test_a_case_answers_the_whole_checklist_of_its_path(catalog: Catalog, cases: tuple[Case, ...]) -> None:
    for case in cases:
        if not catalog.holds(case.path):
            continue
        channel = catalog.channel(case.path)
        assert (case.id, set(case.answers)) == (case.id, {factor.key for factor in channel.factors})
        assert (case.id, set(case.surfaces)) == (case.id, set(catalog.surface_links[case.path]))


def test_a_case_is_told_with_dates_figures_and_sources(cases: tuple[Case, ...]) -> None:
    assert len(cases) >= 30
    for case in cases:
        assert (case.id, bool(case.history), case.figure is not None) == (case.id, True, True)
        assert (case.id, words(case.situation) <= 60) == (case.id, True)
        assert (case.id, case.id.split("-")[-1] != "") == (case.id, True)
        for event in case.history:
            assert (case.id, event.date >= case.as_of or event.claim == "probable") == (case.id, True)
            assert (case.id, re.search(r"\d|[Ss]old|[Bb]ought", event.what + event.date) is not None) == (
                case.id,
                True,
            )


def test_reasons_of_a_case_are_half_a_line(cases: tuple[Case, ...]) -> None:
    for case in cases:
        answers = itertools.chain(case.answers.values(), case.constraint.values(), case.surfaces.values())
        for answer in answers:
            assert (case.id, answer.why, words(answer.why) <= 24) == (case.id, answer.why, True)


def test_marks_of_a_route_lie_on_its_chain(channels: tuple[Channel, ...]) -> None:
    document = channels[0].model_dump()
    document["route"] = {"narrows_after": 4, "paid_by": 5, "paid_to": 5}
    assert [(finding.where, finding.message) for finding in channel_findings(document)] == [
        (("route", "narrows_after"), "must be at most 3: the chain of the architecture has 4 stations"),
        (("route", "paid_by"), "must be at most 4: the chain of the architecture has 4 stations"),
        (("route", "paid_to"), "must be at most 4: the chain of the architecture has 4 stations"),
        (("route", "paid_by"), "must be another station than 'paid_to'"),
    ]
