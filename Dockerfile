# One image for web, worker, beat and the one-off preparation.
FROM python:3.12-slim AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
RUN python -m venv /venv
# base, or s3 for files in an object store.
ARG REQUIREMENTS=base
COPY requirements/${REQUIREMENTS}.txt /tmp/requirements.txt
RUN /venv/bin/pip install --quiet --only-binary :all: --require-hashes -r /tmp/requirements.txt

FROM python:3.12-slim
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    DISTMAP_DATA=/data DISTMAP_STATIC_ROOT=/app/staticfiles DISTMAP_LOG=json \
    GRANIAN_LOG_CONFIG=/app/distmap/server_log.json
RUN useradd --system --uid 10001 --home /app distmap && mkdir /data && chown distmap /data
COPY --from=build /venv /venv
WORKDIR /app
COPY manage.py ./
COPY distmap distmap
COPY workspaces workspaces
COPY channels_catalog channels_catalog
COPY evaluations evaluations
COPY comparisons comparisons
COPY reports reports
COPY templates templates
COPY static static
# A throw-away key: collecting static files needs settings, not secrets.
RUN DISTMAP_SECRET_KEY=build python manage.py collectstatic --noinput -v0
# Modules need not be compiled at each start, by a user who may not keep what was compiled.
RUN python -m compileall -q --invalidation-mode unchecked-hash /app /venv/lib
USER distmap
VOLUME /data
EXPOSE 8000
# As distmap/serving.py says, which `make run` uses.
CMD ["python", "-m", "granian", "--interface", "rsgi", "--http", "1", "--no-ws", "--no-access-log", "--workers", "2", \
     "--backlog", "2048", "--backpressure", "2000", "--http1-header-read-timeout", "10000", "--http1-buffer-size", "65536", \
     "--respawn-failed-workers", "--respawn-interval", "0.5", "--workers-kill-timeout", "10", \
     "--host", "0.0.0.0", "--port", "8000", "distmap.rsgi:application"]
