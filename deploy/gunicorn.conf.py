"""The web process: `python -m gunicorn -c deploy/gunicorn.conf.py portal.wsgi`, in the project's folder."""

from portal.configuration import read
from portal.logs import logging_settings

bind = read("WEB_BIND")
workers = read("WEB_WORKERS")
worker_class = "gthread"
threads = read("WEB_THREADS")
control_socket_disable = True
umask = 0o007  # of the socket alone: nginx opens it as a member of the group
timeout = 120
graceful_timeout = 30
keepalive = 5
logconfig_dict = logging_settings(read("LOG_FORMAT"), read("LOG_LEVEL")) | {
    "loggers": {"gunicorn.error": {"propagate": True}, "gunicorn.access": {"propagate": False}},
}
