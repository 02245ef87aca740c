"""Each act has a caller among the pages and one in the API, or is named here with its reason."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
APPS = ("evaluations", "comparisons", "reports")

# What several acts have in common.
PARTS = {"record_status_change", "mark_changed", "store_snapshot", "store_submitted", "tell"}


def acts() -> list[str]:
    """Public functions of operations that are called on somebody's behalf."""
    return sorted(
        node.name
        for app in APPS
        for path in [*(ROOT / app).rglob("operations.py"), *(ROOT / app).rglob("operations/*.py")]
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef)
        and not node.name.startswith("_")
        and node.name not in PARTS
        and "by" in {argument.arg for argument in node.args.kwonlyargs}
    )


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
        path.read_text(encoding="utf-8") for app in APPS for path in (ROOT / app).rglob(f"{folder}/**/*.py")
    )


@pytest.mark.parametrize("act", acts())
@pytest.mark.parametrize("folder", ["views", "api"])
def test_an_act_has_a_door(act: str, folder: str) -> None:
    others = {"api": PAGES_ONLY, "views": API_ONLY}[folder]
    if act in others:
        assert not re.search(rf"\b{act}\(", text_of(folder))
        return
    assert re.search(rf"\b{act}\b", text_of(folder)), f"{act} has no caller in {folder}/"
