"""Django's settings, made from the environment; what an operator may set stands in `environment`."""

import os

from csp.constants import NONE, SELF, UNSAFE_INLINE

from tongban.project import environment as _environment
from tongban.project.folder import Folder as _Folder
from tongban.project.postgres.address import from_url as _from_url
from tongban.project.postgres.address import of_folder as _of_folder

_set = _environment.read(os.environ)
_folder = _Folder(_set.data)
_secrets = _folder.secrets() if _set.demo else {}
_address = _from_url(_set.database_url) if _set.database_url else _of_folder(_folder)

TONGBAN_MODE = _set.mode
TONGBAN_ADDRESS = _set.address
TONGBAN_DIVISION = _set.place["TONGBAN_DIVISION"]
TONGBAN_HALL = _set.place["TONGBAN_HALL"]
TONGBAN_SITE = _set.place["TONGBAN_SITE"]
TONGBAN_HALL_ADDRESS = _set.place["TONGBAN_HALL_ADDRESS"]
TONGBAN_HALL_HOURS = _set.place["TONGBAN_HALL_HOURS"]
TONGBAN_HALL_TELEPHONE = _set.place["TONGBAN_HALL_TELEPHONE"]
TONGBAN_HOST_ORGAN = _set.place["TONGBAN_HOST_ORGAN"]
TONGBAN_SITE_SUPPORT = _set.place["TONGBAN_SITE_SUPPORT"]
TONGBAN_SITE_FILING = _set.place["TONGBAN_SITE_FILING"]
TONGBAN_DATA_KEY = _set.data_key or _secrets["data_key"]
TONGBAN_FILES = _folder.files
TONGBAN_TYPE = _environment.ROOT / "node_modules/@expo-google-fonts/noto-sans-sc"
TONGBAN_SCANNER = _set.scanner
TONGBAN_KEEP_UNSCANNED = _set.keep_unscanned
TONGBAN_CARRIERS = _set.carriers
TONGBAN_NOTICE_TRIES = _set.notice_tries
TONGBAN_FACTOR_DUTIES = _set.factor_duties
TONGBAN_SESSION_IDLE = _set.session_idle * 60
TONGBAN_SESSION_LONGEST = _set.session_hours * 3600
TONGBAN_PASSWORD_DAYS = _set.password_days
# What administrators see of these settings; secrets only as set or not.
TONGBAN_SHOWN = _environment.shown(os.environ)
TONGBAN_API_RATE = _set.api_rate
TONGBAN_WEBHOOK_TRIES = _set.webhook_tries
TONGBAN_WEBHOOK_INSIDE = _set.webhook_inside

if _set.mail_server:
    EMAIL_HOST, EMAIL_PORT = _set.mail_server.host, _set.mail_server.port
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _set.mail_server.user, _set.mail_server.password
    EMAIL_USE_SSL = _set.mail_server.scheme == "smtps"
    EMAIL_USE_TLS = _set.mail_server.scheme == "smtp+starttls"
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = _set.mail_from

SECRET_KEY = _set.secret or _secrets["secret"]
DEBUG = _set.debug
# This machine's own names, so that a probe may ask for /healthz.
ALLOWED_HOSTS = [*_set.hosts, *_environment.LOCAL_HOSTS]
ROOT_URLCONF = "tongban.project.urls"
WSGI_APPLICATION = "tongban.project.wsgi.application"

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "axes",
    "csp",
    "django_cotton",
    "tongban.kernel.sheets",
    "tongban.kernel.ledger",
    "tongban.kernel.identity",
    "tongban.kernel.law",
    "tongban.kernel.parties",
    "tongban.kernel.allowances",
    "tongban.kernel.bookings",
    "tongban.kernel.documents",
    "tongban.kernel.notices",
    "tongban.kernel.forms",
    "tongban.kernel.papers",
    "tongban.kernel.certificates",
    "tongban.kernel.concerns",
    "tongban.kernel.registers",
    "tongban.kernel.catalogue",
    "tongban.kernel.cases",
    "tongban.kernel.mirrors",
    "tongban.kernel.bundles",
    "tongban.kernel.archives",
    "tongban.kernel.overview",
    "tongban.kernel.mining",
    "tongban.domains.vehicles",
    "tongban.domains.hall",
    "tongban.ui",
    "tongban.portal",
    "tongban.api",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "tongban.api.door.Door",
    "tongban.project.gate.Gate",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "tongban.project.permissions.Permissions",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "tongban.portal.sessions.Sessions",
    "tongban.portal.ways_back.WaysBack",
    "axes.middleware.AxesMiddleware",
]

DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": _address.name,
        "USER": _address.user,
        "PASSWORD": _address.password,
        "HOST": _address.host,
        "PORT": str(_address.port),
        # What is said again and again with its values beside it is prepared (`kernel/cases/store.py`).
        "OPTIONS": {"prepare_threshold": 2, **_address.options},
        # A connection stays with its thread; one that a restarted server dropped is found out and replaced.
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
    }
}
# A matter is posted as a whole: five lists of two hundred rows with eleven columns at most, and one list far longer.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        # Room for the counters of wrong tries: a few hundred strangers must not push each other's out.
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

# One loader list for all rooms: django-cotton compiles <c-…> tags while a template is loaded.
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django_cotton.cotton_loader.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "builtins": ["django_cotton.templatetags.cotton"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

AUTH_USER_MODEL = "identity.Person"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in (
        ("UserAttributeSimilarityValidator", {}),
        ("MinimumLengthValidator", {"min_length": 10}),
        ("CommonPasswordValidator", {}),
        ("NumericPasswordValidator", {}),
    )
]
AUTH_PASSWORD_VALIDATORS.append({"NAME": "tongban.kernel.identity.strength.ThreeKinds"})
# Wrong passwords close the door for a quarter of an hour: 5 for an account from one address, 20 for an account from
# anywhere, 40 from one address. So whoever has several addresses can keep an account out; guessing would be worse.
AXES_HANDLER = "tongban.project.lockout.Handler"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"], "username", "ip_address"]
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False
AXES_CLIENT_IP_CALLABLE = "tongban.project.visitors.address_of"

SESSION_COOKIE_NAME = "tongban_session"
SESSION_COOKIE_AGE = _set.session_hours * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not _set.demo
SECURE_SSL_REDIRECT = not _set.demo
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_HSTS_SECONDS = 0 if _set.demo else 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = not _set.demo
# The reverse proxy ends TLS; it must set this header itself and drop a visitor's own.
SECURE_PROXY_SSL_HEADER = None if _set.demo else ("HTTP_X_FORWARDED_PROTO", "https")
X_FRAME_OPTIONS = "DENY"

# bpmn-js writes style attributes; style sheets and scripts come from this site alone.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "style-src-attr": [UNSAFE_INLINE],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

STATIC_URL = "/static/"
STATIC_ROOT = _folder.static
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "tongban.project.front.FrontFiles",
]
# A demo serves the files where they lie; production collects them under names made from their content.
WHITENOISE_USE_FINDERS = _set.demo
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": _folder.files},
    },
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if _set.demo
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    # A demonstration's notices are lines of the worker's log.
    "loggers": {"tongban.kernel.notices.carriers": {"level": "INFO"}},
}
