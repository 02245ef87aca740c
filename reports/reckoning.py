"""The figures of a comparison, reckoned again from nothing but its frozen columns."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from comparisons.figures import Judge, figures
from evaluations import scoring
from reports.frozen import sha256_of
from reports.frozen_comparison import FrozenColumn, FrozenComparison, FrozenSetting


def reckoned(frozen: FrozenComparison) -> dict[str, Any]:
    """The figures with their digest and that of their inputs. Raises scoring.InvalidInputs if the inputs are none."""
    found = figures_of(frozen.setting, frozen.columns)
    return {
        "inputs_sha256": digest_of_columns(frozen.setting, frozen.columns),
        "figures_sha256": sha256_of_figures(found),
        "figures": found,
    }


def figures_of(
    setting: FrozenSetting, columns: Sequence[FrozenColumn], *, judge: Judge = scoring.sampled
) -> dict[str, Any]:
    """What section 14 of the method gives for these columns; nothing where no member is there.

    `judge` gives the sampled part of inputs: reckoned anew, unless whoever asks has it at hand.
    """
    places = [column.place for column in columns]
    if setting.base is None:
        return {}
    return figures(
        setting.kind,
        [scoring.parse(column.inputs) for column in columns],
        base=places.index(setting.base),
        order=setting.order,
        revisions=[column.revisions for column in columns],
        judge=judge,
    )


def sha256_of_figures(found: Mapping[str, Any]) -> str:
    return sha256_of(_text(found))


def digest_of_columns(setting: FrozenSetting, columns: Sequence[FrozenColumn]) -> str:
    """The digest of all that the figures depend on."""
    told = {
        "kind": setting.kind, "base": setting.base, "order": setting.order,
        "columns": [
            {"place": column.place, "inputs": column.inputs, "revisions": column.revisions}
            for column in columns
        ],
    }  # fmt: skip
    return sha256_of(_text(told))


def _text(document: Any) -> str:
    return json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
