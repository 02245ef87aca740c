"""Pages of decisions: what was decided on an evaluation, its form, its outcome, and the workspace's decisions."""

from evaluations.views.decisions.editing import edit_decision
from evaluations.views.decisions.lists import calibration, decisions
from evaluations.views.decisions.page import decision, decision_action, decision_outcome

__all__ = ["calibration", "decision", "decision_action", "decision_outcome", "decisions", "edit_decision"]
