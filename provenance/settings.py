"""Settings, all from the environment. A setting that is wrong or missing where it matters fails at the start.

| variable | meaning | default |
|---|---|---|
| ``DATABASE_URL``, ``REDIS_URL`` | own servers | embedded ones |
| ``PROVENANCE_DATA`` | folder of the embedded servers and stored files | one for this checkout |
| ``PROVENANCE_ENV`` | ``development`` or ``production`` | ``development`` |
| ``SECRET_KEY`` | Django's secret | made once and kept in the data folder in development; required in production |
| ``SECRET_KEY_FALLBACKS`` | earlier secrets, by commas, that still open what was sealed with them | none |
| ``RIGHTS_PROFILE`` | the statutory exception that the operator works under | ``strict``: paraphrase and link |
| ``ONE_PERSON`` | ``1`` lets people approve what they logged; the record then says so | off |
| ``ANONYMOUS_READING`` | ``1`` shows everybody what is released: pages, feeds, the API | off: sign in, or a token |
| ``PUBLIC_URL`` | the address under which readers know the site, for links that leave | as each request names it |
| ``ORGANISATION`` | the name under which claims are published | the host’s name |
| ``FETCH_PRIVATE_HOSTS`` | private hosts that may be visited, as ``host:port``, by commas | none |
| ``FETCH_PORTS`` | further ports that may be visited, by commas | none |
| ``FETCH_USER_AGENT`` | how visits introduce themselves: say where you can be reached | ``ProvenanceBot/0.1`` |
| ``WEBHOOK_PRIVATE_HOSTS`` | private ``host:port`` that webhooks may be sent to, TLS or not, by commas | none |
| ``WEBHOOK_SECONDS`` | how often it is looked whether a webhook is to be sent | 5 |
| ``RATE_LIMITS`` | calls of the API in so many seconds, by class of token; 0 is no limit | see ``RATE_LIMITS`` below |
| ``TRUSTED_PROXIES`` | how many proxies of your own stand in front, for limits by address | 0 |
| ``RECHECK_DISPATCH_SECONDS`` | how often due links are looked for | 30 |
| ``RECHECK_LEASE_SECONDS`` | how long a host stays with a worker that gives no sign of life | 300 |
| ``RECHECK_VISITS_A_DAY`` | visits a day that are shared among all links | one a week for each link |
| ``RECHECK_SHARE_SECONDS`` | how often the visits are shared anew | 21600 |
| ``RECHECK_RETRY_HOURS`` | when a failing link is tried again, hours since it first failed, by commas | ``1,6,20`` |
| ``NETWORK_SECONDS`` | how often it is looked whether the name server answers for names that cannot exist | 600 |
| ``ARCHIVES`` | archives to ask for copies of dead pages, by commas: TimeGates, TimeMaps after ``timemap+`` | none |
| ``SAVE_PAGE`` | an archive's address that saves the page whose address follows it, once a claim is vetted | none |
| ``ARCHIVE_SECONDS`` | how often it is looked whether an archive is to be asked | 60 |
| ``DRAIN_SECONDS`` | how often what changed is followed up | 10 |
| ``CELERY_PREFIX`` | what all names in Redis begin with, for several installations on one server | none |
| ``METRICS_TOKEN`` | who shows it as a bearer token may read ``/metrics`` | no such page |
| ``ALLOWED_HOSTS`` | host names, separated by commas | loopback names in development; required in production |
"""

from __future__ import annotations

import os
import re
import secrets
from pathlib import Path

import dj_database_url
from celery.schedules import crontab
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from provenance import services
from provenance.logs import logging_settings

BASE_DIR = Path(__file__).resolve().parent.parent


def _production() -> bool:
    environment = os.environ.get("PROVENANCE_ENV", "development")
    if environment not in ("development", "production"):
        raise ImproperlyConfigured("PROVENANCE_ENV must be development or production.")
    return environment == "production"


def _required(name: str) -> str:
    value = os.environ.get(name)
    if not value:
        raise ImproperlyConfigured(f"Set {name}: production does not start without it.")
    return value


