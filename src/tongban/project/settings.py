"""Django's settings, read from the environment."""

import os
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parents[3]
_url = urlsplit(os.environ.get("DATABASE_URL", ""))
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": _url.path.lstrip("/"),
        "USER": _url.username or "",
        "PASSWORD": _url.password or "",
        "HOST": _url.hostname or "",
        "PORT": str(_url.port or ""),
    }
}
SECRET_KEY = os.environ.get("TONGBAN_SECRET", "insecure-demo-key")
DEBUG = True
ALLOWED_HOSTS = ["127.0.0.1", "localhost"]
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django_cotton",
    "tongban.kernel.ledger",
    "tongban.kernel.identity",
    "tongban.kernel.law",
    "tongban.kernel.parties",
    "tongban.kernel.documents",
    "tongban.kernel.notices",
    "tongban.kernel.forms",
    "tongban.kernel.catalogue",
    "tongban.kernel.cases",
    "tongban.ui",
    "tongban.portal",
]
AUTH_USER_MODEL = "identity.Person"
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
