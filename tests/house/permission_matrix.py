"""Every address of the service, and the act that each of its methods is. A new address without a row fails the test.

A row is `address: {method: (act, body)}`. Addresses are written as the URL configuration has them. The act's role
and scope stand in workspaces/permissions.py, which is the same table that the doors ask.
"""

from typing import Any

from tests.conftest import CATALOG as SHIPPED
from tests.decided import body, form
from workspaces.permissions import Act

READ, CATALOG = Act.READ, Act.READ_CATALOG
EVALUATION = "evaluations/<uuid:evaluation_id>/"
SNAPSHOT = f"{EVALUATION}snapshots/<int:number>/"
REPORT = "reports/<uuid:report_id>/"
SCHEDULE = "report-schedules/<uuid:schedule_id>/"
PRODUCT = "products/<uuid:product_id>/"
COMPARISON = "comparisons/<uuid:comparison_id>/"
INVITATION = "workspace/invitations/<uuid:invitation_id>/"
V1 = "api/v1/"

# Open to everybody, or allauth's own; they know no workspace.
OPEN = {
    "healthz", "readyz", "api/schema/", "api/docs/", "api/docs/start.js", "accounts/login/", "accounts/logout/",
    "accounts/inactive/", "accounts/signup/", "accounts/reauthenticate/", "accounts/email/",
    "accounts/confirm-email/", "accounts/confirm-email/<key>/", "accounts/password/change/",
    "accounts/password/set/", "accounts/password/reset/", "accounts/password/reset/done/",
    "accounts/password/reset/key/<uidb36>-<key>/", "accounts/password/reset/key/done/",
    "accounts/login/code/confirm/", "styleguide/", "invitations/<str:key>/", "invitation/", "invitation/account/",
    "accounts/2fa/", "accounts/2fa/authenticate/", "accounts/2fa/reauthenticate/", "accounts/2fa/totp/activate/",
    "accounts/2fa/totp/deactivate/", "accounts/2fa/recovery-codes/", "accounts/2fa/recovery-codes/generate/",
    "accounts/2fa/recovery-codes/download/", "accounts/2fa/webauthn/", "accounts/2fa/webauthn/add/",
    "accounts/2fa/webauthn/reauthenticate/", "accounts/2fa/webauthn/keys/<int:pk>/remove/",
    "accounts/2fa/webauthn/keys/<int:pk>/edit/", "accounts/2fa/webauthn/login/", "accounts/sessions/",
    "accounts/3rdparty/", "accounts/3rdparty/login/cancelled/", "accounts/3rdparty/login/error/",
    "accounts/3rdparty/signup/", "accounts/social/login/cancelled/", "accounts/social/login/error/",
    "accounts/social/signup/", "accounts/social/connections/", "accounts/oidc/<provider_id>/login/",
    "accounts/oidc/<provider_id>/login/callback/",
}  # fmt: skip

# A person's own doing, whatever the role, and in no workspace too.
EVERY_MEMBER = {
    "workspace/switch/",
    "workspaces/new/",
    "account/",
    "account/data/",
    "account/data/export/",
    "account/data/download/",
    "account/data/erase/",
    "invitation/<uuid:invitation_id>/accept/",
}

Row = dict[str, tuple[Act, dict[str, Any]]]


def reads(act: Act = READ) -> Row:
    return {"GET": (act, {})}


def acts(act: Act, body: dict[str, Any] | None = None, *, asks: Act | None = None) -> Row:
    """A page that acts on POST; with `asks`, a GET shows the form or question first."""
    row: Row = {"POST": (act, body or {})}
    return row | ({"GET": (asks, {})} if asks else {})


