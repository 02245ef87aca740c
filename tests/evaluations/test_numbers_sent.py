"""Numbers in addresses and forms that are none, or longer than Python reads: never more than not understood."""

from collections.abc import Callable

import pytest
from django.test import Client

from evaluations.models import Evaluation
from evaluations.views.numbers import whole_number

LONG = "9" * 5000
ITEM = "community/community-interest"


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
