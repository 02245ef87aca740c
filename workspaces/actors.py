"""The actor: on whose behalf a request or command acts, in exactly one workspace."""

from dataclasses import dataclass

from distmap.errors import NotPermitted
from workspaces.models import ApiToken, User, Workspace
from workspaces.permissions import ALL_SCOPES, TABLE, Act, Role, Scope, allowed


@dataclass(frozen=True)
class Actor:
    """One workspace, the role as it stands now, and the scopes that cut it down. Tokens carry their member's user."""

    workspace: Workspace
    role: Role
    user: User
    scopes: frozenset[Scope] = ALL_SCOPES
    token: ApiToken | None = None
    request_id: str = ""
    # The client's IP address, as far as trusted proxies tell it; empty at the command line.
    address: str = ""

    def may(self, act: Act) -> bool:
        return allowed(act, role=self.role, scopes=self.scopes)

    def require(self, act: Act) -> None:
        """Raise NotPermitted with a sentence that names what is missing."""
        if self.may(act):
            return
        rule = TABLE[act]
        if self.role < rule.role:
            raise NotPermitted(
                f"To {rule.words}, the role {rule.role.word} is needed; yours is {self.role.word}.",
                code="role_too_low",
            )
        raise NotPermitted(f"To {rule.words}, the token needs the scope {rule.scope}.", code="missing_scope")
