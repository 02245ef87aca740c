"""Every form of the pages, filled in wrongly: which fields are at fault, and what was typed and must still be there.

A row is `address: [Faulty, …]`, the address as the URL configuration has it. An address that takes a POST and has no
row here fails the test, and so does a form on any page whose address is not here.
"""

from dataclasses import dataclass, field

from tests.decided import form
from tests.house.permission_matrix import COMPARISON, EVALUATION, INVITATION, PRODUCT, REPORT, SCHEDULE

LONG = "x" * 200
# allauth answers a faulty form with 200.
ALLAUTH = 200


@dataclass(frozen=True, kw_only=True)
class Faulty:
    """A form sent wrongly: `at` are the fields at fault, `kept` what was typed and must stand there again."""

    sent: dict[str, str | list[str]] = field(default_factory=dict)
    at: tuple[str, ...]
    kept: dict[str, list[str]] = field(default_factory=dict)
    status: int = 422
    signed_in: bool = True


_REPORTS = [
    Faulty(sent={"choosing": "1"}, at=("formats",)),
    Faulty(sent={"form": "long", "formats": ["md"]}, at=("form",), kept={"formats": ["md"]}),
]
_SCHEDULES = [
    Faulty(at=("weekday", "hour", "formats")),
    Faulty(
        sent={"weekday": "9", "hour": "7", "form": "executive", "formats": ["json"]},
        at=("weekday",),
        kept={"hour": ["7"], "form": ["executive"], "formats": ["json"]},
    ),
]
START = "evaluations/start/"
DRAFT = f"{START}<uuid:draft_id>/"
ANSWER = f"{EVALUATION}answers/item/<path:item>/"
DIMENSIONS = ("pull", "product", "access", "compounding", "carry")
FACTOR = "community/community-interest"

_PRODUCTS = [
    Faulty(sent={"description": "Who uses it"}, at=("name",), kept={"description": ["Who uses it"]}),
    Faulty(
        sent={"name": LONG, "stage": "nonsense", "industries": ["Finance", "nonsense"]},
        at=("name", "stage", "industries"),
        kept={"name": [LONG], "industries": ["Finance"]},
    ),
]

_COMPARISONS = [
    Faulty(at=("title", "kind", "add")),
    Faulty(
        sent={"title": LONG, "kind": "subjects"},
        at=("title", "add"),
        kept={"title": [LONG], "kind": ["subjects"]},
    ),
]

