"""Django settings of an atlas, derived from `pipeline.configuration`; nothing is set here that an operator would want to change."""

from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from clauseatlas.errors import BadInput
from clauseatlas.pipeline.configuration import configuration

_configuration = configuration()

SQLITE_BUSY_SECONDS = 30  # a writer waits for another; one transaction takes well under a second
SQLITE_PRAGMAS = ";".join(
    (
        "PRAGMA journal_mode=WAL",
        "PRAGMA synchronous=FULL",  # a committed version survives a power cut
        "PRAGMA foreign_keys=ON",
        "PRAGMA cache_size=-16000",  # 16 MB
        "PRAGMA temp_store=MEMORY",
    )
)
POSTGRES_KEEP_SECONDS = 600


def _database(url: str) -> dict[str, Any]:
    """Django's description of the database: PostgreSQL from its address, else SQLite in the home."""
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": _configuration.database_path,
            "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": SQLITE_BUSY_SECONDS, "init_command": SQLITE_PRAGMAS},
        }
    parts = urlsplit(url)
    if parts.scheme not in {"postgresql", "postgres"}:
        raise BadInput("setting database_url", "must begin with postgresql://")
    query = dict(pair.partition("=")[::2] for pair in parts.query.split("&") if pair)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(query.get("host", parts.hostname or "")),
        "PORT": str(parts.port or query.get("port", "")),
        "CONN_MAX_AGE": POSTGRES_KEEP_SECONDS,
    }


DATABASES = {"default": _database(_configuration.database_url)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

SECRET_KEY = _configuration.secret()
DEBUG = _configuration.debug
ALLOWED_HOSTS = list(_configuration.allowed_hosts)

INSTALLED_APPS = ["django.contrib.staticfiles", "clauseatlas.records", "clauseatlas.site"]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "clauseatlas.site.middleware.strict_policy",
]
ROOT_URLCONF = "clauseatlas.site.urls"
WSGI_APPLICATION = "clauseatlas.site.wsgi.application"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "NAME": "jinja2",
        "DIRS": [Path(__file__).parent / "templates"],
        "OPTIONS": {"environment": "clauseatlas.site.environment.environment"},
    }
]

LANGUAGE_CODE = "en"
TIME_ZONE = "UTC"
USE_TZ = True
USE_I18N = False

STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True  # an installed package serves its own files; nothing has to be collected first
WHITENOISE_AUTOREFRESH = False

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": _configuration.log_level},
}
