"""What becomes of a verdict when the same answers are judged by method 2 instead of method 1, and why."""

from evaluations.vocabulary import FIND_OUT_FIRST, VERDICT_WORDS
from evaluations.wording.method2.issued import IssuedPath
from evaluations.wording.method2.verdicts import verdict_of, why
from evaluations.wording.numbers import capitalised, show_share


def change_of_method(before: str, path: IssuedPath) -> str:
    """Why method 2 says what it says of a path where method 1 said `before`."""
    verdict = verdict_of(path)
    if verdict == before:
        return "The verdict stays."
    if verdict == FIND_OUT_FIRST:
        return f"Withheld: {why(path)}."
    said = f"{capitalised(why(path))}."
    if before != FIND_OUT_FIRST or not path.applies:
        return said
    return (
        f"{VERDICT_WORDS[verdict]} is issued: no open question can change it, and should answers turn out worse or "
        f"better it holds with {show_share(path.judged.confidence or 0.0)}. {said}"
    )
