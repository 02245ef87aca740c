"""Cases judged, copied into the workspace, and all of them as a back-test."""

from django.utils import timezone
from rest_framework.request import Request
from rest_framework.response import Response

from channels_catalog.queries import CURRENT, catalog_of, release_named
from distmap.api.bodies import NoBody, Query, read_body
from distmap.api.conditional import single
from distmap.api.endpoints import Endpoint
from distmap.api.schema import describe
from evaluations.cases.api import responses
from evaluations.cases.operations import copy_case
from evaluations.cases.queries import PLAIN, back_test, case_of, judged_case
from evaluations.scoring.history import METHODS, counts
from evaluations.work.api.evaluations import address, shown
from evaluations.work.api.responses import Evaluation
from workspaces.api.authentication import actor_of
from workspaces.permissions import Act


class CaseQuery(Query):
    release: str = CURRENT


class Judgement(Endpoint):
    tag = "catalog"

    @describe(
        name="read_case_judgement",
        summary="What method 2 says of a case as it stood",
        query=CaseQuery,
        answers={200: responses.CaseJudgement},
        if_none_match=True,
    )
    def get(self, request: Request, case_id: str, query: CaseQuery) -> Response:
        actor = actor_of(request)
        actor.require(Act.READ_CATALOG)
        catalog = catalog_of(release_named(actor, query.release).pk)
        judged = judged_case(catalog, case_of(catalog, case_id))
        return single(
            request,
            responses.CaseJudgement(
                release=catalog.version,
                case=case_id,
                verdict=judged.words.verdict,
                sentence=judged.words.sentence,
                why=judged.words.why,
                further=list(judged.sentences),
                holds=judged.holds,
            ),
        )


class Copy(Endpoint):
    tag = "catalog"

    @describe(
        name="copy_case",
        summary="The workspace's copy of a case as a submitted evaluation",
        description="Made with its product if there is none yet (201), else the one that is there (200).",
        body=NoBody,
        answers={200: Evaluation, 201: Evaluation},
        refuses=(404,),
    )
    def post(self, request: Request, case_id: str) -> Response:
        actor = actor_of(request)
        actor.require(Act.WRITE_EVALUATIONS)
        read_body(request, NoBody)
        release = release_named(actor, CURRENT)
        case = case_of(catalog_of(release.pk), case_id)
        copy, is_new = copy_case(case=case, release=release, by=actor, now=timezone.now())
        return shown(request, copy, status=201, location=address(copy)) if is_new else shown(request, copy)


class BackTest(Endpoint):
    tag = "catalog"

    @describe(
        name="read_back_test",
        summary="Every case judged by both methods as it stood, against what history accepts",
        query=CaseQuery,
        answers={200: responses.BackTest},
        if_none_match=True,
        refuses=(404,),
    )
    def get(self, request: Request, query: CaseQuery) -> Response:
        actor = actor_of(request)
        actor.require(Act.READ_CATALOG)
        release = release_named(actor, query.release)
        rows = back_test(release.pk)
        return single(
            request,
            responses.BackTest(
                release=release.version,
                counts={method: dict(counts(rows, method, PLAIN)) for method in METHODS},
                cases=[responses.BackTestRow.of(row) for row in rows],
            ),
        )
