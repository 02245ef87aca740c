"""A decision to begin from: whole, on a path that most evaluations of the tests have."""

from datetime import date
from typing import Any

from evaluations.decisions.rules import ActionInput, DecisionInput, KillCriterion

REVIEW_ON = date(2027, 2, 1)
KILL = KillCriterion(metric="Member-answer share", threshold="Under 10 %", by=date(2027, 1, 15))
PRODUCT_ACTION = ActionInput(
    title="Send the closing report to every reader",
    kind="product",
    owner="Otto",
    due_on=date(2027, 1, 4),
    surfaces=("product-artifact", "workflow"),
)
CAMPAIGN_ACTION = ActionInput(title="Name two hosts", kind="campaign")


def decided(**changes: Any) -> DecisionInput:
    """A sound decision, with the fields named changed."""
    fields: dict[str, Any] = {
        "path": "community",
        "decision": "relieve_first",
        "condition": "Hosts are found by March.",
        "reasons": "Members wait a day for an answer.",
        "owner": "Stella",
        "review_on": REVIEW_ON,
        "exclusions": "No paid promotion.",
        "kill_criteria": (KILL,),
        "actions": (PRODUCT_ACTION, CAMPAIGN_ACTION),
    }
    return DecisionInput(**fields | changes)


def body(**changes: Any) -> dict[str, Any]:
    """The same as a JSON body."""
    sent: dict[str, Any] = {
        "path": "community",
        "decision": "relieve_first",
        "condition": "Hosts are found by March.",
        "reasons": "Members wait a day for an answer.",
        "owner": "Stella",
        "review_on": "2099-02-01",
        "exclusions": "No paid promotion.",
        "kill_criteria": [{"metric": "Member-answer share", "threshold": "Under 10 %", "by": "2027-01-15"}],
        "actions": [
            {
                "title": "Send the closing report to every reader",
                "kind": "product",
                "owner": "Otto",
                "due_on": "2027-01-04",
                "surfaces": ["product-artifact", "workflow"],
            },
            {"title": "Name two hosts", "kind": "campaign"},
        ],
    }
    return sent | changes


def form(**changes: Any) -> dict[str, Any]:
    """The same as a page sends it."""
    sent: dict[str, Any] = {
        "path": "community",
        "decision": "relieve_first",
        "condition": "Hosts are found by March.",
        "reasons": "Members wait a day for an answer.",
        "owner": "Stella",
        "review_on": "2099-02-01",
        "exclusions": "No paid promotion.",
        "kill-0-metric": "Member-answer share",
        "kill-0-threshold": "Under 10 %",
        "kill-0-by": "2027-01-15",
        "action-0-title": "Send the closing report to every reader",
        "action-0-action_kind": "product",
        "action-0-owner": "Otto",
        "action-0-due_on": "2027-01-04",
        "action-0-state": "open",
        "action-0-surfaces": ["product-artifact", "workflow"],
        "action-1-title": "Name two hosts",
        "action-1-action_kind": "campaign",
        "action-1-state": "open",
    }
    return sent | changes
