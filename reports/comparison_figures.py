"""The figures of a comparison, reckoned again from nothing but its frozen columns."""

from collections.abc import Sequence
from dataclasses import dataclass

from comparisons.cells import Judge
from comparisons.figures import Figures, figures, judged
from evaluations import scoring
from evaluations.scoring.plain import digest_of
from reports.frozen_comparison import FrozenColumn, FrozenComparison, FrozenSetting


@dataclass(frozen=True, slots=True)
class NoFigures:
    """None of the members is there any more. Written as an empty object."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reckoned:
    """What a comparison's figures come to, reckoned again: the digests of what they follow from and of themselves."""

    inputs_sha256: str
    figures_sha256: str
    figures: Figures | NoFigures


def reckoned(frozen: FrozenComparison) -> Reckoned:
    """The figures with their digest and that of their inputs. Raises scoring.InvalidInputs if the inputs are none."""
    found = figures_of(frozen.setting, frozen.columns)
    return Reckoned(
        inputs_sha256=digest_of_columns(frozen.setting, frozen.columns),
        figures_sha256=sha256_of_figures(found),
        figures=found,
    )


def figures_of(
    setting: FrozenSetting, columns: Sequence[FrozenColumn], *, judge: Judge = judged
) -> Figures | NoFigures:
    """What section 14 of the method gives for these columns; nothing where no member is there.

    `judge` says what is issued for inputs, by their method: reckoned anew, unless whoever asks has it at hand.
    """
    places = [column.place for column in columns]
    if setting.base is None:
        return NoFigures()
    return figures(
        setting.kind,
        [scoring.parse(column.inputs) for column in columns],
        base=places.index(setting.base),
        order=setting.order,
        revisions=[column.revisions for column in columns],
        judge=judge,
    )


def sha256_of_figures(found: Figures | NoFigures) -> str:
    return digest_of(found)


def digest_of_columns(setting: FrozenSetting, columns: Sequence[FrozenColumn]) -> str:
    """The digest of all that the figures depend on."""
    told = {
        "kind": setting.kind, "base": setting.base, "order": setting.order,
        "columns": [
            {"place": column.place, "inputs": column.inputs, "revisions": column.revisions}
            for column in columns
        ],
    }  # fmt: skip
    return digest_of(told)
