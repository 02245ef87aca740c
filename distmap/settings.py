"""All settings of distmap, from the environment. With nothing set, it runs embedded: SQLite and one worker.

`.env.example` lists every variable. A value that cannot be understood stops the start with its name.
"""

import sys
from pathlib import Path
from typing import Any

from distmap import brokers, env, keys, logs

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(env.text("DISTMAP_DATA", str(BASE_DIR / "data"))).resolve()

DATABASE_URL = env.text("DATABASE_URL")
REDIS_URL = env.text("REDIS_URL")
# Embedded: no Redis, so one web process, and one worker whose feeder thread looks for due jobs itself.
EMBEDDED = not REDIS_URL

DEBUG = env.flag("DISTMAP_DEBUG", False)


# The configured one; or, on a machine of one's own, a key made once and kept in the data folder.
SECRET_KEY = env.text("DISTMAP_SECRET_KEY") or keys.made_once(DATA_DIR / "secret-key")
# Former ones, which still open what they signed and encrypted.
SECRET_KEY_FALLBACKS = env.words("DISTMAP_SECRET_KEY_FALLBACKS")
SECRET_KEY_IS_GENERATED = not env.text("DISTMAP_SECRET_KEY")
ALLOWED_HOSTS = env.words("DISTMAP_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = env.words("DISTMAP_ORIGINS")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "csp",
    "django_htmx",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "distmap.apps.DistmapConfig",
    "workspaces.apps.WorkspacesConfig",
    "channels_catalog.apps.ChannelsCatalogConfig",
    "evaluations.apps.EvaluationsConfig",
    "comparisons.apps.ComparisonsConfig",
    "reports.apps.ReportsConfig",
]

MIDDLEWARE = [
    "distmap.api.requests.RequestIdMiddleware",
    "distmap.health.ProbeMiddleware",
    "workspaces.middleware.WorkspaceAddressMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "distmap.api.requests.PrivateMiddleware",
    "csp.middleware.CSPMiddleware",
    "distmap.api.requests.InputLimitsMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "workspaces.middleware.ActorMiddleware",
    "workspaces.middleware.ExportsMiddleware",
    "workspaces.middleware.ProviderMiddleware",
    "distmap.kept_forms.KeptFormsMiddleware",
    "distmap.api.problems.ProblemMiddleware",
]

ROOT_URLCONF = "distmap.urls"
WSGI_APPLICATION = "distmap.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    ["distmap.template_loader.Loader", "django.template.loaders.app_directories.Loader"],
                )
            ],
            "builtins": ["distmap.templatetags.stamped"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "workspaces.context.page",
                "channels_catalog.context.catalog",
            ],
        },
    }
]

# Threads that make responses, in each web process; and requests that may wait for one before others are turned away.
WEB_THREADS = max(1, int(env.number("DISTMAP_WEB_THREADS", 4)))
WEB_WAITING = max(1, int(env.number("DISTMAP_WEB_WAITING", 500)))

# SQLite: WAL and IMMEDIATE, so that a writer takes its lock at once and waits instead of failing half-way.
_SQLITE_FILE = DATA_DIR / "distmap.sqlite3"
SQLITE = {
    "ENGINE": "django.db.backends.sqlite3",
    "NAME": _SQLITE_FILE,
    "CONN_MAX_AGE": 60,
    "OPTIONS": {
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",
        "init_command": (
            "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA busy_timeout=20000;PRAGMA cache_size=-20000;"
        ),
    },
    # A file, not memory: tests with threads and real processes need one they can share.
    "TEST": {"NAME": Path(env.text("DISTMAP_TEST_DATA", str(DATA_DIR / "test"))) / "test.sqlite3"},
}
# Seconds for one statement, and a little more for any answer at all. Commands of manage.py take as long as they need.
DATABASE_SECONDS = env.number(
    "DISTMAP_DATABASE_SECONDS", 0 if Path(sys.argv[0]).name in {"manage.py", "django-admin"} else 15
)
_POOLED = env.flag("DISTMAP_DATABASE_POOLED", False)
DATABASES = {
    "default": env.database(DATABASE_URL, DATABASE_SECONDS, is_pooled=_POOLED) if DATABASE_URL else SQLITE
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
if not DATABASE_URL:
    # Readable by this user alone, from its first byte; SQLite gives the files beside it the same mode.
    DATA_DIR.mkdir(parents=True, exist_ok=True, mode=0o700)
    _SQLITE_FILE.touch(mode=0o600)
    _SQLITE_FILE.chmod(0o600)

CACHES = {
    # What limits count while Redis is away: they must hold then too.
    "limits": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "distmap_limits"},
    "default": (
        # Another Redis database than the broker's: clearing a cache must never lose a job.
        {
            "BACKEND": "distmap.soft_cache.SoftRedisCache",
            "LOCATION": env.text("DISTMAP_CACHE_URL", REDIS_URL),
            "OPTIONS": {"socket_connect_timeout": 0.5, "socket_timeout": 1},
        }
        if REDIS_URL
        else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 2000}}
    ),
}

