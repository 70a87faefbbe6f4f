"""The wiring. What can be changed comes from the environment: see common/environment.py."""

from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.utils.translation import gettext_lazy as _

from qunce.common.environment import read, read_flag, var
from qunce.common.keys import secret

VAR = var()
DEBUG = read_flag("QUNCE_DEBUG")
DEMO = read_flag("QUNCE_DEMO")
SECRET_KEY = secret(VAR, read("QUNCE_SECRET"))
ALLOWED_HOSTS = [h.strip() for h in read("QUNCE_HOSTS").split(",") if h.strip()]
HTTPS = read_flag("QUNCE_HTTPS")
PROXIES = int(read("QUNCE_PROXIES"))

INSTALLED_APPS = [
    "qunce.demo",
    "qunce.audit",
    "qunce.desk",
    "qunce.square",
    "qunce.briefs",
    "qunce.campaigns",
    "qunce.selection",
    "qunce.matters",
    "qunce.reading",
    "qunce.voices",
    "qunce.notices",
    "qunce.people",
    "qunce.places",
    "qunce.record",
    "qunce.ui",
    "qunce.common",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django_htmx",
    "template_partials",
    "procrastinate.contrib.django",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "qunce.common.middleware.content_security",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "qunce.common.middleware.small_bodies",  # before the token is looked for in the body
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "qunce.common.middleware.problems",
]
ROOT_URLCONF = "qunce.urls"
WSGI_APPLICATION = "qunce.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "qunce.ui.context.look",
                "qunce.desk.context.navigation",
                "qunce.square.context.navigation",
            ],
        },
    }
]
FORM_RENDERER = "qunce.ui.forms.Renderer"


def _database(url: str) -> dict[str, Any]:
    parts = urlsplit(url)
    return {
        "ENGINE": "qunce.common.postgres",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
    }


def _embedded(user: str) -> dict[str, Any]:
    return {
        "ENGINE": "qunce.common.postgres",
        "NAME": "qunce",
        "USER": user,
        "EMBEDDED": str(VAR),
    }


_url = read("QUNCE_DATABASE_URL")
DATABASES = {
    "default": _database(_url) if _url else _embedded("qunce_app"),
    "owner": (
        _database(read("QUNCE_OWNER_DATABASE_URL") or _url) if _url else _embedded("qunce_owner")
    ),
}
DATABASES["default"]["OPTIONS"] = {"pool": {"min_size": 1, "max_size": 8, "timeout": 20}}
DATABASE_ROUTERS = ["qunce.common.routers.OneDatabase"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "tasks"

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "common_cache",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}

AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = ["qunce.people.accounts.Accounts"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "/enter/"
LOGIN_REDIRECT_URL = "/desk/"
LOGOUT_REDIRECT_URL = "/"
SESSION_ENGINE = "qunce.common.sessions"
# Idle logout after 30 minutes: domain rule 24 (等保2.0 level 3, login failure handling).
SESSION_COOKIE_AGE = 30 * 60
SESSION_SAVE_EVERY_REQUEST = False
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_SSL_REDIRECT = False
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("Chinese")), ("en", _("English"))]
TIME_ZONE = read("QUNCE_TIME_ZONE")
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
MEDIA_ROOT = VAR / "files"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
# A spreadsheet goes to disk while it arrives; a form of text stays small.
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
# Each tick of a long list is a field: a round may hold some thousands of candidates.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 1_000_000


def _smtp(url: str) -> dict[str, Any]:
    """What Django's EmailBackend is called with; nothing where there is no mail server."""
    if not url:
        return {}
    parts = urlsplit(url)
    kinds = {"smtp": {}, "smtp+starttls": {"use_tls": True}, "smtps": {"use_ssl": True}}
    if parts.scheme not in kinds or not parts.hostname:
        raise ValueError("QUNCE_SMTP is smtp://, smtp+starttls:// or smtps:// and a host.")
    return {
        "host": parts.hostname,
        "port": parts.port or {"smtps": 465, "smtp+starttls": 587}.get(parts.scheme, 25),
        "username": unquote(parts.username or ""),
        "password": unquote(parts.password or ""),
        **kinds[parts.scheme],
    }


SMTP = _smtp(read("QUNCE_SMTP"))
MAIL_FROM = read("QUNCE_MAIL_FROM")
SMS_URL, SMS_TOKEN = read("QUNCE_SMS_URL"), read("QUNCE_SMS_TOKEN")
if SMS_URL and urlsplit(SMS_URL).scheme not in {"http", "https"}:
    raise ValueError("QUNCE_SMS_URL is http:// or https://.")
SUBMISSIONS_PER_MINUTE = int(read("QUNCE_SUBMISSIONS_PER_MINUTE"))
LOTTERY = read_flag("QUNCE_LOTTERY")
CONTACT_DAYS = int(read("QUNCE_CONTACT_DAYS"))
BASE = Path(__file__).resolve().parent
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"terminal": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["terminal"], "level": "WARNING"},
}