def _several(name: str) -> list[str]:
    return [entry.strip() for entry in os.environ.get(name, "").split(",") if entry.strip()]


def _ports(name: str) -> list[int]:
    try:
        return [int(entry) for entry in _several(name)]
    except ValueError:
        raise ImproperlyConfigured(f"{name} must be port numbers, separated by commas.") from None


def _whole(name: str) -> int:
    given = os.environ.get(name, "0")
    if not given.isdigit():
        raise ImproperlyConfigured(f"{name} must be a whole number.")
    return int(given)


def _seconds(name: str, default: float) -> float:
    try:
        given = float(os.environ.get(name, default))
    except ValueError:
        given = 0.0
    if not 0 < given < 1e7:
        raise ImproperlyConfigured(f"{name} must be a number of seconds above 0.")
    return given


def _visits(name: str) -> float | None:
    """A number of visits a day; ``None`` when it is not set."""
    try:
        given = float(os.environ.get(name) or 0)
    except ValueError:
        given = -1.0
    if given < 0:
        raise ImproperlyConfigured(f"{name} must be a number of visits a day.")
    return given or None


def _hours(name: str, default: str) -> list[float]:
    try:
        given = [float(entry) for entry in os.environ.get(name, default).split(",")]
    except ValueError:
        given = []
    if not given or given[0] <= 0 or given != sorted(given):
        raise ImproperlyConfigured(f"{name} must be hours above 0 in rising order, separated by commas.")
    return given


def _rate_limits(name: str, usual: dict[str, tuple[int, int]]) -> dict[str, tuple[int, int]]:
    """Calls and seconds by class of token, ``usual`` where a class is not named."""
    found = dict(usual)
    for entry in _several(name):
        given = re.fullmatch(r"(\w+)=(\d{1,9})/([1-9]\d{0,6})", entry)
        if given is None or given[1] not in usual:
            raise ImproperlyConfigured(f"{name} must be like {', '.join(usual)} with =600/60 each, by commas.")
        found[given[1]] = (int(given[2]), int(given[3]))
    return found


def _archive_addresses(*addresses: str) -> list[str]:
    """Addresses of archives as they were given; raises when one of them could not be asked."""
    for address in addresses:
        if not address.removeprefix("timemap+").startswith(("http://", "https://")):
            raise ImproperlyConfigured("ARCHIVES and SAVE_PAGE must be addresses that begin with http:// or https://.")
    return list(addresses)


def _public_url() -> str:
    given = os.environ.get("PUBLIC_URL", "").rstrip("/")
    if given and not given.startswith(("http://", "https://")):
        raise ImproperlyConfigured("PUBLIC_URL must begin with http:// or https://.")
    return given


def _development_secret() -> str:
    """A secret of this installation's own, so that none stands in the code and sign-ins outlive a restart."""
    path = services.home() / "secret_key"
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(50))
    except FileExistsError:
        pass
    return path.read_text()


PRODUCTION = _production()
DEBUG = False
SECRET_KEY = _required("SECRET_KEY") if PRODUCTION else os.environ.get("SECRET_KEY") or _development_secret()
SECRET_KEY_FALLBACKS = _several("SECRET_KEY_FALLBACKS")
ALLOWED_HOSTS = (_required("ALLOWED_HOSTS") if PRODUCTION else "localhost,127.0.0.1,[::1],testserver").split(",")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django_htmx",
    "django_structlog",
    "pgtrigger",
    "pghistory",
    "rest_framework",
    "knox",
    "claims",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "claims.api.front.ShortWay",  # plain reads of the API end here
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "claims.web.headers.HeadersMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_structlog.middlewares.RequestMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "pghistory.middleware.HistoryMiddleware",
    "claims.access.AccessMiddleware",
    "claims.api.limits.RateLimitMiddleware",
    "claims.web.middleware.DrainMiddleware",
]
ROOT_URLCONF = "provenance.urls"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "claims.web.frame.frame",
            ],
            "builtins": ["claims.web.tags"],
        },
    }
]

