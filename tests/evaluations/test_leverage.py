"""What designing in each surface gives path by path: the same totals as the method's own leverage."""

import pytest
from hypothesis import given, settings

from evaluations.models import Product
from evaluations.results.leverage import leverage
from evaluations.scoring import parse, score
from evaluations.scoring.method1.constants import VERDICTS
from evaluations.scoring.plain import plain as plain_json
from tests.evaluations.test_result_blocks import plain, section
from tests.evaluations.test_result_page import EIGHT, ActorOf, Login, answered, html_of
from tests.scoring.worlds import worlds


@settings(max_examples=40, deadline=None)
@given(document=worlds())
def test_the_parts_add_up_to_the_methods_leverage(document: dict[str, object]) -> None:
    inputs = parse(document)
    moves = {move["surface"]: move for move in plain_json(leverage(inputs))["moves"]}
    stated = plain_json(score(inputs))["leverage"]
    assert moves.keys() == {each["surface"] for each in stated}
    for each in stated:
        move = moves[each["surface"]]
        assert move["gain"] == pytest.approx(each["gain"], abs=5e-6)
        better = [
            one["path"] for one in move["paths"] if VERDICTS.index(one["to"]) > VERDICTS.index(one["from"])
        ]
        assert sorted(better) == sorted(each["improves"])


def test_the_page_lists_the_moves_with_what_each_gives(
    product: Product, actor: ActorOf, client_of: Login
) -> None:
    evaluation = answered(product, actor(), EIGHT, brand=0, artifact=0, buyer_intent=4)
    text = plain(section(html_of(client_of(), evaluation, "design-map"), "design-map"))
    assert "Design moves, by what they give" in text
    assert "Brand now not there" in text
    assert "of fit:" in text
