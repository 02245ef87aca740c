"""How strong a password is: estimated by zxcvbn, which knows common passwords, names, dates and keyboard runs."""

from typing import Any

from django.core.exceptions import ValidationError
from zxcvbn import zxcvbn

# Of 0 to 4: 3 stands for some ten thousand million guesses.
NEEDED = 3
# zxcvbn looks at no more, and takes seconds for much more; what follows only adds strength.
LOOKED_AT = 72


class StrengthValidator:
    """Refuses what a guesser would find soon, and says why. The person's own name and address count as known."""

    def validate(self, password: str, user: Any = None) -> None:
        known = [part for part in (getattr(user, "email", ""), getattr(user, "name", "")) if part]
        words = [word for part in known for word in part.replace("@", " ").replace(".", " ").split()]
        found = zxcvbn(password[:LOOKED_AT], user_inputs=[*known, *words, "distmap"])
        if found["score"] < NEEDED:
            raise ValidationError(_told(found["feedback"]), code="password_too_easy")

    def get_help_text(self) -> str:
        return "A few words that do not belong together are stronger than one with signs in it, and easier to keep."


def _told(feedback: dict[str, Any]) -> str:
    warning = feedback["warning"].rstrip(".")
    why = f" ({warning[0].lower()}{warning[1:]})" if warning else ""
    return f"This password is guessed too easily{why}. Take a few words that do not belong together."
