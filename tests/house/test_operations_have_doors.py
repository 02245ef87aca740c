"""Each act has a caller among the pages and one in the API, or is named here with its reason."""

import re
from pathlib import Path

import pytest

from evaluations import operations

ROOT = Path(__file__).resolve().parents[2]
ACTS = [name for name in operations.__all__ if name[0].islower()]
# Undoing is offered by the page that deleted; the API has no undelete. A start makes product and evaluation at once;
# the API makes each by a call of its own; it keeps a scenario by changing the evaluation and saving its answers.
PAGES_ONLY = {
    "restore_product",
    "restore_evaluation",
    "restore_report",
    "restore_comparison",
    "start_evaluation",
    "keep_scenario",
}

# A page shows what is stored, or the form that stores it.
API_ONLY = {"create_evaluation", "preview_comparison"}


def text_of(folder: str) -> str:
    return "\n".join(
        path.read_text(encoding="utf-8") for path in (ROOT / "evaluations" / folder).rglob("*.py")
    )


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("folder", ["views", "api"])
def test_an_act_has_a_door(act: str, folder: str) -> None:
    others = {"api": PAGES_ONLY, "views": API_ONLY}[folder]
    if act in others:
        assert not re.search(rf"\b{act}\(", text_of(folder))
        return
    assert re.search(rf"\b{act}\b", text_of(folder)), f"{act} has no caller in {folder}/"
