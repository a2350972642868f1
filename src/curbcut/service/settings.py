"""Django's settings, read once from the environment. Every variable is documented in docs/reference/settings.md."""

from pathlib import Path

from curbcut.service.configuration import Configuration

CONFIGURATION = Configuration.from_environment()

SECRET_KEY = CONFIGURATION.session_key
DEBUG = False
ALLOWED_HOSTS = CONFIGURATION.allowed_hosts
ROOT_URLCONF = "curbcut.service.urls"
WSGI_APPLICATION = "curbcut.service.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "tenancy.Person"
LOGIN_URL = "sign-in"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "procrastinate.contrib.django",
    "curbcut.service.tenancy",
    "curbcut.service.connection",
    "curbcut.service.library",
    "curbcut.service.people",
    "curbcut.service.checking",
    "curbcut.service.feedback",
    "curbcut.service.reporting",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "curbcut.service.headers.ContentSecurityPolicyMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [Path(__file__).parent / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "curbcut.service.tenancy.context.here",
            ],
            "string_if_invalid": "",
        },
    }
]

DATABASES = {"default": CONFIGURATION.database}

LANGUAGE_CODE = "en"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

SESSION_COOKIE_NAME = "curbcut_session"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CONFIGURATION.is_https
CSRF_COOKIE_SECURE = CONFIGURATION.is_https
CSRF_COOKIE_HTTPONLY = True
CSRF_TRUSTED_ORIGINS = [CONFIGURATION.base_url]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if CONFIGURATION.is_behind_proxy else None
SECURE_HSTS_SECONDS = 31_536_000 if CONFIGURATION.is_https else 0
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

DATA_UPLOAD_MAX_NUMBER_FIELDS = 25_000
"""The same fix all over a course sends a field a place: 21,000 of them fill the 2.5 MB that Django lets a form have. Its
own bound of 1,000 fields would refuse a large course."""

PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]

STATIC_URL = "/static/"
STATICFILES_DIRS = [Path(__file__).parent / "static"]
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 3600

LOGGING_CONFIG = None
