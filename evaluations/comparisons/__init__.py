"""Comparisons: members beside each other on one common ground, and everything that is shown of them.

setting_of(comparison)      what is compared, and how
result_of(setting)          the result document: a row for each path and item, a cell for each member
"""

from evaluations.comparisons.members import Choice, Member, aliases_of, members_of
from evaluations.comparisons.reading import (
    Setting,
    choices_of,
    comparisons,
    result_of,
    result_of_members,
    setting_of,
    whole,
)

__all__ = [
    "Choice",
    "Member",
    "Setting",
    "aliases_of",
    "choices_of",
    "comparisons",
    "members_of",
    "result_of",
    "result_of_members",
    "setting_of",
    "whole",
]
