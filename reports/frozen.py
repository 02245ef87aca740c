"""What a report is made of, and nothing else: plain frozen values with one canonical JSON text.

The identity of a report is the SHA-256 of that text. Whoever holds the text can score, compose and render the
report again, years later and in another process, and get the same bytes. Times are RFC 3339 in UTC; `date` is
the latest change of the evaluation, its answers or its product, never the time of a request.
"""

import hashlib
import json
from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter

from evaluations.kept import AnyForecast, Criterion, Dissent, Said
from evaluations.scoring.plain import canonical_text
from reports.frozen_comparison import COMPARISON_FORMS, FrozenComparison

TEMPLATE, EXECUTIVE = "constraint-map", "constraint-map-executive"
FORMS = {"full": TEMPLATE, "executive": EXECUTIVE}
"""The forms a report is asked for in, each with the template that its document names."""
RENDERER = "18"
"""The version of composing and rendering. It changes whenever the same document would give other bytes."""


@dataclass(frozen=True, kw_only=True)
class FrozenAnswer(Said):
    """The answer as it stood, and when it was changed last. `reworded`: it was given to other words."""

    changed_at: str
    reworded: bool


@dataclass(frozen=True, kw_only=True)
class FrozenItem:
    """One question in the words that were asked. `anchors` say what levels 0, 2 and 4 look like."""

    key: str
    kind: str
    name: str
    role: str
    question: str
    anchors: dict[str, str]
    probe: str
    misread: str
    revision: str
    counts: bool
    answer: FrozenAnswer | None


@dataclass(frozen=True, kw_only=True)
class FrozenRelief:
    move: str
    changes: str
    takes: str


@dataclass(frozen=True, kw_only=True)
class FrozenSignal:
    """The figure that shows whether a constraint binds."""

    name: str
    formula: str
    binds_when: str
    clear_when: str


@dataclass(frozen=True, kw_only=True)
class FrozenMatch:
    """How the catalog judges the path under the declared growth model, from 0 to 4, and why."""

    level: int
    reason: str
    provenance: str


@dataclass(frozen=True, kw_only=True)
class FrozenAi:
    reduces_friction: tuple[str, ...]
    amplifies_noise: tuple[str, ...]
    guard_metric: str


@dataclass(frozen=True, kw_only=True)
class FrozenPath:
    """A judged path: what was asked, and what the catalog says to do. `match` is None while undeclared."""

    key: str
    name: str
    summary: str
    factors: tuple[FrozenItem, ...]
    constraint: FrozenItem
    alignment: FrozenItem
    risk_if_ignored: str
    signals: tuple[str, ...]
    metric: FrozenSignal
    relief: tuple[FrozenRelief, ...]
    first_steps: tuple[str, ...]
    burden: str
    owner: str
    minimum_team: str
    first_signal: str
    match: FrozenMatch | None
    ai: FrozenAi | None


@dataclass(frozen=True, kw_only=True)
class FrozenSurface:
    """A surface of the design map. `links`: the judged paths it carries, 2 primary or 1 supporting."""

    item: FrozenItem
    design_moves: tuple[str, ...]
    links: dict[str, int]


@dataclass(frozen=True, kw_only=True)
class FrozenPair:
    """What two judged paths, by key, do to each other. `effect` is the catalog's key, `words` what it is called."""

    effect: str
    words: str
    paths: tuple[str, str]
    reason: str


@dataclass(frozen=True, kw_only=True)
class FrozenProduct:
    id: str
    name: str
    description: str
    industries: tuple[str, ...]
    stage: str


@dataclass(frozen=True, kw_only=True)
class FrozenSnapshot:
    """Which snapshot of the evaluation the report is about, and whether it keeps what was decided."""

    id: str
    number: int
    name: str
    taken_at: str
    keeps_decision: bool = False


