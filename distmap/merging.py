"""Two people change the same thing by a plain form: each writes what they changed, and where both changed one field
to something else, each sees the other's value and chooses.

A form carries what it was drawn with (`seen`). Held against what is sent and what is stored now, that tells for each
field who changed it. Values are compared as a form sends them: lists of text. See decision 30.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.core.exceptions import ValidationError
from django.forms import BooleanField, Form, MultipleChoiceField
from django.http import HttpRequest, QueryDict

SEEN = "seen"
# The button that takes the other's value; its value names the field.
TAKE = "take"
# The one that keeps one's own; and the fields that clashed when the form was drawn.
KEEP, OPEN = "keep", "open"
# Somebody saved between reading what is stored and writing: rare, and nothing is known of it yet.
CHANGED = "Somebody changed this in between. Choose whose to keep."
JUST_CHANGED = "Somebody saved this at the very same moment. Save again, to see what they changed."
CLASH = "clash"
Values = dict[str, list[str]]
F = TypeVar("F", bound=Form)


@dataclass(frozen=True, kw_only=True)
class Clash:
    """A field that two people changed: its name, how it is called, and both values in words."""

    name: str
    label: str
    theirs: str
    mine: str


@dataclass(frozen=True, kw_only=True)
class Merge:
    """What comes of three states of a thing: as `seen`, as sent, as stored now.

    `values` are to be shown or saved; `changed` are the fields that the sender changed; `clashing` those that both did.
    """

    values: Values
    changed: frozenset[str]
    clashing: tuple[str, ...]


def merge(seen: Mapping[str, Sequence[str]], mine: Mapping[str, Sequence[str]], theirs: Values) -> Merge:
    """Field by field: mine where I changed it, else what is stored. Equal changes are none."""
    values: Values = {}
    changed, clashing = set(), []
    for name, stored in theirs.items():
        sent, before = list(mine.get(name, [])), list(seen.get(name, stored))
        is_mine, is_theirs = sent != before, stored != before
        values[name] = sent if is_mine else stored
        if is_mine and sent != stored:
            changed.add(name)
            if is_theirs:
                clashing.append(name)
    return Merge(values=values, changed=frozenset(changed), clashing=tuple(clashing))


def to_choose(sent: QueryDict, found: Merge, mine: Mapping[str, Sequence[str]], theirs: Values) -> list[str]:
    """The fields that are still to be chosen: new clashes; and while one is chosen by its button, those shown with it.

    Saving without choosing keeps one's own: both values were on show.
    """
    pressed = sent.get(TAKE) or sent.get(KEEP)
    still = set(sent.getlist(OPEN)) - {pressed} if pressed else set[str]()
    return [
        name
        for name in theirs
        if name != sent.get(TAKE)
        and (name in found.clashing or (name in still and mine[name] != theirs[name]))
    ]


def read_seen(sent: QueryDict) -> Values | None:
    """What a form was drawn with; None for a form that does not say."""
    try:
        found = json.loads(sent.get(SEEN, ""))
        return {str(name): [str(value) for value in values] for name, values in found.items()}
    except (ValueError, AttributeError, TypeError, RecursionError):
        return None


def written(values: Mapping[str, Sequence[str]]) -> str:
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """What a form carries along: what it was drawn with, and which fields clash. Shown once, the other's change is
    known, and saving again replaces it."""

    seen: Values
    clashes: Sequence[Clash] = ()

    @property
    def seen_text(self) -> str:
        return written(self.seen)


def drawn(form: Form) -> Drawn:
    """What a form that nobody has sent is drawn with."""
    return Drawn(seen={name: _stored(form, name) for name in form.fields})


class Edit(Generic[F]):
    """The form of a stored thing, shown or sent.

    `make` makes it of what was sent (None: nothing was), with what is stored now as its initial values. `may_save`
    says that it was sent, is whole and clashes with nothing; `changed` then names the fields to write.
    """

    def __init__(self, request: HttpRequest, make: Callable[[Any], F]) -> None:
        stored = make(None)
        self.theirs = {name: _stored(stored, name) for name in stored.fields}
        self.seen, self.clashes, self.changed = self.theirs, list[Clash](), frozenset[str]()
        self.is_sent = request.method == "POST"
        self.form = self._merged(request.POST.copy(), make, stored) if self.is_sent else stored
        self.may_save = (
            self.is_sent and TAKE not in request.POST and not self.clashes and self.form.is_valid()
        )
        self.form.edit = Drawn(seen=self.seen, clashes=self.clashes)  # type: ignore[attr-defined]  # for the template

    def _merged(self, sent: QueryDict, make: Callable[[Any], F], stored: F) -> F:
        seen = read_seen(sent)
        if seen is None:
            self.changed = frozenset(self.theirs)
            return make(sent)
        if (taken := sent.get(TAKE, "")) in self.theirs:
            sent.setlist(taken, self.theirs[taken])
        mine = {name: _sent(stored, name, sent) for name in self.theirs}
        found = merge(seen, mine, self.theirs)
        self.changed = found.changed
        for name in set(self.theirs) - found.changed:
            sent.setlist(name, [value for value in self.theirs[name] if value])
        names = to_choose(sent, found, mine, self.theirs)
        self.clashes = [self._clash(stored, name, mine[name]) for name in names]
        form = make(sent)
        if self.clashes:
            form.full_clean()
            for clash in self.clashes:
                form.add_error(clash.name, ValidationError(CHANGED, code=CLASH))
        return form

    def _clash(self, stored: F, name: str, mine: list[str]) -> Clash:
        field = stored.fields[name]
        words = {
            str(key): str(word)
            for key, word in getattr(field, "choices", ())
            if not isinstance(word, list | tuple)
        }
        label = str(field.label or name.replace("_", " ").capitalize())
        return Clash(
            name=name, label=label, theirs=in_words(self.theirs[name], words), mine=in_words(mine, words)
        )

    def only(self, fields: Mapping[str, Any]) -> dict[str, Any]:
        """Of the fields that an operation takes, those that the sender changed."""
        return {name: value for name, value in fields.items() if name in self.changed}


def in_words(values: Iterable[str], words: Mapping[str, str], between: str = ", ") -> str:
    """A value as it is read: labels of choices, “nothing” for none."""
    return between.join(words.get(value, value) for value in values if value) or "nothing"


def _stored(form: Form, name: str) -> list[str]:
    field = form.fields[name]
    return _plain(field, field.prepare_value(form.get_initial_for_field(field, name)))


def _sent(form: Form, name: str, sent: QueryDict) -> list[str]:
    field = form.fields[name]
    return _plain(field, field.widget.value_from_datadict(sent, {}, name))


def _plain(field: Any, value: Any) -> list[str]:
    """A value as a form sends it, in one writing: no order where none is meant, one kind of line break."""
    if isinstance(field, BooleanField):
        return ["on"] if value else []
    if isinstance(field, MultipleChoiceField):
        return sorted(map(str, value or ()))
    text = "" if value is None else str(value).replace("\r\n", "\n").strip()
    return [text]
