"""Settings, all from the environment. A setting that is wrong or missing where it matters fails at the start.

| variable | meaning | default |
|---|---|---|
| ``DATABASE_URL``, ``REDIS_URL`` | own servers | embedded ones |
| ``PROVENANCE_DATA`` | folder of the embedded servers and stored files | one for this checkout |
| ``PROVENANCE_ENV`` | ``development`` or ``production`` | ``development`` |
| ``SECRET_KEY`` | Django's secret | made once and kept in the data folder in development; required in production |
| ``RIGHTS_PROFILE`` | the statutory exception that the operator works under | ``strict``: paraphrase and link |
| ``ONE_PERSON`` | ``1`` lets people approve what they logged; the record then says so | off |
| ``FETCH_PRIVATE_HOSTS`` | private hosts that may be visited, as ``host:port``, by commas | none |
| ``FETCH_PORTS`` | further ports that may be visited, by commas | none |
| ``FETCH_USER_AGENT`` | how visits introduce themselves: say where you can be reached | ``ProvenanceBot/0.1`` |
| ``ALLOWED_HOSTS`` | host names, separated by commas | loopback names in development; required in production |
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

from provenance import services

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
ALLOWED_HOSTS = (_required("ALLOWED_HOSTS") if PRODUCTION else "localhost,127.0.0.1,[::1],testserver").split(",")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "pgtrigger",
    "pghistory",
    "rest_framework",
    "knox",
    "claims",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "pghistory.middleware.HistoryMiddleware",
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
            ]
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
STATIC_URL = "static/"
MEDIA_ROOT = services.home() / "files"

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = PRODUCTION
SECURE_HSTS_SECONDS = 31_536_000 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = PRODUCTION
X_FRAME_OPTIONS = "DENY"

RIGHTS_PROFILE = os.environ.get("RIGHTS_PROFILE", "strict")
if RIGHTS_PROFILE not in {"eu-quotation", "uk-quotation", "us-fair-use", "strict"}:
    raise ImproperlyConfigured("RIGHTS_PROFILE must be eu-quotation, uk-quotation, us-fair-use or strict.")
ONE_PERSON = os.environ.get("ONE_PERSON", "") == "1"

FETCH_PRIVATE_HOSTS = _several("FETCH_PRIVATE_HOSTS")
FETCH_PORTS = _ports("FETCH_PORTS")
FETCH_USER_AGENT = os.environ.get("FETCH_USER_AGENT", "ProvenanceBot/0.1")

KNOX_TOKEN_MODEL = "claims.ApiToken"  # noqa: S105 - the name of a model
MIGRATION_MODULES = {"knox": None}  # its own table is not used, and would stand in the way of a flush
REST_KNOX = {"TOKEN_TTL": None, "TOKEN_LIMIT_PER_USER": None, "AUTO_REFRESH": False}
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["claims.api.access.TokenAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["claims.api.access.MayRead"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "EXCEPTION_HANDLER": "claims.api.problems.handle",
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
}
