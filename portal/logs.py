"""What a log line looks like: one line of text on a workbench, one JSON object in production. Both name the request."""

import structlog

NOISY = ("celery.worker.strategy", "celery.app.trace", "axes.apps")
"""Loggers that say something at every turn of the clock, or at every start."""


def logging_settings(form: str, level: str) -> dict:
    """Django's LOGGING in the given form (`line` or `json`). Everything goes to standard error."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {form: {
            "()": structlog.stdlib.ProcessorFormatter,
            "foreign_pre_chain": [
                structlog.contextvars.merge_contextvars, structlog.stdlib.add_log_level,
                structlog.stdlib.add_logger_name, structlog.stdlib.ExtraAdder(), without_request,
                structlog.processors.TimeStamper(fmt="iso"),
            ],
            "processors": [structlog.stdlib.ProcessorFormatter.remove_processors_meta, *renderers(form)],
        }},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": form}},
        "loggers": {name: {"level": "WARNING"} for name in NOISY} | {"django.request": {"level": "ERROR"}},
        "root": {"handlers": ["console"], "level": level},
    }


def without_request(logger, method, event: dict) -> dict:
    """Django adds the request itself, whose text shows the query: search words, and what a letter's link carries."""
    event.pop("request", None)
    return event


def renderers(form: str) -> list:
    """Tracebacks are plain text: the values of variables may be personal."""
    if form == "json":
        return [structlog.processors.format_exc_info, structlog.processors.JSONRenderer(ensure_ascii=False)]
    return [structlog.dev.ConsoleRenderer(colors=False, pad_event_to=0, pad_level=False,
                                          exception_formatter=structlog.dev.plain_traceback)]
