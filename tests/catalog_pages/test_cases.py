"""Cases: the list, a page to decide on before its end is read, a copy to work on, the back-test."""

import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from channels_catalog.models import CatalogRelease
from channels_catalog.queries import catalog_of
from channels_catalog.schema import Catalog
from evaluations.answers.queries import answers_of
from evaluations.cases.operations import copy_case
from evaluations.cases.queries import back_test, inputs_of_case, judged_case
from evaluations.models import Evaluation, Product
from evaluations.scoring import method2
from evaluations.vocabulary import VERDICT_WORDS
from evaluations.work.operations.evaluations import delete_evaluation
from tests.catalog_pages.test_models import shown, text_of
from tests.conftest import NOW, actor_of
from workspaces.models import Workspace

pytestmark = pytest.mark.services

Login = Callable[..., Client]
DROPBOX = "dropbox-2009-referral"


@pytest.fixture
def catalog(workspace: Workspace) -> Catalog:
    return catalog_of(CatalogRelease.objects.get().pk)


def titles(client: Client, **asked: str) -> list[str]:
    answer = client.get(reverse("cases"), asked)
    assert answer.status_code == 200
    return [card.case.id for card in answer.context["cards"]]


class TestList:
    def test_all_cases_each_with_its_way_there(self, client_of: Login, catalog: Catalog) -> None:
        html = shown(client_of("viewer"), reverse("cases"))
        for case in catalog.cases:
            assert f'href="{reverse("case", args=[case.id])}"' in html

    def test_filters_stand_in_the_address(self, client_of: Login, catalog: Catalog) -> None:
        client = client_of()
        assert titles(client, outcome="failure") == [
            case.id for case in catalog.cases if case.outcome == "failure"
        ]
        assert titles(client, path="community") == [
            case.id for case in catalog.cases if case.path == "community" or "community" in case.also_on
        ]
        assert titles(client, growth_model="plg", outcome="success") == [
            case.id for case in catalog.cases if case.growth_model == "plg" and case.outcome == "success"
        ]
        assert '<option value="failure" selected>' in shown(client, reverse("cases"), outcome="failure")

    def test_nothing_found_leads_back_and_nonsense_breaks_nothing(self, client_of: Login) -> None:
        text = text_of(shown(client_of(), reverse("cases"), path="<b>nonsense</b>"))
        assert "No case fits" in text
        assert "Show all cases" in text


class TestCase:
    def test_nothing_of_the_end_stands_before_the_readers_choice(
        self, client_of: Login, catalog: Catalog
    ) -> None:
        client = client_of("viewer")
        for case in catalog.cases:
            html = shown(client, reverse("case", args=[case.id]))
            before, after = html.split('<details id="verdict">', 1)
            before, after = text_of(f"{before}</main>"), text_of(f"<main{after}")
            assert case.verdicts.because not in before
            assert all(event.what not in before for event in case.history)
            assert case.verdicts.because in after
            assert all(event.what in after for event in case.history)
            assert all(f"{limit}." in after for limit in case.cannot_express)

    def test_answers_stand_with_their_reasons(self, client_of: Login, catalog: Catalog) -> None:
        case = catalog.case(DROPBOX)
        html = shown(client_of(), reverse("case", args=[DROPBOX]))
        text = text_of(html)
        assert case.situation in text
        for part in (case.answers, case.constraint, case.surfaces):
            for answer in part.values():
                assert f"{answer.why}." in text
                assert f"{answer.level} of 4" in text

    def test_the_choice_opens_the_fold_and_stands_beside_the_verdict(
        self, client_of: Login, catalog: Catalog
    ) -> None:
        client, address = client_of(), reverse("case", args=[DROPBOX])
        html = shown(client, address, decided="park")
        assert '<details id="verdict" open>' in html
        assert re.search(r"You said\s+Park", text_of(html))
        assert '<details id="verdict">' in shown(client, address, decided="nonsense")

    def test_it_says_what_method_2_issues(self, client_of: Login, catalog: Catalog) -> None:
        client = client_of()
        for case in catalog.cases[:6]:
            judged = method2.judgement_of(inputs_of_case(catalog, case)).paths[case.path]
            assert judged is not None
            text = text_of(shown(client, reverse("case", args=[case.id])))
            assert f"What the method says {VERDICT_WORDS[judged.judged.verdict]}" in re.sub(r"\s+", " ", text)

    def test_an_unknown_case_is_not_found(self, client_of: Login, catalog: Catalog) -> None:
        assert client_of().get(reverse("case", args=["nowhere"])).status_code == 404

    def test_a_model_leads_to_its_cases(self, client_of: Login, catalog: Catalog) -> None:
        html = shown(client_of(), reverse("channel_model", args=["customer-referral"]))
        assert f'href="{reverse("case", args=[DROPBOX])}"' in html