DATABASES = {"default": dj_database_url.parse(services.database_url(), conn_max_age=60, conn_health_checks=True)}
if DATABASES["default"]["ENGINE"] != "django.db.backends.postgresql":
    raise ImproperlyConfigured("DATABASE_URL must name a PostgreSQL database: triggers and locks depend on it.")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "claims.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "UTC"
USE_TZ = True
STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = BASE_DIR / "staticfiles" if PRODUCTION else None  # development serves the sources themselves
WHITENOISE_USE_FINDERS = not PRODUCTION
WHITENOISE_MAX_AGE = 3600 if PRODUCTION else 0
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
MEDIA_ROOT = services.home() / "files"

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = PRODUCTION
SECURE_REDIRECT_EXEMPT = [r"^health/$"]  # asked for from inside, where there is no TLS
SECURE_HSTS_SECONDS = 31_536_000 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = PRODUCTION
X_FRAME_OPTIONS = "DENY"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "claims.web.errors.csrf_failure"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],  # the picture with the secret of a second factor
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
# the largest request: 10 MB of any script still reach the form, which says in its own words that it is too much
DATA_UPLOAD_MAX_MEMORY_SIZE = 32 * 1024 * 1024

# pages: forms and messages in our templates
FORM_RENDERER = "claims.web.forms.Renderer"
MESSAGE_TAGS = {20: "info", 25: "good", 30: "warn", 40: "bad"}

# sign-in: accounts of this installation, second factors, limits counted in Redis by all processes together
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": services.redis_url(),
        "KEY_PREFIX": "provenance",
    }
}
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL, LOGIN_REDIRECT_URL, LOGOUT_REDIRECT_URL = "account_login", "home", "account_login"
ACCOUNT_ADAPTER = "claims.web.accounts.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_REDIRECT_URL = LOGOUT_REDIRECT_URL
ALLAUTH_TRUSTED_PROXY_COUNT = _whole("TRUSTED_PROXIES")
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Provenance"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION  # passkeys on http://localhost
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"  # nothing is sent: accounts have no address

RIGHTS_PROFILE = os.environ.get("RIGHTS_PROFILE", "strict")
if RIGHTS_PROFILE not in {"eu-quotation", "uk-quotation", "us-fair-use", "strict"}:
    raise ImproperlyConfigured("RIGHTS_PROFILE must be eu-quotation, uk-quotation, us-fair-use or strict.")
ANONYMOUS_READING = os.environ.get("ANONYMOUS_READING", "") == "1"
PUBLIC_URL = _public_url()
ORGANISATION = os.environ.get("ORGANISATION", "").strip()
ONE_PERSON = os.environ.get("ONE_PERSON", "") == "1"

BROKER_URL = services.broker_url()
LOGGING = logging_settings(production=PRODUCTION)
METRICS_TOKEN = os.environ.get("METRICS_TOKEN", "")
FETCH_PRIVATE_HOSTS = _several("FETCH_PRIVATE_HOSTS")
FETCH_PORTS = _ports("FETCH_PORTS")
FETCH_USER_AGENT = os.environ.get("FETCH_USER_AGENT", "ProvenanceBot/0.1")
RATE_LIMITS = _rate_limits("RATE_LIMITS", {"reader": (600, 60), "newsroom": (1200, 60), "anonymous": (60, 60)})
WEBHOOK_PRIVATE_HOSTS = _several("WEBHOOK_PRIVATE_HOSTS")
WEBHOOK_SECONDS = _seconds("WEBHOOK_SECONDS", 5)

