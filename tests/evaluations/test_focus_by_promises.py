"""One question at a time, the live panel and the sheet under method 2: asked by what an answer can change."""

import re

import pytest

from evaluations.answers.views.judging import reaches
from evaluations.inputs import checklist
from evaluations.results import queries
from evaluations.scoring import method2
from evaluations.work.queries import catalog_for, path_keys
from tests.evaluations.test_method_2 import answer_all

pytestmark = pytest.mark.django_db


def focus(client, evaluation, query=""):
    return client.get(f"/evaluations/{evaluation.pk}/focus/{query}", follow=True)


def text_of(answered):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answered.content.decode()))


def test_the_first_question_is_the_first_of_ask_next(evaluation_by_method_2, actor, client_of):
    answer_all(evaluation_by_method_2, actor, grade="reported")
    asked = queries.whole(queries.inputs_of(evaluation_by_method_2)).ask_next
    answered = focus(client_of("operator"), evaluation_by_method_2)
    assert answered.redirect_chain[-1][0].endswith(f"/focus/{asked[0].item}/")


def test_it_ends_exactly_when_ask_next_is_empty(evaluation_by_method_2, actor, client_of):
    answer_all(evaluation_by_method_2, actor)
    evaluation_by_method_2.refresh_from_db()
    result = queries.whole(queries.inputs_of(evaluation_by_method_2))
    rows = [row for row in result.ask_next if not row.item.endswith("@alignment")]
    said = text_of(focus(client_of("operator"), evaluation_by_method_2))
    assert rows == []
    assert "No single measured answer changes an issued verdict" in said
    assert "Put more behind" in said


def test_a_newcomer_comes_away_with_leans_and_roads(evaluation_by_method_2, actor, client_of):
    """All that counts is answered from public knowledge, and nothing can be measured: every question is passed over."""
    answer_all(evaluation_by_method_2, actor, grade="reported")
    asked = list(catalog_for(evaluation_by_method_2).items())
    seen = ".".join(str(place) for place in range(len(asked) + 1))
    said = text_of(focus(client_of("operator"), evaluation_by_method_2, f"?seen={seen}"))
    assert "You have been through every question that could change a verdict" in said
    assert "point to Scale" in said
    assert "checks would settle" in said or "check would settle" in said
    result = queries.whole(queries.inputs_of(evaluation_by_method_2))
    for key in path_keys(evaluation_by_method_2):
        road = result.promises[key].road
        assert catalog_for(evaluation_by_method_2).path_name(key) in said
        for item in road.answers:
            assert f"focus/{item}/" in focus(
                client_of("operator"), evaluation_by_method_2, f"?seen={seen}"
            ).content.decode().replace("%21", "!").replace("%40", "@")


def test_the_panel_says_what_a_withheld_verdict_leans_to_and_its_road(
    evaluation_by_method_2, actor, client_of
):
    answer_all(evaluation_by_method_2, actor, grade="reported")
    said = text_of(client_of("operator").get(f"/evaluations/{evaluation_by_method_2.pk}/answers/community/"))
    assert "Leans Scale" in said
    assert "checks are enough" in said or "check is enough" in said
    assert "Next question worth asking" in said


def test_a_saved_answer_comes_back_with_the_panel(evaluation_by_method_2, client_of):
    asked = checklist(catalog_for(evaluation_by_method_2), path_keys(evaluation_by_method_2))
    item = next(key for key, each in asked.items.items() if each.role == "pull")
    for place in ("", "focus"):
        answered = client_of("operator").post(
            f"/evaluations/{evaluation_by_method_2.pk}/answers/item/{item}/",
            {"choice": "3", "grade": "observed", "version": "0" if not place else "1", "place": place},
            headers={"HX-Request": "true"},
        )
        assert answered.status_code == 200
        assert "live-exact" in answered.content.decode()


def test_what_the_panel_draws_is_what_is_judged(evaluation_by_method_2, actor):
    answer_all(evaluation_by_method_2, actor, grade="reported")
    inputs = queries.inputs_of(evaluation_by_method_2)
    found = reaches(inputs)
    for key, path in method2.judgement_of(inputs).paths.items():
        scores = [end.scores for end in (path.ends.lo, path.ends.point, path.ends.hi)]
        assert [found[key].fit.low, found[key].fit.point, found[key].fit.high] == [each.F for each in scores]
        assert [found[key].support.low, found[key].support.high] == [scores[0].S, scores[2].S]


def test_triage_orders_by_carry_under_method_2_too(evaluation_by_method_2, actor, client_of):
    answer_all(evaluation_by_method_2, actor, grade="reported")
    answered = client_of("operator").get(f"/evaluations/{evaluation_by_method_2.pk}/triage/")
    assert answered.status_code == 200
    assert "stand in order of carry" in text_of(answered)


def test_the_explanation_shows_what_is_known_and_every_promise(evaluation_by_method_2, actor, client_of):
    answer_all(evaluation_by_method_2, actor, grade="reported")
    said = text_of(
        client_of("viewer").get(f"/evaluations/{evaluation_by_method_2.pk}/explain/community/", follow=True)
    )
    assert "How likely each class of action is" in said
    assert "Each of these was tried" in said
    assert "On the line" in said


def test_a_scenario_is_told_from_two_results_of_method_2(evaluation_by_method_2, actor, client_of):
    answer_all(evaluation_by_method_2, actor, grade="reported")
    answered = client_of("viewer").get(f"/evaluations/{evaluation_by_method_2.pk}/what-if/", follow=True)
    assert answered.status_code == 200
    assert "Nothing is moved yet" in text_of(answered)
