"""The service's settings, and beside its addresses one bare view as the floor that everything is measured against."""

from distmap.settings import *  # noqa: F403

ROOT_URLCONF = "tests.bench.bench_urls"
# Measuring asks more often than a token may.
API_RATE = 10_000_000
