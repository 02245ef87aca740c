"""Short names for the columns of a comparison: those given, and one derived for each of the others. Pure."""

from collections.abc import Iterable, Sequence

ALIAS_MOST = 15
LETTERS = "ABCDEFGHIJKL"


def aliases(given: Sequence[str], told: Sequence[Sequence[str]]) -> list[str]:
    """An alias for each member, of at most 15 characters, no two the same in any case of letters.

    `told` has for each member what it could be called, the fittest first. The first that tells all members apart
    whom nobody named is taken for each of them; where none does, a number makes the difference.
    """
    taken = {alias.casefold() for alias in given if alias}
    nameless = [place for place, alias in enumerate(given) if not alias]
    found = list(given)
    for place, name in zip(nameless, _fittest([told[place] for place in nameless]), strict=True):
        found[place] = _free(name, taken)
        taken.add(found[place].casefold())
    return found


def _fittest(told: Sequence[Sequence[str]]) -> list[str]:
    if not told:
        return []
    rounds = [[shortened(names[index]) for names in told] for index in range(min(map(len, told)))]
    distinct = (names for names in rounds if len({name.casefold() for name in names}) == len(names))
    return next(distinct, rounds[0])


def shortened(name: str, most: int = ALIAS_MOST) -> str:
    """The name if it is short enough, else as many of its words as fit, else its beginning."""
    name = " ".join(name.split())
    if len(name) <= most:
        return name
    words: list[str] = []
    for word in name.split():
        if len(" ".join([*words, word])) > most:
            break
        words.append(word)
    return " ".join(words).rstrip(",:;-–") or name[:most].rstrip()


def _free(name: str, taken: Iterable[str]) -> str:
    name = name or "Member"
    known, number, tried = set(taken), 1, name
    while tried.casefold() in known:
        number += 1
        tail = f" {number}"
        tried = name[: ALIAS_MOST - len(tail)].rstrip() + tail
    return tried