# How many proxies of our own stand in front. Each appends the address that it was called from to X-Forwarded-For.
TRUSTED_PROXIES = int(env.number("DISTMAP_TRUSTED_PROXIES", 0))

# Signing in
AUTH_USER_MODEL = "workspaces.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "workspaces.passwords.StrengthValidator"},
]
# Whether the catalog is read without signing in: its pages, and nothing else.
PUBLIC_CATALOG = env.flag("DISTMAP_PUBLIC_CATALOG", False)
SIGNUP_OPEN = env.choice("DISTMAP_SIGNUP", "closed", ("closed", "open")) == "open"
ACCOUNT_ADAPTER = "workspaces.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = "distmap: "
# The address is counted as the trusted proxies tell it; the key is the e-mail address that is tried.
ACCOUNT_RATE_LIMITS = {"login_failed": "10/m/ip,20/300s/key"}
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
# What protects an account asks for the password, or a factor, unless one was given in the last five minutes.
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"

# Second factors: codes of an app, passkeys and security keys, and recovery codes for when both are lost.
MFA_ADAPTER = "workspaces.adapter.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not env.flag("DISTMAP_HTTPS", False)
MFA_TOTP_ISSUER = "distmap"
MFA_TOTP_TOLERANCE = 1
MFA_RECOVERY_CODES_SHOW_ONCE = True
# Signing in asks for a proved address already, so one more that waits for its proof is no danger.
MFA_ALLOW_UNVERIFIED_EMAIL = True
USERSESSIONS_TRACK_ACTIVITY = False

# Signing in by the company's own provider (OpenID Connect), where one is named
OIDC = {
    "issuer": env.text("DISTMAP_OIDC_ISSUER").rstrip("/"),
    "client_id": env.text("DISTMAP_OIDC_CLIENT_ID"),
    "secret": env.text("DISTMAP_OIDC_CLIENT_SECRET"),
    "name": env.text("DISTMAP_OIDC_NAME", "your company’s account"),
}
SOCIALACCOUNT_ADAPTER = "workspaces.adapter.ProviderAdapter"
SOCIALACCOUNT_PROVIDERS: dict[str, Any] = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": []}}
if OIDC["issuer"]:
    SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"].append(
        {
            "provider_id": "company",
            "name": OIDC["name"],
            "client_id": OIDC["client_id"],
            "secret": OIDC["secret"],
            "settings": {"server_url": OIDC["issuer"]},
        }
    )
# Who runs the service chose the provider, so an address that it has verified is the account of that address.
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_AUTO_SIGNUP = True
SOCIALACCOUNT_LOGIN_ON_GET = False
SOCIALACCOUNT_STORE_TOKENS = False

# Mail: without a host it is written to files that only this user may read; links in it must stand in no log.
EMAIL_HOST = env.text("DISTMAP_MAIL_HOST")
EMAIL_PORT = int(env.number("DISTMAP_MAIL_PORT", 587))
EMAIL_HOST_USER = env.text("DISTMAP_MAIL_USER")
EMAIL_HOST_PASSWORD = env.text("DISTMAP_MAIL_PASSWORD")
EMAIL_USE_TLS = env.flag("DISTMAP_MAIL_TLS", True)
EMAIL_TIMEOUT = 10
EMAIL_BACKEND = "workspaces.outbox.QueuedBackend"
# What the workers hand it to.
MAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend" if EMAIL_HOST else "distmap.mail.PrivateFileBackend"
)
EMAIL_FILE_PATH = DATA_DIR / "mail"
DEFAULT_FROM_EMAIL = env.text("DISTMAP_MAIL_FROM", "distmap <noreply@localhost>")