FORMS: dict[str, list[Faulty]] = {
    "comparisons/new/": _COMPARISONS,
    f"{COMPARISON}edit/": _COMPARISONS,
    START: [
        *_PRODUCTS,
        Faulty(sent={"product": "0192f0c1-0000-7000-8000-000000000000"}, at=("product",)),
    ],
    DRAFT: _PRODUCTS,
    f"{DRAFT}growth-model/": [Faulty(at=("growth_model",))],
    f"{DRAFT}paths/": [
        Faulty(sent={"title": "My title"}, at=("paths",), kept={"title": ["My title"]}),
        Faulty(sent={"paths": ["content"], "title": ""}, at=("title",), kept={"paths": ["content"]}),
    ],
    ANSWER: [
        Faulty(sent={"grade": "observed", "note": "Seen"}, at=("choice",), kept={"note": ["Seen"]}),
        Faulty(
            sent={"choice": "3", "grade": "observed", "evidence_url": "nonsense", "note": "Seen"},
            at=("evidence_url",),
            kept={"choice": ["3"], "grade": ["observed"], "evidence_url": ["nonsense"], "note": ["Seen"]},
        ),
        Faulty(sent={"choice": "na"}, at=("na_reason",), kept={"choice": ["na"]}),
        Faulty(sent={"choice": "3", "grade": "nonsense"}, at=("grade",), kept={"choice": ["3"]}),
    ],
    f"{EVALUATION}what-if/": [
        Faulty(sent={f"level.{FACTOR}": "9"}, at=(f"level.{FACTOR}",)),
        Faulty(
            sent={f"level.{FACTOR}": "2", f"grade.{FACTOR}": "nonsense"},
            at=(f"grade.{FACTOR}",),
            kept={f"level.{FACTOR}": ["2"]},
        ),
        Faulty(
            sent={
                "growth_model": "nonsense",
                **{f"rank.{name}": "1" for name in DIMENSIONS},
                "rank.pull": "9",
            },
            at=("rank.pull", "growth_model"),
        ),
    ],
    f"{EVALUATION}snapshots/": [Faulty(sent={"name": LONG}, at=("name",), kept={"name": [LONG]})],
    f"{EVALUATION}title/": [
        Faulty(at=("title",)),
        Faulty(sent={"title": LONG}, at=("title",), kept={"title": [LONG]}),
    ],
    f"{EVALUATION}paths/": [Faulty(at=("paths",))],
    f"{EVALUATION}triage/": [Faulty(at=("paths",))],
    f"{EVALUATION}growth-model/": [Faulty(at=("growth_model",))],
    f"{EVALUATION}priorities/": [
        Faulty(at=DIMENSIONS),
        Faulty(
            sent={"pull": "2", "product": "9", "access": "1", "compounding": "1", "carry": "1"},
            at=("product",),
            kept={"pull": ["2"]},
        ),
    ],
    f"{EVALUATION}report-schedules/": _SCHEDULES,
    f"{COMPARISON}report-schedules/": _SCHEDULES,
    f"{SCHEDULE}edit/": _SCHEDULES,
    f"{EVALUATION}decision/edit/": [
        Faulty(
            sent={"owner": "Stella"},
            at=("path", "decision", "reasons", "review_on"),
            kept={"owner": ["Stella"]},
        ),
        Faulty(
            sent=form(
                decision="nonsense",
                **{
                    "kill-0-by": "soon",
                    "action-0-surfaces": ["nonsense"],
                    "action-1-action_kind": "",
                    "action-1-title": LONG,
                },
            ),
            at=("decision", "kill-0-by", "action-0-surfaces", "action-1-action_kind"),
            kept={"kill-0-by": ["soon"], "action-1-title": [LONG], "action-0-owner": ["Otto"]},
        ),
        Faulty(
            sent=form(owner=LONG, review_on="2020-01-01", **{"action-0-title": LONG * 2}),
            at=("owner", "review_on", "action-0-title"),
            kept={"owner": [LONG], "action-0-title": [LONG * 2], "decision": ["relieve_first"]},
        ),
    ],
    f"{EVALUATION}decision/outcome/": [
        Faulty(sent={"note": "Seen"}, at=("outcome", "on"), kept={"note": ["Seen"]}),
        Faulty(sent={"outcome": "held", "on": "2099-01-01"}, at=("on",), kept={"outcome": ["held"]}),
    ],
    f"{EVALUATION}decision/actions/<uuid:action_id>/": [Faulty(sent={"state": "nonsense"}, at=("state",))],
    f"{EVALUATION}reports/": _REPORTS,
    f"{EVALUATION}snapshots/<int:number>/reports/": _REPORTS,
    f"{COMPARISON}reports/": _REPORTS,
    "products/new/": _PRODUCTS,
    f"{PRODUCT}edit/": _PRODUCTS,
    "workspace/invitations/": [
        Faulty(sent={"role": "admin"}, at=("email",), kept={"role": ["admin"]}),
        Faulty(
            sent={"email": "nobody", "role": "emperor"},
            at=("email", "role"),
            kept={"email": ["nobody"]},
        ),
        Faulty(
            sent={"email": "viewer@example.test", "role": "viewer"},
            at=("email",),
            kept={"email": ["viewer@example.test"]},
            status=409,
        ),
        Faulty(
            sent={"email": "invited@example.test", "role": "viewer"},
            at=("email",),
            kept={"email": ["invited@example.test"]},
            status=409,
        ),
    ],
    "workspace/settings/": [
        Faulty(sent={"time_zone": "Europe/Lisbon"}, at=("name",), kept={"time_zone": ["Europe/Lisbon"]}),
        Faulty(
            sent={"name": "North", "time_zone": "Mars/Olympus"}, at=("time_zone",), kept={"name": ["North"]}
        ),
        Faulty(
            sent={"name": "North", "requires_second_factor": "on"},
            at=("requires_second_factor",),
            kept={"name": ["North"]},
            status=409,
        ),
    ],
    "workspaces/new/": [
        Faulty(at=("name",)),
        Faulty(sent={"name": LONG}, at=("name",), kept={"name": [LONG]}),
    ],
    "account/": [
        Faulty(
            sent={"name": LONG, "time_zone": "Mars/Olympus"}, at=("name", "time_zone"), kept={"name": [LONG]}
        )
    ],
    "account/data/erase/": [
        Faulty(at=("email",)),
        Faulty(sent={"email": "other@example.test"}, at=("email",), kept={"email": ["other@example.test"]}),
    ],
    "invitation/account/": [
        Faulty(at=("name", "password1", "password2"), signed_in=False),
        Faulty(
            sent={"name": "Nora", "password1": "correct-horse-battery", "password2": "other"},
            at=("password2",),
            kept={"name": ["Nora"]},
            signed_in=False,
        ),
        Faulty(
            sent={"name": "Nora", "password1": "password123", "password2": "password123"},
            at=("password1",),
            kept={"name": ["Nora"]},
            signed_in=False,
        ),
    ],
    "workspace/members/<uuid:member_id>/": [Faulty(sent={"role": "emperor"}, at=("role",))],
    "workspace/tokens/": [
        Faulty(at=("name", "scopes", "expires_in")),
        Faulty(
            sent={"name": "Import", "expires_in": "never"},
            at=("scopes",),
            kept={"name": ["Import"], "expires_in": ["never"]},
        ),
    ],
    "accounts/login/": [
        Faulty(at=("login", "password"), status=ALLAUTH, signed_in=False),
        Faulty(
            sent={"login": "nobody", "password": "wrong"},
            at=("login",),
            kept={"login": ["nobody"]},
            status=ALLAUTH,
            signed_in=False,
        ),
    ],
    "accounts/signup/": [
        Faulty(at=("email", "password1", "password2"), status=ALLAUTH, signed_in=False),
        Faulty(
            sent={"email": "new@example.test", "password1": "short", "password2": "short"},
            at=("password1",),
            kept={"email": ["new@example.test"]},
            status=ALLAUTH,
            signed_in=False,
        ),
    ],
    "accounts/password/reset/": [Faulty(at=("email",), status=ALLAUTH, signed_in=False)],
    "accounts/password/reset/key/<uidb36>-<key>/": [
        Faulty(
            sent={"password1": "short", "password2": "other"},
            at=("password1",),
            status=ALLAUTH,
            signed_in=False,
        )
    ],
    "accounts/password/change/": [
        Faulty(at=("oldpassword", "password1", "password2"), status=ALLAUTH),
    ],
    "accounts/password/set/": [Faulty(at=("password1", "password2"), status=ALLAUTH)],
    "accounts/email/": [Faulty(sent={"action_add": "", "email": "nobody"}, at=("email",), status=ALLAUTH)],
    "accounts/reauthenticate/": [Faulty(at=("password",), status=ALLAUTH)],
    "accounts/2fa/totp/activate/": [Faulty(sent={"code": "000000"}, at=("code",), status=ALLAUTH)],
}

