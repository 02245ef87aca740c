"""Numbers in addresses and forms that are none, or longer than Python reads: never more than not understood."""

import html
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from distmap.numbers import whole_number
from evaluations.models import Evaluation
from evaluations.work.operations.evaluations import change_evaluation
from evaluations.work.operations.products import change_product
from tests.conftest import NOW
from tests.markup import squeezed
from workspaces.actors import Actor

LONG = "9" * 5000
SEEN = re.compile(r'name="seen" value="([^"]*)"')
ITEM = "community/community-interest"


def seen_in(answer: Any) -> str:
    """What the form of a page was drawn with."""
    found = SEEN.search(answer.content.decode())
    assert found is not None
    return html.unescape(found[1])


@pytest.mark.parametrize("text", ["", "²", "٣", "-1", "1.5", " 1", LONG])
def test_what_is_no_number(text: str) -> None:
    assert whole_number(text) is None


def test_a_number_within_its_digits() -> None:
    assert (whole_number("007"), whole_number("1000", digits=3)) == (7, None)


@pytest.mark.parametrize("sent", ["²", LONG])
def test_no_number_makes_a_page_fail(
    client_of: Callable[..., Client], evaluation: Evaluation, sent: str
) -> None:
    client, of = client_of("strategist"), f"/evaluations/{evaluation.pk}/"
    answers = [
        client.get(f"{of}focus/", {"seen": sent}),
        client.post(f"{of}answers/item/{ITEM}/", {"choice": sent}),
        client.post(f"{of}decision/edit/", {"act": f"remove-kill-{sent}"}),
        client.post(f"{of}decision/edit/", {"version": sent}),
        client.post(f"{of}triage/", {"version": sent, "paths": ["community"]}),
        client.post(f"/products/{evaluation.product_id}/edit/", {"version": sent, "name": "Ledgerline"}),
    ]
    assert [answer.status_code for answer in answers] == [302, 422, 200, 422, 302, 302]


def test_a_form_with_a_fault_goes_on_from_what_it_was_shown_with(
    client_of: Callable[..., Client], evaluation: Evaluation, actor: Callable[..., Actor]
) -> None:
    """Else a change that somebody made meanwhile would be overwritten without a word."""
    by, client = actor("strategist"), client_of("strategist")
    forms = [
        (f"/evaluations/{evaluation.pk}/title/", "title"),
        (f"/products/{evaluation.product_id}/edit/", "name"),
    ]
    seen = [seen_in(client.get(address)) for address, _ in forms]
    change_evaluation(evaluation=evaluation, changes={"title": "Theirs"}, by=by, now=NOW)
    change_product(product=evaluation.product, changes={"name": "Theirs"}, by=by, now=NOW)
    for (address, name), first in zip(forms, seen, strict=True):
        wrong = client.post(address, {"seen": first, name: ""})
        assert wrong.status_code == 422
        clash = client.post(address, {"seen": first, name: "Mine"})
        assert (clash.status_code, 'class="conflict' in squeezed(clash)) == (422, True)
        assert "Theirs" in squeezed(clash)