class TestCopy:
    def test_one_click_makes_a_finished_evaluation(self, client_of: Login, catalog: Catalog) -> None:
        answer = client_of("operator").post(reverse("case_copy", args=[DROPBOX]))
        copy = Evaluation.objects.get()
        assert answer.status_code == 302
        assert answer["Location"] == reverse("result", args=[copy.pk])
        case = catalog.case(DROPBOX)
        assert (copy.title, copy.status, copy.growth_model) == (
            "Dropbox, September 2009",
            Evaluation.SUBMITTED,
            "plg",
        )
        assert copy.product.name == case.product
        stored = answers_of(copy)
        assert len(stored) == len(case.answers) + len(case.constraint) + len(case.surfaces)
        row = stored["customer-referral/topic-frequency"]
        assert (row.level, row.grade, row.note) == (3, "measured", case.answers["topic-frequency"].why)

    def test_however_often_it_is_pressed_there_is_one(self, client_of: Login, catalog: Catalog) -> None:
        client = client_of("operator")
        places = {client.post(reverse("case_copy", args=[DROPBOX]))["Location"] for _ in range(3)}
        assert (len(places), Evaluation.objects.count(), Product.objects.count()) == (1, 1, 1)

    def test_a_copy_that_was_deleted_stays_deleted(self, workspace: Workspace, catalog: Catalog) -> None:
        release, case = CatalogRelease.objects.get(), catalog.case(DROPBOX)
        admin = actor_of(workspace, "admin")
        first, _ = copy_case(case=case, release=release, by=admin, now=NOW)
        delete_evaluation(evaluation=first, by=admin, now=NOW)
        second, is_new = copy_case(case=case, release=release, by=admin, now=NOW)
        assert (is_new, first.pk != second.pk) == (True, True)
        assert copy_case(case=case, release=release, by=admin, now=NOW) == (second, False)

    def test_workspaces_have_copies_of_their_own(
        self, workspace: Workspace, other_workspace: Workspace, catalog: Catalog
    ) -> None:
        release, case = CatalogRelease.objects.get(), catalog.case(DROPBOX)
        copies = {
            copy_case(case=case, release=release, by=actor_of(each, "admin"), now=NOW)[0].pk
            for each in (workspace, other_workspace)
        }
        assert len(copies) == 2

    def test_every_case_can_be_copied(self, workspace: Workspace, catalog: Catalog) -> None:
        release, operator = CatalogRelease.objects.get(), actor_of(workspace, "operator")
        for case in catalog.cases:
            copy, is_new = copy_case(case=case, release=release, by=operator, now=NOW)
            assert (copy.status, is_new) == (Evaluation.SUBMITTED, True)


class TestBackTest:
    def test_the_bridge_and_the_command_judge_alike(self, catalog: Catalog) -> None:
        rows = {row.case: row for row in back_test(CatalogRelease.objects.get().pk)}
        assert list(rows) == [case.id for case in catalog.cases]
        for case in catalog.cases:
            judged = judged_case(catalog, case)
            issued = rows[case.id].runs["2", "plain"]
            assert (case.id, judged.words.verdict, judged.holds) == (case.id, issued.verdict, issued.holds)

    def test_its_table_is_a_page(self, client_of: Login, catalog: Catalog) -> None:
        text = text_of(shown(client_of("viewer"), reverse("back_test")))
        rows = back_test(CatalogRelease.objects.get().pk)
        agreeing = sum(row.runs["2", "plain"].holds == "agree" for row in rows)
        assert f"Method 2 {agreeing} of {len(rows)}" in text
        for case in catalog.cases:
            assert case.company in text
