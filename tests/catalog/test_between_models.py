"""What holds between the models: no borrowed phrases, short sentences, and questions that agree with thresholds."""

import re
from collections import defaultdict
from collections.abc import Iterator

import pytest

from channels_catalog.schema import Catalog, Channel
from tests.catalog.acceptance import PATHS
from tests.catalog.test_prose import texts

RUN = 8
ADDRESSES = frozenset({"source", "url", "key"})
NUMBER_WORDS = {"half": "50%", "three quarters": "75%", "three years": "3 years", "six years": "6 years"}
SHARE = re.compile(r"(\d+(?:\.\d+)?)(?: (?:to|or) (\d+(?:\.\d+)?))? (?:in|of the last) (\d[\d,]*)")
PLAIN = re.compile(r"(\d+(?:\.\d+)?)(?:%? to (\d+(?:\.\d+)?))?")


def told(channel: Channel) -> Iterator[str]:
    for path, text in texts(channel.model_dump(mode="json")):
        if path[-1] not in ADDRESSES:
            yield text


def test_no_two_models_share_a_run_of_eight_words(catalog: Catalog) -> None:
    users: defaultdict[str, set[str]] = defaultdict(set)
    for channel in catalog.channels:
        for text in told(channel):
            words = re.findall(r"[a-z0-9']+", text.lower())
            for start in range(len(words) - RUN + 1):
                users[" ".join(words[start : start + RUN])].add(channel.key)
    assert {run: sorted(keys) for run, keys in users.items() if len(keys) > 1} == {}


def test_no_sentence_of_a_model_is_longer_than_forty_words(catalog: Catalog) -> None:
    long = [
        (channel.key, sentence)
        for channel in catalog.channels
        for text in told(channel)
        for sentence in re.split(r"(?<=[.?])\s", text)
        if len(sentence.split()) > 40
    ]
    assert long == []


def figures(text: str) -> tuple[float, float]:
    """The first figure of a text as a low and a high end; shares become per cent."""
    for word, figure in NUMBER_WORDS.items():
        text = text.replace(word, figure)
    if share := SHARE.search(text):
        low, high, whole = share.groups()
        of = float(whole.replace(",", ""))
        return float(low) / of * 100, float(high or low) / of * 100
    plain = PLAIN.search(text)
    assert plain is not None, text
    low, high = plain.groups()
    return float(low), float(high or low)


def agrees(binds_when: str, clear_when: str, anchors: dict[str, str]) -> bool:
    """Level 2 describes a figure that binds, level 4 one that is clear; the threshold stands between."""
    threshold, clear = figures(binds_when)[0], figures(clear_when)[0]
    partly, yes = figures(anchors["2"]), figures(anchors["4"])
    if binds_when.startswith("Below"):
        return partly[1] < threshold <= clear <= yes[0]
    return binds_when.startswith("Above") and partly[0] > threshold >= clear >= yes[1]


def test_the_anchors_of_a_constraint_agree_with_its_threshold(catalog: Catalog) -> None:
    for channel in catalog.channels[len(PATHS) :]:
        constraint, metric = channel.constraint, channel.constraint.metric
        agreed = agrees(metric.binds_when, metric.clear_when, constraint.anchors)
        assert (channel.key, agreed) == (channel.key, True)
        assert (channel.key, "under control" in constraint.question) == (channel.key, False)


@pytest.mark.parametrize(
    ("binds", "clear", "partly", "agreed"),
    [
        ("Below 70%", "80%", "About 6 in 10 stores", True),
        ("Below 70%", "80%", "7 or 8 of the last 10", False),
        ("Below 20 in 1,000", "30 in 1,000 or more", "About 10 in 1,000 customers", True),
        ("Below 300%", "400% or above", "About 200% to 350% of the cost", False),
        ("Above 5 years", "3 years or less", "About 6 years", True),
        ("Above 5 years", "3 years or less", "Up to 5 years", False),
    ],
)
def test_a_threshold_above_partly_is_noticed(binds: str, clear: str, partly: str, agreed: bool) -> None:
    yes = "Within three years" if "years" in binds else "At least 9 in 10" if "300" not in binds else "400%"
    assert agrees(binds, clear, {"2": partly, "4": yes}) == agreed


def test_what_a_reader_weighs_first_is_short(catalog: Catalog) -> None:
    for channel in catalog.channels:
        if channel.stakes is not None and channel.thesis is not None:
            facts = (channel.stakes.who_carries, channel.stakes.who_pays, channel.stakes.buyer)
            assert (channel.key, max(len(fact.split()) for fact in facts) <= 12) == (channel.key, True)
            assert (channel.key, len(channel.thesis.split()) <= 20) == (channel.key, True)
