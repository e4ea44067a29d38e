"""Every environment variable the project reads: its type and default. `docs/configuration.md` explains each one."""

import os
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured
from django.core.management.utils import get_random_secret_key

BASE_DIR = Path(__file__).resolve().parent.parent

VARIABLES = {
    "DATA_DIR": (str, str(BASE_DIR / "var")),
    "SECRET_KEY": (str, ""),
    "DATABASE_URL": (str, ""),
    "REDIS_URL": (str, ""),
    "HTTPS": (bool, False),
    "TRUSTED_PROXIES": (int, 0),
    "PUBLIC_PORT": (int, 0),
    "KEEP_PAGES": (bool, True),
    "FRONT_ADDRESS": (str, ""),
    "X_ACCEL": (bool, False),
    "DEBUG": (bool, False),
    "UPLOAD_MAX_MB": (int, 50),
    "CLAMD_ADDRESS": (str, ""),
    "IDLE_MINUTES": (int, 30),
    "LOCKOUT_FAILURES": (int, 5),
    "LOCKOUT_MINUTES": (int, 30),
    "PASSWORD_MAX_AGE_DAYS": (int, 90),
    "LOG_LEVEL": (str, "INFO"),
    "LOG_FORMAT": (str, "line"),
    "MONITORS": (str, "127.0.0.0/8 ::1"),
    "DISK_MIN_MB": (int, 500),
    "PROMETHEUS_MULTIPROC_DIR": (str, ""),
    "WEB_BIND": (str, "127.0.0.1:8001"),
    "WEB_WORKERS": (int, 2),
    "WEB_THREADS": (int, 4),
    "EMAIL_URL": (str, ""),
    "MAIL_FROM": (str, ""),
    "DEMO_PASSWORD": (str, ""),
}

BOOLEANS = {"1", "0", "true", "false", "yes", "no", "on", "off"}
LOG_LEVELS = {"DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"}
LOG_FORMATS = {"line", "json"}
_env = environ.Env(**VARIABLES)


def read(name: str):
    """The variable's value in its declared type. Raises ImproperlyConfigured, in Chinese, when it is malformed."""
    kind, _ = VARIABLES[name]
    raw = os.environ.get(name)
    if kind is bool and raw is not None and raw.lower() not in BOOLEANS:
        raise ImproperlyConfigured(f"环境变量 {name} 应为 on 或 off,现在是“{raw}”。")
    try:
        value = _env(name)
    except (ValueError, ImproperlyConfigured) as error:
        raise ImproperlyConfigured(f"环境变量 {name} 的值“{raw}”不对:应为整数。") from error
    if kind is int and value < 0:
        raise ImproperlyConfigured(f"环境变量 {name} 不能是负数,现在是“{raw}”。")
    if name == "LOG_LEVEL" and value not in LOG_LEVELS:
        raise ImproperlyConfigured(f"环境变量 LOG_LEVEL 应为 {'、'.join(sorted(LOG_LEVELS))} 之一。")
    if name == "LOG_FORMAT" and value not in LOG_FORMATS:
        raise ImproperlyConfigured("环境变量 LOG_FORMAT 应为 line 或 json。")
    return value


def data_dir() -> Path:
    """Where the embedded default keeps its database, uploads and secret key; made when missing."""
    path = Path(read("DATA_DIR")).expanduser().resolve()
    path.mkdir(parents=True, exist_ok=True)
    return path


def secret_key(folder: Path) -> str:
    """SECRET_KEY, or a random key made once and kept in the data folder, readable by its owner alone."""
    given = read("SECRET_KEY")
    if given:
        if len(given) < 50:
            raise ImproperlyConfigured("环境变量 SECRET_KEY 太短:至少 50 个随机字符。")
        return given
    kept = folder / "secret_key"
    try:
        with os.fdopen(os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(get_random_secret_key())
    except FileExistsError:
        pass
    return kept.read_text()


def monitors() -> list[IPv4Network | IPv6Network]:
    """Networks that may see health and figures."""
    try:
        return [ip_network(text) for text in read("MONITORS").split()]
    except ValueError as error:
        raise ImproperlyConfigured("环境变量 MONITORS 应为空格隔开的地址或网段,如 127.0.0.0/8 ::1。") from error


def database(folder: Path) -> dict:
    """Django's settings of the database: DATABASE_URL (postgres://…), or SQLite in the data folder."""
    url = read("DATABASE_URL")
    if not url:
        return sqlite(folder / "zhanqun.sqlite3")
    if url.startswith("sqlite:///"):
        return sqlite(Path(url.removeprefix("sqlite:///")))
    if not url.startswith(("postgres://", "postgresql://")):
        raise ImproperlyConfigured("环境变量 DATABASE_URL 应为 postgres://用户:密码@主机:端口/库名,或 sqlite:///路径。")
    config = _env.db_url_config(url)
    options = {"connect_timeout": 5} | config.get("OPTIONS", {})
    return config | {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True, "OPTIONS": options}


def sqlite(path: Path) -> dict:
    """SQLite that several processes may write: WAL, and transactions that take the write lock at their start."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
        },
    }


MAIL_SCHEMES = ("smtp://", "smtps://", "smtp+tls://", "smtp+ssl://")


def mail(folder: Path) -> dict:
    """Django's settings of the mail server: EMAIL_URL, or files in the data folder."""
    url = read("EMAIL_URL")
    if not url:
        return {"EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend",
                "EMAIL_FILE_PATH": str(folder / "mails")}
    if not url.startswith(MAIL_SCHEMES):
        raise ImproperlyConfigured("环境变量 EMAIL_URL 应为 smtp://用户:密码@主机:端口;加密用 smtp+tls:// 或 smtp+ssl://。")
    if not read("MAIL_FROM"):
        raise ImproperlyConfigured("设了 EMAIL_URL,还须把环境变量 MAIL_FROM 设为发件地址。")
    return _env.email_url_config(url)


def caches() -> dict:
    url = read("REDIS_URL")
    if not url:
        return {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "zhanqun"}}
    if not url.startswith(("redis://", "rediss://", "unix://")):
        raise ImproperlyConfigured("环境变量 REDIS_URL 应为 redis://主机:端口/库号。")
    return {"default": {"BACKEND": "portal.caching.SurvivingRedisCache", "LOCATION": url, "KEY_PREFIX": "zhanqun",
                        "OPTIONS": {"socket_connect_timeout": 1, "socket_timeout": 1}}}
