"""Why a cell of a comparison holds nothing, in words."""

from collections.abc import Mapping
from typing import Final

GAPS: Final[Mapping[str, str]] = {
    "deleted": "deleted", "not_chosen": "path not chosen", "not_applicable": "does not apply",
    "not_asked": "not asked", "unanswered": "not answered",
}  # fmt: skip