# Language and time
LANGUAGE_CODE = "en-gb"
TIME_ZONE = env.text("DISTMAP_TIME_ZONE", "UTC")
USE_I18N = USE_TZ = True

# Static files and stored files
STATIC_URL = "/static/"
STATIC_ROOT = Path(env.text("DISTMAP_STATIC_ROOT", str(BASE_DIR / "staticfiles")))
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "distmap.fonts.CutFonts",
]
MEDIA_ROOT = DATA_DIR / "files"
STORAGE = env.choice("DISTMAP_STORAGE", "local", ("local", "s3"))
S3 = {
    "bucket_name": env.text("DISTMAP_S3_BUCKET"),
    "endpoint_url": env.text("DISTMAP_S3_ENDPOINT") or None,
    "region_name": env.text("DISTMAP_S3_REGION") or None,
    "location": env.text("DISTMAP_S3_PREFIX"),
    "addressing_style": env.choice("DISTMAP_S3_ADDRESSING", "auto", ("auto", "path", "virtual")),
    # Without these the library looks where it always does, such as in the role of the machine.
    "access_key": env.text("AWS_ACCESS_KEY_ID") or None,
    "secret_key": env.text("AWS_SECRET_ACCESS_KEY") or None,
    "security_token": env.text("AWS_SESSION_TOKEN") or None,
}
STORAGES = {
    "default": {"BACKEND": "distmap.object_storage.ObjectStorage", "OPTIONS": S3}
    if STORAGE == "s3"
    else {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "distmap.static_files.HashedStaticFiles"
    },
}
WHITENOISE_USE_FINDERS = DEBUG
WHITENOISE_KEEP_ONLY_HASHED_FILES = False

# Security
OIDC_ORIGIN = "/".join(OIDC["issuer"].split("/")[:3])
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        # Browsers hold the redirects that follow a form to this too: signing in leads to the provider.
        "form-action": ["'self'", *([OIDC_ORIGIN] if OIDC_ORIGIN else [])],
        "frame-ancestors": ["'none'"],
    }
}
HTTPS = env.flag("DISTMAP_HTTPS", False)
SECURE_SSL_REDIRECT = HTTPS
# A program that talks plain HTTP has sent its token in clear: the API refuses it instead of leading it on.
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$", r"^api/"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
SECURE_HSTS_SECONDS = int(env.number("DISTMAP_HSTS_SECONDS", 31536000 if HTTPS else 0))
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
# A domain on the browsers' own lists is hard to take off again: only whoever asks for it.
SECURE_HSTS_PRELOAD = HTTPS and env.flag("DISTMAP_HSTS_PRELOAD", False)
SILENCED_SYSTEM_CHECKS = ["security.W021"]
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
# Browsers take a cookie of this prefix from this very host alone, over HTTPS, for all of its paths.
_HOST = "__Host-" if HTTPS else ""
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = f"{_HOST}sessionid", f"{_HOST}csrftoken"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 60 * 60 * 24 * 30
CSRF_FAILURE_VIEW = "distmap.kept_forms.csrf_failure"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000
# The longest JSON nesting that any endpoint understands, with room to spare.
MAX_JSON_DEPTH = 32

# REST
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "workspaces.api.authentication.TokenAuthentication",
        "workspaces.api.authentication.WorkspaceSessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["workspaces.api.authentication.HasActor"],
    "DEFAULT_RENDERER_CLASSES": ["distmap.api.responses.ShapeRenderer"],
    "DEFAULT_PARSER_CLASSES": ["distmap.api.parsing.StrictJSONParser"],
    "DEFAULT_THROTTLE_CLASSES": ["workspaces.api.throttling.TokenThrottle"],
    "EXCEPTION_HANDLER": "distmap.api.problems.exception_handler",
    "DEFAULT_SCHEMA_CLASS": "distmap.api.schema.AutoSchema",
    "DEFAULT_CONTENT_NEGOTIATION_CLASS": "distmap.api.parsing.JsonOnly",
    "UNAUTHENTICATED_USER": None,
}
API_RATE = int(env.number("DISTMAP_API_REQUESTS_PER_MINUTE", 600))
SPECTACULAR_SETTINGS = {
    "TITLE": "distmap",
    "DESCRIPTION": "Decide which distribution paths can carry a product, and what holds each of them back.",
    "VERSION": "1",
    "OAS_VERSION": "3.1.1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": ["rest_framework.permissions.AllowAny"],
    "SERVE_AUTHENTICATION": [],
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "COMPONENT_SPLIT_REQUEST": True,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "distmap.api.schema.add_problems",
    ],
    "ENUM_NAME_OVERRIDES": {},
}

