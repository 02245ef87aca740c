"""The command lines of the processes that make a service, each to be run by Python."""

# What each limit is for stands in docs/operations.md; the Dockerfile says the same.
WEB = [
    "-m",
    "granian",
    "--interface",
    "rsgi",
    "--http",
    "1",
    "--no-ws",
    "--no-access-log",
    "--workers",
    "1",
    "--backlog",
    "2048",
    "--backpressure",
    "2000",
    "--http1-header-read-timeout",
    "10000",
    "--http1-buffer-size",
    "65536",
    "--respawn-failed-workers",
    "--respawn-interval",
    "0.5",
    "--workers-kill-timeout",
    "10",
]
APPLICATION = "distmap.rsgi:application"
WORKER = [
    "-m",
    "celery",
    "-A",
    "distmap",
    "--quiet",
    "worker",
    "--concurrency",
    "2",
    "--loglevel",
    "WARNING",
    "--without-gossip",
    "--without-mingle",
    "--without-heartbeat",
]
BEAT = ["-m", "celery", "-A", "distmap", "--quiet", "beat", "--loglevel", "WARNING"]
