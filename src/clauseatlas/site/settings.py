"""Django settings of an atlas, derived from `pipeline.configuration`; nothing is set here that an operator would want to change."""

from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import django

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
SESSION_SECONDS = 14 * 24 * 3600
MAIL_SECONDS = 20  # a mail server that does not answer must not hold a page for longer
LEAST_PASSWORD = 10  # characters


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

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.admin.apps.SimpleAdminConfig",  # registers nothing by itself: what operators see is chosen in site.admin
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "clauseatlas.records",
    "clauseatlas.accounts",
    "clauseatlas.watching",
    "clauseatlas.site",
]
# Sessions and people are read when a page asks for them, so that a public page opens no session and stays cacheable.
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
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
    },
    {
        # Django's own language only for the operators' pages: no page of allauth's own look can be reached.
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "NAME": "django",
        "DIRS": [Path(django.__file__).parent / "contrib" / "admin" / "templates"],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

AUTH_USER_MODEL = "accounts.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator", "OPTIONS": {"user_attributes": ("email", "name")}},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": LEAST_PASSWORD}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "/account/login/"
LOGIN_REDIRECT_URL = "/account/"
LOGOUT_REDIRECT_URL = "/"

ACCOUNT_ADAPTER = "clauseatlas.accounts.door.Door"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_UNIQUE_EMAIL = True
ACCOUNT_CHANGE_EMAIL = True  # the old address stays until the new one is confirmed
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False  # other sessions end all the same: their hash no longer fits
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_RATE_LIMITS = {
    "change_password": "5/m/user",
    "change_phone": "1/m/user",
    "manage_email": "10/m/user",
    "reset_password": "20/m/ip,5/m/key",
    "reauthenticate": "10/m/user",
    "reset_password_from_key": "20/m/ip",
    "signup": "20/m/ip",
    "login": "30/m/ip",
    "login_failed": "20/m/ip,5/15m/key",  # an address is locked for a quarter of an hour after five wrong passwords
    "confirm_email": "1/m/key",
}
ALLAUTH_TRUSTED_PROXY_COUNT = _configuration.trusted_proxies
MFA_ADAPTER = "clauseatlas.accounts.door.SecondFactor"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Clause Atlas"

SESSION_COOKIE_NAME = "atlas_session"
SESSION_COOKIE_AGE = SESSION_SECONDS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = _configuration.secure
CSRF_COOKIE_NAME = "atlas_csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SECURE = _configuration.secure
CSRF_TRUSTED_ORIGINS = [_configuration.public_url.rstrip("/")] if _configuration.secure else []
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "accounts_cached"}}

EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend" if _configuration.smtp_host else "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = _configuration.mail_path
EMAIL_HOST = _configuration.smtp_host
EMAIL_PORT = _configuration.smtp_port
EMAIL_HOST_USER = _configuration.smtp_user
EMAIL_HOST_PASSWORD = _configuration.smtp_password
EMAIL_USE_TLS = _configuration.smtp_security == "starttls"
EMAIL_USE_SSL = _configuration.smtp_security == "tls"
EMAIL_TIMEOUT = MAIL_SECONDS
DEFAULT_FROM_EMAIL = _configuration.mail_from
SERVER_EMAIL = _configuration.mail_from

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