WRITE = Act.WRITE_EVALUATIONS
PAGES: dict[str, Row] = {
    "": reads(),
    "evaluations/start/": acts(WRITE, asks=WRITE),
    "evaluations/start/<uuid:draft_id>/": {"GET": (WRITE, {})},
    "evaluations/start/<uuid:draft_id>/growth-model/": {"GET": (WRITE, {})},
    "evaluations/start/<uuid:draft_id>/paths/": {"GET": (WRITE, {})},
    "evaluations/reports/": acts(Act.WRITE_REPORTS, {"evaluation": "EVALUATION"}),
    "evaluations/deleted/": reads(Act.DELETE),
    EVALUATION: reads(),
    f"{EVALUATION}answers/": reads(),
    f"{EVALUATION}answers/<slug:group>/": reads(),
    f"{EVALUATION}answers/item/<path:item>/": acts(WRITE, {"choice": "3", "grade": "observed"}),
    f"{EVALUATION}panel/<slug:group>/": reads(),
    f"{EVALUATION}focus/": reads(),
    f"{EVALUATION}focus/<path:item>/": reads(),
    f"{EVALUATION}triage/": acts(WRITE, {"paths": ["community"]}, asks=READ),
    f"{EVALUATION}result/": reads(),
    f"{EVALUATION}result/<slug:tab>/": reads(),
    f"{EVALUATION}explain/<slug:path>/": reads(),
    f"{EVALUATION}what-if/": acts(WRITE, asks=READ),
    f"{EVALUATION}history/": reads(),
    f"{EVALUATION}title/": acts(WRITE, {"title": "Another title"}, asks=WRITE),
    f"{EVALUATION}paths/": acts(WRITE, {"paths": ["community"]}, asks=WRITE),
    f"{EVALUATION}growth-model/": acts(WRITE, {"growth_model": "plg"}, asks=WRITE),
    f"{EVALUATION}priorities/": acts(Act.SET_PRIORITIES, {}, asks=Act.SET_PRIORITIES),
    f"{EVALUATION}method/": acts(Act.CHANGE_METHOD, {"method": "2"}, asks=Act.CHANGE_METHOD),
    f"{EVALUATION}upgrade/": acts(
        Act.UPGRADE_RELEASE, {"release": SHIPPED.version}, asks=Act.UPGRADE_RELEASE
    ),
    f"{EVALUATION}submit/": acts(WRITE, asks=WRITE),
    f"{EVALUATION}reopen/": acts(Act.REOPEN, asks=Act.REOPEN),
    f"{EVALUATION}archive/": acts(Act.ARCHIVE, asks=Act.ARCHIVE),
    f"{EVALUATION}duplicate/": acts(WRITE),
    f"{EVALUATION}delete/": acts(Act.DELETE, asks=Act.DELETE),
    f"{EVALUATION}restore/": acts(Act.DELETE),
    f"{EVALUATION}report-schedules/": acts(
        Act.WRITE_REPORTS, {"weekday": "0", "hour": "7", "formats": ["json"]}, asks=Act.WRITE_REPORTS
    ),
    f"{COMPARISON}report-schedules/": acts(
        Act.WRITE_REPORTS, {"weekday": "0", "hour": "7", "formats": ["json"]}, asks=Act.WRITE_REPORTS
    ),
    f"{SCHEDULE}edit/": acts(
        Act.WRITE_REPORTS, {"weekday": "0", "hour": "7", "formats": ["json"]}, asks=Act.WRITE_REPORTS
    ),
    f"{SCHEDULE}pause/": acts(Act.WRITE_REPORTS),
    f"{SCHEDULE}resume/": acts(Act.WRITE_REPORTS),
    f"{SCHEDULE}delete/": acts(Act.WRITE_REPORTS, asks=Act.WRITE_REPORTS),
    f"{EVALUATION}decision/": reads(),
    f"{EVALUATION}decision/edit/": acts(Act.WRITE_DECISIONS, form(), asks=Act.WRITE_DECISIONS),
    f"{EVALUATION}decision/outcome/": acts(
        Act.WRITE_DECISIONS, {"outcome": "held", "on": "2026-11-20"}, asks=Act.WRITE_DECISIONS
    ),
    f"{EVALUATION}decision/actions/<uuid:action_id>/": acts(Act.WRITE_DECISIONS, {"state": "done"}),
    f"{EVALUATION}reports/": acts(Act.WRITE_REPORTS),
    f"{EVALUATION}snapshots/": reads() | acts(Act.WRITE_SNAPSHOTS, {"name": "Another"}),
    SNAPSHOT: reads(),
    f"{SNAPSHOT}reports/": reads() | acts(Act.WRITE_REPORTS),
    f"{EVALUATION}difference/": reads(),
    "decisions/": reads(),
    "decisions/calibration/": reads(),
    "products/": reads(),
    "products/new/": acts(Act.WRITE_PRODUCTS, {"name": "Another"}, asks=Act.WRITE_PRODUCTS),
    PRODUCT: reads(),
    f"{PRODUCT}edit/": acts(Act.WRITE_PRODUCTS, {"name": "Another"}, asks=Act.WRITE_PRODUCTS),
    f"{PRODUCT}delete/": acts(Act.DELETE, asks=Act.DELETE),
    f"{PRODUCT}restore/": acts(Act.DELETE),
    f"{COMPARISON}reports/": reads() | acts(Act.WRITE_REPORTS),
    "comparisons/": reads(),
    "comparisons/new/": acts(
        Act.WRITE_COMPARISONS, {"title": "T", "kind": "over_time"}, asks=Act.WRITE_COMPARISONS
    ),
    COMPARISON: reads(),
    f"{COMPARISON}<slug:view>/": reads(),
    f"{COMPARISON}export/": reads(),
    f"{COMPARISON}edit/": acts(
        Act.WRITE_COMPARISONS, {"title": "T", "kind": "over_time"}, asks=Act.WRITE_COMPARISONS
    ),
    f"{COMPARISON}delete/": acts(Act.WRITE_COMPARISONS, asks=Act.WRITE_COMPARISONS),
    f"{COMPARISON}restore/": acts(Act.WRITE_COMPARISONS),
    "reports/": reads(),
    REPORT: reads(),
    f"{REPORT}status/": reads(),
    f"{REPORT}files/<slug:format>/": reads(),
    f"{REPORT}cancel/": acts(Act.WRITE_REPORTS),
    f"{REPORT}retry/": acts(Act.WRITE_REPORTS),
    f"{REPORT}verify/": acts(Act.WRITE_REPORTS),
    f"{REPORT}delete/": acts(Act.WRITE_REPORTS, asks=Act.WRITE_REPORTS),
    f"{REPORT}restore/": acts(Act.WRITE_REPORTS),
    "workspace/": reads(Act.READ_WORKSPACE),
    "workspace/settings/": acts(Act.ADMINISTER, {"name": "North"}, asks=Act.ADMINISTER),
    "workspace/audit-log/": reads(Act.ADMINISTER),
    "workspace/audit-log/export/": reads(Act.ADMINISTER),
    "workspace/invitations/": acts(Act.ADMINISTER, {"email": "new@example.test", "role": "viewer"}),
    f"{INVITATION}resend/": acts(Act.ADMINISTER),
    f"{INVITATION}revoke/": acts(Act.ADMINISTER, asks=Act.ADMINISTER),
    "workspace/members/<uuid:member_id>/": acts(Act.ADMINISTER, {"role": "viewer"}),
    "workspace/members/<uuid:member_id>/remove/": acts(Act.ADMINISTER, asks=Act.ADMINISTER),
    "workspace/tokens/": acts(Act.ADMINISTER, {"name": "t", "scopes": ["catalog:read"]}),
    "workspace/tokens/<uuid:token_id>/revoke/": acts(Act.ADMINISTER, asks=Act.ADMINISTER),
    "catalog/": reads(CATALOG),
    "catalog/models/<slug:slug>/": reads(CATALOG),
    "catalog/surfaces/<slug:slug>/": reads(CATALOG),
    "catalog/constraints/<slug:slug>/": reads(CATALOG),
    "catalog/pairs/": reads(CATALOG),
    "catalog/glossary/<slug:term>/": reads(CATALOG),
    "catalog/search/": reads(CATALOG),
    "catalog/glossary/": reads(CATALOG),
    "catalog/side-by-side/": reads(CATALOG),
    "catalog/cases/": reads(CATALOG),
    "catalog/cases/<slug:case_id>/": reads(CATALOG),
    "catalog/cases/<slug:case_id>/copy/": acts(WRITE),
    "catalog/back-test/": reads(CATALOG),
    "catalog/design-map/": reads(CATALOG),
    "catalog/constraints/": reads(CATALOG),
    "catalog/growth-models/": reads(CATALOG),
    "catalog/patterns/": reads(CATALOG),
    "catalog/operators-rule/": reads(CATALOG),
}