# Jobs
# Redis is the broker unless another is named, such as RabbitMQ; what is cached and counted needs Redis all the same.
BROKER_URL = env.text("DISTMAP_BROKER_URL", REDIS_URL)
if BROKER_URL and not REDIS_URL:
    raise env.BadEnvironment("DISTMAP_BROKER_URL needs REDIS_URL beside it, for the cache and the limits.")
CELERY_BROKER_URL = BROKER_URL or "memory://localhost/"
# The last, for sweeping and upkeep, keeps the name that Celery gives it.
CELERY_TASK_QUEUES = brokers.queues("verdicts", "mail", "reports", "celery")
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SOFT_TIME_LIMIT = 540
CELERY_TASK_TIME_LIMIT = 600
CELERY_WORKER_MAX_TASKS_PER_CHILD = 100
CELERY_WORKER_MAX_MEMORY_PER_CHILD = 600_000
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_TRANSPORT_OPTIONS = brokers.transport_options(CELERY_BROKER_URL)
CELERY_BROKER_CONNECTION_TIMEOUT = 2
CELERY_TASK_PUBLISH_RETRY_POLICY = brokers.ONE_RETRY
JOB_LEASE_SECONDS = env.number("DISTMAP_JOB_LEASE_SECONDS", 30)
JOB_RENEW_SECONDS = env.number("DISTMAP_JOB_RENEW_SECONDS", 10)
JOB_FEED_SECONDS = env.number("DISTMAP_JOB_FEED_SECONDS", 0.1)
JOB_SWEEP_SECONDS = env.number("DISTMAP_JOB_SWEEP_SECONDS", 10)
JOB_MAX_ATTEMPTS = int(env.number("DISTMAP_JOB_MAX_ATTEMPTS", 5))
CELERY_BEAT_SCHEDULE = {} if EMBEDDED else brokers.beat_schedule(JOB_SWEEP_SECONDS)
# Seconds to wait in each step of a report or a weekly run: lets the kill tests hit one. Never set in service.
REPORT_STEP_PAUSE = env.number("DISTMAP_REPORT_STEP_PAUSE", 0)
# The one moment at which to wait, such as "Stored HTML"; without it every step waits.
REPORT_PAUSE_AT = env.text("DISTMAP_REPORT_PAUSE_AT")
# Days after which `purge` removes the files of a report, which can be made again; 0 keeps them for ever.
REPORT_KEEP_DAYS = int(env.number("DISTMAP_REPORT_KEEP_DAYS", 0))
# Days after which events are forgotten; 0 keeps them for ever.
EVENT_KEEP_DAYS = int(env.number("DISTMAP_EVENT_KEEP_DAYS", 400))
# A folder of fonts for what the packaged ones lack (Chinese, Japanese, Korean, emoji). Web and worker need the same.
REPORT_FONTS = env.text("DISTMAP_FONTS")

# Logs: one JSON object a line, or plain lines in a terminal, each with the request id.
LOG_FORMAT = env.choice("DISTMAP_LOG", "plain" if EMBEDDED else "json", ("plain", "json"))
# A line for each request.
ACCESS_LOG = env.flag("DISTMAP_ACCESS_LOG", LOG_FORMAT == "json")
LOGGING = logs.configuration(LOG_FORMAT, level=env.text("DISTMAP_LOG_LEVEL", "WARNING").upper())
# Metrics for Prometheus: on a port of their own, which no proxy leads to; 0: none.
METRICS_PORT = int(env.number("DISTMAP_METRICS_PORT", 0))
METRICS_HOST = env.text("DISTMAP_METRICS_HOST", "127.0.0.1")
