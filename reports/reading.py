"""A finished report on a page: the article that its HTML file holds, made from the same frozen document."""

import hashlib
from pathlib import Path

from django.conf import settings
from django.core.cache import cache
from django.utils import timezone
from django.utils.safestring import SafeString

from evaluations import scoring
from evaluations.models import Snapshot
from evaluations.results.queries import BUILD_OF_THE_CORE, whole
from evaluations.scoring import method2
from evaluations.scoring.method1.result import Result
from evaluations.versions.values import snapshot_result, snapshot_version
from reports.freezing import freeze, version_of
from reports.freezing_comparisons import comparison_version_of
from reports.frozen import Frozen, canonical_json, thaw
from reports.frozen_comparison import FrozenComparison
from reports.models import Report
from reports.renderers.html import render_article
from reports.rendering import composed

KEPT_SECONDS = 24 * 60 * 60


def _build_of_the_report() -> str:
    """A digest of what makes an article, so that one cached by another build is never shown."""
    digest = hashlib.sha256(BUILD_OF_THE_CORE.encode())
    package = Path(__file__).parent
    templates = Path(settings.BASE_DIR) / "templates"
    made_by = [*package.rglob("*.py")]
    for app in ("evaluations", "comparisons"):
        made_by += (package.parent / app).rglob("wording*/**/*.py")
        made_by += (package.parent / app).rglob("wording.py")
        made_by += (package.parent / app / "pictures").glob("*.py")
    made_by += [
        *(templates / "reports" / "document").glob("*.html"),
    ]
    for folder in ("components", "comparisons"):
        made_by += (templates / folder).glob("*.html")
    for path in sorted(made_by):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


BUILD_OF_THE_REPORT = _build_of_the_report()


def article_of(report: Report) -> SafeString:
    """The report to read on a page, from the cache if it is there."""
    key = f"report-article:{BUILD_OF_THE_REPORT}:{report.document_sha256}"
    article: str | None = cache.get(key)
    if article is None:
        frozen = thaw(report.frozen_document)
        result = _result_of(frozen)
        article = str(render_article(composed(report.frozen_document, frozen, result).document))
        cache.set(key, article, KEPT_SECONDS)
    return SafeString(article)


def _result_of(frozen: Frozen) -> Result | method2.Result | None:
    """What the article is composed from, from the cache if it was scored before. A comparison's result is frozen with
    it, so a page need not reckon its figures again."""
    if isinstance(frozen, FrozenComparison):
        return None
    return whole(scoring.parse(frozen.inputs))


def article_of_snapshot(snapshot: Snapshot) -> SafeString:
    """A snapshot to read on a page: the article that its report would hold, from the result that it kept."""
    zone = timezone.get_current_timezone_name()
    key = f"snapshot-article:{BUILD_OF_THE_REPORT}:{snapshot.pk}:{snapshot.document_sha256}:{zone}"
    article: str | None = cache.get(key)
    if article is None:
        frozen = freeze(snapshot_version(snapshot), zone=zone)
        document = composed(canonical_json(frozen), frozen, snapshot_result(snapshot)).document
        article = str(render_article(document))
        cache.set(key, article, KEPT_SECONDS)
    return SafeString(article)


def is_stale(report: Report) -> bool:
    """Whether what the report is of has changed since it was frozen: the evaluation, its answers or its product; a
    comparison or one of its members.

    A snapshot never changes, so its report is never stale.
    """
    if report.snapshot_id is not None:
        return False
    if report.comparison is not None:
        return report.frozen_at_version != comparison_version_of(report.comparison)
    return report.evaluation is not None and report.frozen_at_version != version_of(report.evaluation)
