"""All addresses: the pages, the API, the probes."""

from django.conf import settings
from django.urls import include, path

from distmap import health
from distmap.api import problems, reference

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("accounts/", include("allauth.urls")),
    path("", include("reports.urls")),
    path("", include("comparisons.urls")),
    path("", include("evaluations.urls")),
    path("", include("workspaces.urls")),
    path("catalog/", include("channels_catalog.urls")),
    path("api/v1/", include("reports.api.urls")),
    path("api/v1/", include("comparisons.api.urls")),
    path("api/v1/", include("evaluations.api_urls")),
    path("api/v1/", include("channels_catalog.api.urls")),
    path("api/v1/", include("workspaces.api.urls")),
    path("api/schema/", reference.schema, name="api_schema"),
    path("api/docs/", reference.docs, name="api_docs"),
    path("api/docs/start.js", reference.docs_script, name="api_docs_script"),
]

if settings.DEBUG:
    from evaluations.styleguide import styleguide

    urlpatterns.append(path("styleguide/", styleguide, name="styleguide"))

handler400 = problems.handler400
handler403 = problems.handler403
handler404 = problems.handler404
handler500 = problems.handler500