_TABLES = (
    "surfaces",
    "growth-models",
    "rule-questions",
    "constraints",
    "alignment",
    "scale",
    "patterns",
    "pairs",
)
_PAIR = {"kind": "over_time", "members": "MEMBERS"}
_ANSWER = {"answers": [{"key": "surface/workflow", "level": 3, "grade": "observed"}]}
API: dict[str, Row] = {
    **{f"{V1}catalog/{table}/": reads(CATALOG) for table in _TABLES},
    f"{V1}catalog/releases/": reads(CATALOG),
    f"{V1}catalog/releases/<str:version>/": reads(CATALOG),
    f"{V1}catalog/releases/<str:version>/diff/<str:other>/": reads(CATALOG),
    f"{V1}catalog/channel-models/": reads(CATALOG),
    f"{V1}catalog/channel-models/<slug:slug>/": reads(CATALOG),
    f"{V1}catalog/glossary/": reads(CATALOG),
    f"{V1}catalog/cases/": reads(CATALOG),
    f"{V1}catalog/cases/<slug:case_id>/": reads(CATALOG),
    f"{V1}catalog/cases/<slug:case_id>/judgement/": reads(CATALOG),
    f"{V1}catalog/cases/<slug:case_id>/copy/": acts(WRITE),
    f"{V1}catalog/back-test/": reads(CATALOG),
    f"{V1}search/": reads(CATALOG),
    f"{V1}products/": reads() | acts(Act.WRITE_PRODUCTS, {"name": "Another"}),
    f"{V1}{PRODUCT}": reads() | {"PATCH": (Act.WRITE_PRODUCTS, {"name": "B"}), "DELETE": (Act.DELETE, {})},
    f"{V1}evaluations/": reads() | acts(WRITE, {"product": "PRODUCT", "title": "T", "paths": ["community"]}),
    f"{V1}{EVALUATION}": reads() | {"PATCH": (WRITE, {"title": "B"}), "DELETE": (Act.DELETE, {})},
    f"{V1}{EVALUATION}checklist/": reads(),
    f"{V1}{EVALUATION}answers/": reads() | {"PATCH": (WRITE, _ANSWER)},
    f"{V1}{EVALUATION}history/": reads(),
    f"{V1}{EVALUATION}result/": reads(),
    f"{V1}{EVALUATION}dissent/": reads(),
    f"{V1}{EVALUATION}triage/": reads(),
    f"{V1}{EVALUATION}explain/<slug:path>/": reads(),
    f"{V1}{EVALUATION}what-if/": acts(READ, _ANSWER),
    f"{V1}{EVALUATION}method/": acts(Act.CHANGE_METHOD, {"method": "2"}),
    f"{V1}{EVALUATION}upgrade/": acts(Act.UPGRADE_RELEASE, {}),
    f"{V1}{EVALUATION}submit/": acts(WRITE),
    f"{V1}{EVALUATION}reopen/": acts(Act.REOPEN),
    f"{V1}{EVALUATION}archive/": acts(Act.ARCHIVE),
    f"{V1}{EVALUATION}duplicate/": acts(WRITE),
    f"{V1}{EVALUATION}timeline/": reads(),
    f"{V1}{EVALUATION}snapshots/": reads() | acts(Act.WRITE_SNAPSHOTS, {"name": "Another"}),
    f"{V1}{SNAPSHOT}": reads(),
    f"{V1}{SNAPSHOT}diff/<str:against>/": reads(),
    f"{V1}report-schedules/": reads()
    | acts(
        Act.WRITE_REPORTS, {"evaluation": "EVALUATION", "weekday": "monday", "hour": 7, "formats": ["json"]}
    ),
    f"{V1}{SCHEDULE}": reads()
    | {"PATCH": (Act.WRITE_REPORTS, {"hour": 8}), "DELETE": (Act.WRITE_REPORTS, {})},
    f"{V1}{EVALUATION}decision/": reads() | {"PUT": (Act.WRITE_DECISIONS, body())},
    f"{V1}{EVALUATION}decision/outcome/": {"PUT": (Act.WRITE_DECISIONS, {"outcome": "held"})},
    f"{V1}{EVALUATION}decision/history/": reads(),
    f"{V1}{EVALUATION}decision/actions/<uuid:action_id>/": {
        "PATCH": (Act.WRITE_DECISIONS, {"state": "done"})
    },
    f"{V1}decisions/": reads(),
    f"{V1}decisions/calibration/": reads(),
    f"{V1}comparisons/": reads() | acts(Act.WRITE_COMPARISONS, {"title": "T", **_PAIR}),
    f"{V1}comparisons/preview/": acts(READ, _PAIR),
    f"{V1}{COMPARISON}": reads()
    | {"PATCH": (Act.WRITE_COMPARISONS, {"title": "B"}), "DELETE": (Act.WRITE_COMPARISONS, {})},
    f"{V1}{COMPARISON}result/": reads(),
    f"{V1}{COMPARISON}export/": reads(),
    f"{V1}reports/": reads() | acts(Act.WRITE_REPORTS, {"evaluation": "EVALUATION", "formats": ["json"]}),
    f"{V1}{REPORT}": reads() | {"DELETE": (Act.WRITE_REPORTS, {})},
    f"{V1}{REPORT}cancel/": acts(Act.WRITE_REPORTS),
    f"{V1}{REPORT}retry/": acts(Act.WRITE_REPORTS),
    f"{V1}{REPORT}verify/": acts(Act.WRITE_REPORTS),
    f"{V1}{REPORT}artifacts/<slug:format>/": reads(),
    f"{V1}workspace/": reads(Act.READ_WORKSPACE) | {"PATCH": (Act.ADMINISTER, {"name": "North"})},
    f"{V1}workspace/invitations/": reads(Act.ADMINISTER)
    | acts(Act.ADMINISTER, {"email": "new@example.test", "role": "viewer"}),
    f"{V1}{INVITATION}": reads(Act.ADMINISTER) | {"DELETE": (Act.ADMINISTER, {})},
    f"{V1}{INVITATION}resend/": acts(Act.ADMINISTER),
    f"{V1}audit-log/": reads(Act.ADMINISTER),
}
