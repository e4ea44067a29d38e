"""One settings module for the embedded default and for production; only the environment differs."""

from csp.constants import NONE, SELF

from portal import configuration
from portal.configuration import BASE_DIR, read
from portal.logs import logging_settings

DATA_DIR = configuration.data_dir()
SECRET_KEY = configuration.secret_key(DATA_DIR)
DEBUG = read("DEBUG")
HTTPS = read("HTTPS")

# Hosts are records (sites.Host); sites.middleware answers 404 to all others.
ALLOWED_HOSTS = ["*"]

INSTALLED_APPS = [
    "portal.apps.PortalConfig",
    "portal.apps.DeskConfig",
    "audit",
    "submissions",
    "columns",
    "publishing",
    "sites",
    "guardian",
    "mptt",
    "tinymce",
    "axes",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "portal.middleware.MonitoringMiddleware",
    "portal.middleware.RequestMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "sites.middleware.SiteMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "sites.middleware.SignInMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
    "sites.middleware.UnreadableMiddleware",
]

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"

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
            ],
            "builtins": ["django.templatetags.i18n"],
        },
    },
]

DATABASES = {"default": configuration.database(DATA_DIR)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = configuration.caches()

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATIC_ROOT.mkdir(exist_ok=True)
STATICFILES_DIRS = [BASE_DIR / "static"]
WHITENOISE_USE_FINDERS = True
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "portal.statics.CollectedStorage"},
}
MEDIA_ROOT = DATA_DIR / "media"

# --- people -----------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "sites.User"
LOGIN_URL = "admin:login"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
     "OPTIONS": {"user_attributes": ("username", "name", "email")}},
    {"NAME": "sites.passwords.LengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "sites.passwords.ComplexityValidator"},
]
PASSWORD_MAX_AGE_DAYS = read("PASSWORD_MAX_AGE_DAYS")
IDLE_MINUTES = read("IDLE_MINUTES")

AXES_FAILURE_LIMIT = read("LOCKOUT_FAILURES")
AXES_COOLOFF_TIME = read("LOCKOUT_MINUTES") / 60
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_TEMPLATE = "admin/locked_out.html"
AXES_RESET_ON_SUCCESS = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False  # no line at every start
AXES_CLIENT_IP_CALLABLE = "sites.addresses.client_address"
TRUSTED_PROXIES = read("TRUSTED_PROXIES")

# guardian: grants stand on groups with direct foreign keys; nobody is anonymous to it
ANONYMOUS_USER_NAME = None
GUARDIAN_MONKEY_PATCH_USER = False
GUARDIAN_MONKEY_PATCH_GROUP = False

# --- security ---------------------------------------------------------------------------------------------------
SESSION_ENGINE = "django.contrib.sessions.backends.db"  # whoever works in the desk goes on when Redis is away
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_HTTPONLY = False
CSRF_COOKIE_SAMESITE = "Lax"
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31536000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
if HTTPS and TRUSTED_PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    },
}

# --- kept pages -------------------------------------------------------------------------------------------------
KEEP_PAGES = read("KEEP_PAGES")
PAGES_DIR = DATA_DIR / "pages"
PUBLIC_PORT = read("PUBLIC_PORT")
FRONT_ADDRESS = read("FRONT_ADDRESS")
X_ACCEL = read("X_ACCEL")

# --- uploads and the editor -------------------------------------------------------------------------------------
UPLOAD_MAX_BYTES = read("UPLOAD_MAX_MB") * 1024 * 1024
FETCH_POLICY = "submissions.fetching.PUBLIC"  # what may be fetched from outside; the environment cannot change it
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o640
CLAMD_ADDRESS = read("CLAMD_ADDRESS")

# --- mail -------------------------------------------------------------------------------------------------------
MAIL = configuration.mail(DATA_DIR)
EMAIL_BACKEND = MAIL["EMAIL_BACKEND"]
EMAIL_FILE_PATH = MAIL.get("EMAIL_FILE_PATH")
EMAIL_HOST, EMAIL_PORT = MAIL.get("EMAIL_HOST", ""), MAIL.get("EMAIL_PORT", 25)
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = MAIL.get("EMAIL_HOST_USER", ""), MAIL.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS, EMAIL_USE_SSL = MAIL.get("EMAIL_USE_TLS", False), MAIL.get("EMAIL_USE_SSL", False)
DEFAULT_FROM_EMAIL = SERVER_EMAIL = read("MAIL_FROM") or "zhanqun@localhost"
EMAIL_TIMEOUT = 10

# --- work outside the request -----------------------------------------------------------------------------------
CELERY_BROKER_URL = read("REDIS_URL") or "memory://localhost/"
CELERY_TASK_ALWAYS_EAGER = not read("REDIS_URL")
CELERY_TIMEZONE = TIME_ZONE
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_PUBLISH_RETRY = False  # nobody waits for a broker that is away; whatever matters is a row (publishing)
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "socket_connect_timeout": 2, "socket_timeout": 5, "socket_keepalive": True,
    "max_retries": 0, "interval_start": 0, "interval_step": 0,
}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None  # workers and beat wait for it as long as it takes
CELERY_WORKER_HIJACK_ROOT_LOGGER = False

LOGGING = logging_settings(read("LOG_FORMAT"), read("LOG_LEVEL"))
MONITORS = configuration.monitors()
DISK_MIN_MB = read("DISK_MIN_MB")

SILENCED_SYSTEM_CHECKS = [
    "guardian.W001",  # grants are asked for through columns.scope in one query, not through a backend
]