@dataclass(frozen=True, kw_only=True)
class FrozenSubject:
    """The evaluation that the report is about, as it stood (`kind` is evaluation) or as a snapshot kept it."""

    id: str
    kind: str
    title: str
    status: str
    product: FrozenProduct
    snapshot: FrozenSnapshot | None = None


@dataclass(frozen=True, kw_only=True)
class FrozenWord:
    """A word of the catalog with its meaning: a growth model, a level, a grade, a dimension."""

    key: str
    name: str
    meaning: str


@dataclass(frozen=True, kw_only=True)
class FrozenCatalog:
    """The release, and the words of it that every page of the report uses."""

    version: str
    sha256: str
    levels: tuple[FrozenWord, ...]
    grades: tuple[FrozenWord, ...]
    dimensions: tuple[FrozenWord, ...]
    growth_models: tuple[FrozenWord, ...]
    ai_statement: str


@dataclass(frozen=True, kw_only=True)
class FrozenAction:
    """Something to do; `surfaces` by key, `due_on` a day or empty."""

    title: str
    kind: str
    owner: str
    due_on: str
    state: str
    surfaces: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class FrozenDecision:
    """The decision on the evaluation as it stood. Days are YYYY-MM-DD; what is empty was not said."""

    path: str
    path_name: str
    decision: str
    condition: str
    reasons: str
    owner: str
    review_on: str
    exclusions: str
    kill_criteria: tuple[Criterion, ...]
    actions: tuple[FrozenAction, ...]
    forecast: AnyForecast
    outcome: str
    outcome_note: str
    outcome_on: str
    decided_by: str
    decided_at: str
    version: int


@dataclass(frozen=True, kw_only=True)
class FrozenDocument:
    """Everything a report prints or computes from. `inputs` is the canonical input of the scoring core."""

    template: str
    renderer: str
    method: str
    date: str
    subject: FrozenSubject
    catalog: FrozenCatalog
    growth_model: FrozenWord | None
    priorities: tuple[tuple[str, ...], ...] | None
    inputs: dict[str, Any]
    inputs_sha256: str
    paths: tuple[FrozenPath, ...]
    surfaces: tuple[FrozenSurface, ...]
    rule: tuple[FrozenItem, ...]
    # None as long as nothing is decided, and in documents that were frozen before decisions were part of them.
    decision: FrozenDecision | None = None
    # Conflicts first; empty in documents that were frozen before pairs were part of them.
    pairs: tuple[FrozenPair, ...] = ()
    # None in documents that were frozen before dissent was part of them, and of snapshots that did not keep it.
    dissent: Dissent | None = None
    # The zone by whose clock its times are told (an IANA name); empty in documents that were frozen before there was
    # one, which tell them in UTC without saying so.
    zone: str = ""


Frozen = FrozenDocument | FrozenComparison

_adapter = TypeAdapter(FrozenDocument)
_of_comparisons = TypeAdapter(FrozenComparison)


def canonical_json(document: Frozen) -> str:
    """The one text of a document: sorted keys, no spaces, no escapes."""
    return canonical_text(plain_of(document))


def sha256_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def plain_of(document: Frozen) -> dict[str, Any]:
    """The document as JSON has it."""
    if isinstance(document, FrozenComparison):
        plain: dict[str, Any] = _of_comparisons.dump_python(document, mode="json")
    else:
        plain = _adapter.dump_python(document, mode="json")
    if not document.zone:
        # The text of documents that were frozen before there was a zone must come out as it is stored.
        del plain["zone"]
    return plain


def thaw(text: str) -> Frozen:
    """The document of a canonical text, as its template says. Raises pydantic.ValidationError if the text is none."""
    if _is_of_a_comparison(text):
        return _of_comparisons.validate_json(text)
    return _adapter.validate_json(text)


def _is_of_a_comparison(text: str) -> bool:
    try:
        found = json.loads(text)
    except ValueError:
        return False
    return isinstance(found, dict) and found.get("template") in COMPARISON_FORMS.values()
