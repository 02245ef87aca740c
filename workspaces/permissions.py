"""Who may do what: one table. Allowed = the role reaches the act AND the scopes hold its scope."""

from enum import IntEnum, StrEnum
from typing import NamedTuple


class Role(IntEnum):
    """The four roles, each of which may all that the ones before it may."""

    VIEWER = 1
    OPERATOR = 2
    STRATEGIST = 3
    ADMIN = 4

    @property
    def word(self) -> str:
        return self.name.lower()

    @classmethod
    def of(cls, word: str) -> "Role":
        return cls[word.upper()]


# What each role may, as it is told to whoever gives one.
ROLE_WORDS = {
    Role.VIEWER: "reads everything, downloads reports, tries out what-ifs",
    Role.OPERATOR: "also describes products, answers, submits, and makes reports",
    Role.STRATEGIST: "also sets priorities, overrides, compares, decides, archives and deletes",
    Role.ADMIN: "also invites people, makes tokens, and runs the workspace",
}


class Scope(StrEnum):
    """What a token may be used for. A session has every scope."""

    CATALOG_READ = "catalog:read"
    EVALUATIONS_READ = "evaluations:read"
    EVALUATIONS_WRITE = "evaluations:write"
    REPORTS_WRITE = "reports:write"
    ADMIN = "admin"


ALL_SCOPES = frozenset(Scope)
USUAL_SCOPES = ALL_SCOPES - {Scope.ADMIN}


class Rule(NamedTuple):
    role: Role
    scope: Scope
    words: str


class Act(StrEnum):
    """Every act that the product knows, as doors name it."""

    READ_CATALOG = "read_catalog"
    READ = "read"
    WRITE_PRODUCTS = "write_products"
    WRITE_EVALUATIONS = "write_evaluations"
    SET_PRIORITIES = "set_priorities"
    OVERRIDE_MATCH = "override_match"
    REOPEN = "reopen"
    ARCHIVE = "archive"
    DELETE = "delete"
    WRITE_SNAPSHOTS = "write_snapshots"
    WRITE_COMPARISONS = "write_comparisons"
    WRITE_DECISIONS = "write_decisions"
    UPGRADE_RELEASE = "upgrade_release"
    CHANGE_METHOD = "change_method"
    WRITE_REPORTS = "write_reports"
    READ_WORKSPACE = "read_workspace"
    ADMINISTER = "administer"


TABLE: dict[Act, Rule] = {
    Act.READ_CATALOG: Rule(Role.VIEWER, Scope.CATALOG_READ, "read the catalog"),
    Act.READ: Rule(Role.VIEWER, Scope.EVALUATIONS_READ, "read evaluations"),
    Act.WRITE_PRODUCTS: Rule(Role.OPERATOR, Scope.EVALUATIONS_WRITE, "change products"),
    Act.WRITE_EVALUATIONS: Rule(Role.OPERATOR, Scope.EVALUATIONS_WRITE, "change evaluations and answers"),
    Act.SET_PRIORITIES: Rule(Role.STRATEGIST, Scope.EVALUATIONS_WRITE, "set priorities"),
    Act.OVERRIDE_MATCH: Rule(Role.STRATEGIST, Scope.EVALUATIONS_WRITE, "override a growth-model match"),
    Act.REOPEN: Rule(Role.STRATEGIST, Scope.EVALUATIONS_WRITE, "reopen an evaluation"),
    Act.ARCHIVE: Rule(Role.STRATEGIST, Scope.EVALUATIONS_WRITE, "archive an evaluation"),
    Act.DELETE: Rule(Role.STRATEGIST, Scope.EVALUATIONS_WRITE, "delete products and evaluations"),
    Act.WRITE_SNAPSHOTS: Rule(Role.STRATEGIST, Scope.EVALUATIONS_WRITE, "take snapshots"),
    Act.WRITE_COMPARISONS: Rule(Role.STRATEGIST, Scope.EVALUATIONS_WRITE, "change comparisons"),
    Act.WRITE_DECISIONS: Rule(Role.STRATEGIST, Scope.EVALUATIONS_WRITE, "record decisions"),
    Act.UPGRADE_RELEASE: Rule(Role.STRATEGIST, Scope.EVALUATIONS_WRITE, "move to another catalog release"),
    Act.CHANGE_METHOD: Rule(Role.STRATEGIST, Scope.EVALUATIONS_WRITE, "move to another method"),
    Act.WRITE_REPORTS: Rule(Role.OPERATOR, Scope.REPORTS_WRITE, "make reports"),
    Act.READ_WORKSPACE: Rule(Role.VIEWER, Scope.ADMIN, "read the workspace"),
    Act.ADMINISTER: Rule(Role.ADMIN, Scope.ADMIN, "administer the workspace"),
}


def allowed(act: Act, *, role: Role, scopes: frozenset[Scope]) -> bool:
    """Whether a role with these scopes may do the act."""
    rule = TABLE[act]
    return role >= rule.role and rule.scope in scopes