# They ask for nothing but the press of a button.
BUTTONS = {
    f"{EVALUATION}method/",
    f"{EVALUATION}upgrade/",
    f"{EVALUATION}submit/", f"{EVALUATION}reopen/", f"{EVALUATION}archive/", f"{EVALUATION}delete/",
    f"{EVALUATION}restore/", f"{PRODUCT}delete/", f"{PRODUCT}restore/", f"{REPORT}cancel/", f"{REPORT}retry/",
    f"{REPORT}verify/", f"{REPORT}delete/", f"{REPORT}restore/", f"{SCHEDULE}pause/",
    f"{COMPARISON}delete/", f"{COMPARISON}restore/",
    f"{SCHEDULE}resume/", f"{SCHEDULE}delete/", "workspace/members/<uuid:member_id>/remove/",
    "workspace/tokens/<uuid:token_id>/revoke/", "workspace/switch/", "accounts/logout/",
    "accounts/confirm-email/<key>/", f"{INVITATION}resend/", f"{INVITATION}revoke/", "invitation/",
    "account/data/export/", "invitation/<uuid:invitation_id>/accept/", "accounts/2fa/recovery-codes/generate/",
    "accounts/sessions/", "accounts/2fa/totp/deactivate/", "accounts/3rdparty/", "accounts/2fa/webauthn/login/",
"accounts/2fa/webauthn/keys/<int:pk>/remove/",
    "accounts/oidc/<provider_id>/login/", "catalog/cases/<slug:case_id>/copy/",
}  # fmt: skip

# A script fills in what the reader's device says; without one the button does nothing.
BY_SCRIPT = {"accounts/2fa/webauthn/add/"}

# Whatever is sent is taken: an empty title gets the usual one.
FORGIVING = {f"{EVALUATION}duplicate/"}

# Boxes beside the rows of a list: nothing was typed, so a message at the list says what is missing.
SELECTIONS = {"evaluations/reports/": "Select between one and 25 evaluations; none was made."}
