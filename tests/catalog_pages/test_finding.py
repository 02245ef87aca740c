"""Searching the catalog: questions as people ask them, and the page that must come first; the glossary."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from channels_catalog.finding import Index
from channels_catalog.glossary import terms
from channels_catalog.models import CatalogRelease
from channels_catalog.queries import index_of
from tests.catalog_pages.test_models import shown, text_of
from tests.conftest import CATALOG

pytestmark = pytest.mark.services

Login = Callable[..., Client]

# What people ask, and the page that must come first: its kind, and its key (of constraints and metrics, the model's).
QUESTIONS = {
    "app store commission": ("channel_model", "ecosystem-marketplace"),
    "app store comission": ("channel_model", "ecosystem-marketplace"),
    "who pays the partner": ("channel_model", "partner-channel"),
    "K-factor": ("term", "k-factor"),
    "virality": ("term", "k-factor"),
    "NRR": ("term", "nrr"),
    "SEO": ("channel_model", "content"),
    "PLG": ("channel_model", "direct-self-serve"),
    "GTM": ("term", "gtm"),
    "land and expand": ("channel_model", "expansion-motion"),
    "refferal reward": ("channel_model", "customer-referral"),
    "cold calling": ("channel_model", "inside-sales"),
    "white label": ("channel_model", "oem-white-label"),
    "shelf space in supermarkets": ("channel_model", "retail-wholesale"),
    "GDPR audit": ("channel_model", "compliance-led"),
    "what does a franchise owner pay": ("channel_model", "franchise"),
    "influencer": ("channel_model", "affiliate-creator"),
    "open source developers": ("channel_model", "developer-open-source"),
    "subscription box": ("channel_model", "direct-to-consumer"),
    "dropshipping": ("channel_model", "ecosystem-marketplace"),
    "vending": ("channel_model", "retail-wholesale"),
    "embedded finance": ("channel_model", "integrations"),
    "Discord": ("channel_model", "community"),
    "comunity": ("channel_model", "community"),
    "word of mouth": ("channel_model", "community"),
    "Dropbox": ("case", "dropbox-2009-referral"),
    "Slack": ("case", "slack-2014-invitations"),
    "platform dependency": ("constraint", "ecosystem-marketplace"),
    "platfrom dependancy": ("constraint", "ecosystem-marketplace"),
    "empty engagement theater": ("constraint", "community"),
    "churn": ("term", "churn"),
    "channel conflict with our own sales": ("channel_model", "reseller-distributor"),
    "implementaion partner": ("channel_model", "services-partner"),
    "managed service provider": ("channel_model", "reseller-distributor"),
    "product artifact": ("surface", "product-artifact"),
    "customer acquisition cost": ("term", "cac"),
    "conector": ("channel_model", "integrations"),
    "free trial": ("channel_model", "direct-self-serve"),
    "enterprise RFP": ("channel_model", "enterprise-sales"),
    "what is a verdict": ("term", "verdict"),
}


@pytest.fixture(scope="module")
def index() -> Index:
    return Index(CATALOG)


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_page_that_must_come_first(index: Index, question: str) -> None:
    hits = index.search(question).hits
    assert [(hit.kind, hit.key) for hit in hits[:1]] == [QUESTIONS[question]], [hit.name for hit in hits[:5]]


def test_the_published_release_answers_alike(catalog_release: CatalogRelease, index: Index) -> None:
    stored = index_of(catalog_release.pk)
    for question in QUESTIONS:
        assert stored.search(question) == index.search(question)


def test_every_search_word_of_every_model_finds_it(index: Index) -> None:
    for channel in CATALOG.channels:
        for words in (*channel.search_terms, *(variant.name for variant in channel.variants)):
            found = [hit.key for hit in index.search(words).hits if hit.kind == "channel_model"]
            assert channel.key in found[:6], (channel.key, words, found)


def test_an_excerpt_marks_the_words_in_any_form(index: Index) -> None:
    (hit,) = index.search("notices of hosts").hits[:1]
    assert any(piece.marked for piece in hit.excerpt)
    assert all(piece.text for piece in hit.excerpt)


def test_it_says_which_spelling_it_searched_for(index: Index) -> None:
    assert index.search("app store comission").searched == "app store commission"
    assert index.search("app store commission").searched == ""


@pytest.mark.parametrize(
    "text",
    ["", "  ", '"', "a OR", "NEAR(", "col:x", "*", "-", "(", "^x", "\x00", "ﬁ ́", "the of and", "x" * 5000],
)
def test_whatever_is_typed_is_answered(index: Index, text: str) -> None:
    index.search(text)


def test_a_case_is_not_told_by_its_end(index: Index) -> None:
    for case in CATALOG.cases:
        for hit in index.search(f"{case.company} {case.product}").hits:
            if hit.kind == "case" and hit.key == case.id:
                assert case.verdicts.because not in "".join(piece.text for piece in hit.excerpt)


class TestPages:
    def test_one_result_page_with_marks_and_ways_to_the_pages(self, client_of: Login) -> None:
        html = shown(client_of("viewer"), reverse("search"), q="app store comission")
        text = text_of(html)
        assert "for app store commission ; you typed “app store comission”" in text
        assert "<mark>" in html
        assert f'href="{reverse("channel_model", args=["ecosystem-marketplace"])}"' in html

    def test_nothing_found_says_so(self, client_of: Login) -> None:
        assert "Nothing was found" in text_of(shown(client_of(), reverse("search"), q="qqqqqqqq zzzzzzzz"))

    def test_markup_in_what_was_typed_stays_text(self, client_of: Login) -> None:
        html = shown(client_of(), reverse("search"), q="<script>alert(1)</script>")
        assert "<script>alert" not in html

    def test_the_glossary_has_every_term_and_every_metric_with_its_formula(self, client_of: Login) -> None:
        text = text_of(shown(client_of("viewer"), reverse("glossary")))
        for term in terms():
            for words in (term.name, term.definition, term.formula):
                assert words in text
        for channel in CATALOG.channels:
            for metric in channel.metrics:
                assert metric.name in text
                assert metric.formula in text


def test_terms_are_short_and_told_apart() -> None:
    keys = [term.key for term in terms()]
    assert len(keys) == len(set(keys)) >= 50
    for term in terms():
        assert len(term.definition.split()) <= 30, term.key
        assert not term.model or CATALOG.holds(term.model), term.key