# rechecks and Celery: the broker carries hints only; what is due, leased and done stands in our rows
RECHECK_DISPATCH_SECONDS = _seconds("RECHECK_DISPATCH_SECONDS", 30)
RECHECK_LEASE_SECONDS = _seconds("RECHECK_LEASE_SECONDS", 300)
RECHECK_RETRY_HOURS = _hours("RECHECK_RETRY_HOURS", "1,6,20")
RECHECK_VISITS_A_DAY = _visits("RECHECK_VISITS_A_DAY")
RECHECK_SHARE_SECONDS = _seconds("RECHECK_SHARE_SECONDS", 6 * 3600)
NETWORK_SECONDS = _seconds("NETWORK_SECONDS", 600)
ARCHIVES = _archive_addresses(*_several("ARCHIVES"))
SAVE_PAGE = next(iter(_archive_addresses(*_several("SAVE_PAGE"))), None)
ARCHIVE_SECONDS = _seconds("ARCHIVE_SECONDS", 60)
DRAIN_SECONDS = _seconds("DRAIN_SECONDS", 10)
CELERY_BROKER_URL = BROKER_URL
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "global_keyprefix": os.environ.get("CELERY_PREFIX", ""),
    "visibility_timeout": 900,  # longer than any task: a hint of a killed worker is delivered again after it
    "unacked_restore_interval": 10,
    "unacked_restore_throttle": 1,  # look for such hints every 10 s, not every 100
}
CELERY_TASK_DEFAULT_QUEUE = "provenance"
CELERY_TASK_SERIALIZER, CELERY_ACCEPT_CONTENT = "json", ["json"]
CELERY_TASK_IGNORE_RESULT = CELERY_TASK_ACKS_LATE = CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_SOFT_TIME_LIMIT, CELERY_TASK_TIME_LIMIT = 600, 660
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = 20.0
CELERY_WORKER_ENABLE_SOFT_SHUTDOWN_ON_IDLE = True
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = True
CELERY_TIMEZONE, CELERY_ENABLE_UTC = "UTC", True
CELERY_BEAT_SCHEDULE_FILENAME = str(services.home() / "beat")
CELERY_BEAT_SCHEDULE = {
    "dispatch_rechecks": {
        "task": "claims.tasks.dispatch_rechecks",
        "schedule": RECHECK_DISPATCH_SECONDS,
        "options": {"expires": RECHECK_DISPATCH_SECONDS},  # without a worker the hints do not pile up
    },
    "look_at_network": {
        "task": "claims.tasks.look_at_network",
        "schedule": NETWORK_SECONDS,
        "options": {"expires": NETWORK_SECONDS},
    },
    "share_visits": {
        "task": "claims.tasks.share_visits",
        "schedule": RECHECK_SHARE_SECONDS,
        "options": {"expires": RECHECK_SHARE_SECONDS},
    },
    "ask_archives": {
        "task": "claims.tasks.ask_archives",
        "schedule": ARCHIVE_SECONDS,
        "options": {"expires": ARCHIVE_SECONDS},
    },
    "drain_changes": {
        "task": "claims.tasks.drain_changes",
        "schedule": DRAIN_SECONDS,
        "options": {"expires": DRAIN_SECONDS},
    },
    "follow_dates": {
        "task": "claims.tasks.follow_dates",
        "schedule": crontab(minute="1,31"),  # a minute past midnight for whatever ends with a day
        "options": {"expires": 1800},
    },
    "purge_changes": {
        "task": "claims.tasks.purge_changes",
        "schedule": crontab(hour="3", minute="17"),
        "options": {"expires": 43_200},
    },
    "send_webhooks": {
        "task": "claims.tasks.send_webhooks",
        "schedule": WEBHOOK_SECONDS,
        "options": {"expires": WEBHOOK_SECONDS},
    },
    "purge_webhooks": {
        "task": "claims.tasks.purge_webhooks",
        "schedule": crontab(hour="3", minute="37"),
        "options": {"expires": 43_200},
    },
    "compare_texts": {
        "task": "claims.tasks.compare_texts",
        "schedule": DRAIN_SECONDS,
        "options": {"expires": DRAIN_SECONDS},
    },
}

KNOX_TOKEN_MODEL = "claims.ApiToken"  # noqa: S105 - the name of a model
MIGRATION_MODULES = {"knox": None}  # its own table is not used, and would stand in the way of a flush
REST_KNOX = {"TOKEN_TTL": None, "TOKEN_LIMIT_PER_USER": None, "AUTO_REFRESH": False}
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["claims.api.access.TokenAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["claims.api.access.MayCall"],
    "DEFAULT_THROTTLE_CLASSES": ["claims.api.limits.TokenThrottle"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "EXCEPTION_HANDLER": "claims.api.problems.handle",
    "URL_FORMAT_OVERRIDE": None,  # “format” is a parameter of the export
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
}
