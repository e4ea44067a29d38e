"""The production topology on the loopback: PostgreSQL, Redis, gunicorn, Celery worker and beat, nginx with HTTPS.

Everything stands in one folder and on free ports; PostgreSQL and Redis are instances of its own, so that any of them
may be killed.
"""

import os
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import unquote

import psycopg2
import redis

from portal.configuration import BASE_DIR
from tests.topology.parts import Part, free_port, listens
from tests.topology.visitor import Visitor

NGINX = """
user root;
worker_processes 2;
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/nginx-error.log info;
events {{}}
http {{ include {folder}/zhanqun.conf; }}
"""


class Cluster:
    """Six parts, and the environment of a production node."""

    def __init__(self):
        self.folder = Path(tempfile.mkdtemp(prefix="zhanqun-topology-"))
        self.folder.chmod(0o711)
        self.data = self.folder / "data"
        names = ("postgresql", "redis", "web", "http", "https")
        self.ports = {name: free_port() for name in names}
        self.environment = {
            "DATABASE_URL": f"postgres://postgres@127.0.0.1:{self.ports['postgresql']}/zhanqun",
            "REDIS_URL": f"redis://127.0.0.1:{self.ports['redis']}/0",
            "DATA_DIR": str(self.data), "SECRET_KEY": secrets.token_urlsafe(60), "HTTPS": "on", "TRUSTED_PROXIES": "1",
            "PUBLIC_PORT": str(self.ports["https"]), "FRONT_ADDRESS": f"https://127.0.0.1:{self.ports['https']}",
            "WEB_BIND": f"127.0.0.1:{self.ports['web']}", "WEB_WORKERS": "2", "WEB_THREADS": "4", "LOG_FORMAT": "json",
            "PROMETHEUS_MULTIPROC_DIR": str(self.folder / "metrics"), "PYTHONUNBUFFERED": "1", "DISK_MIN_MB": "0",
            "MONITORS": "127.0.0.1", "X_ACCEL": "on",
        }
        (self.folder / "metrics").mkdir()
        self.postgresql = self._part(
            "postgresql", [f"{binaries()}/postgres", "-D", str(self.folder / "postgresql"), "-p",
                           str(self.ports["postgresql"]), "-k", str(self.folder / "postgresql"), "-c", "fsync=off"],
            self._answers_sql, "postgresql", user="postgres")
        self.redis = self._part(
            "redis", ["redis-server", "--bind", "127.0.0.1", "--port", str(self.ports["redis"]), "--save", "",
                      "--appendonly", "no", "--dir", str(self.folder)], self._answers_ping, "redis")
        self.web = self._part(
            "web", [sys.executable, "-m", "gunicorn", "-c", "deploy/gunicorn.conf.py", "portal.wsgi"],
            self._answers_http, "web")
        self.worker = self._part(
            "worker", [*celery("portal"), "worker", "-c", "2", "--without-gossip", "--without-mingle", "-l", "info"],
            lambda: self.worker.says(" ready."))
        self.beat = self._part(
            "beat", [*celery("tests.topology.quick"), "beat", "-l", "info", "-s", str(self.folder / "schedule"),
                     "--pidfile", ""], lambda: self.beat.says("beat: Starting"))
        self.nginx = self._part("nginx", ["nginx", "-c", str(self.folder / "nginx.conf")],
                                lambda: listens(self.ports["https"]), "https")
        self.parts = [self.postgresql, self.redis, self.web, self.worker, self.beat, self.nginx]

    def _part(self, name: str, command: list[str], is_ready, port: str = "", user: str | None = None) -> Part:
        return Part(name, command, self.folder / f"{name}.log", is_ready, self.ports.get(port), self.environment, user,
                    BASE_DIR)

    def start(self) -> None:
        self._initialise_database()
        self.postgresql.start()
        self.redis.start()
        self.execute("CREATE DATABASE zhanqun", database="postgres")
        self.manage("migrate", "-v", "0")
        self.manage("collectstatic", "--no-input", "-v", "0")
        self._configure_nginx()
        for part in (self.web, self.worker, self.beat, self.nginx):
            part.start()

    def close(self) -> None:
        for part in reversed(self.parts):
            if part.process and part.process.poll() is None:
                part.kill()
        subprocess.run(["umount", "-q", str(self.data / "pages")], check=False)
        shutil.rmtree(self.folder)

    def manage(self, *arguments: str) -> str:
        """Run a management command on this node; its output."""
        done = subprocess.run([sys.executable, "manage.py", *arguments], cwd=BASE_DIR, capture_output=True, text=True,
                              env=os.environ | self.environment, check=False)
        assert done.returncode == 0, f"{arguments}:\n{done.stdout}{done.stderr}"
        return done.stdout

    def file(self, path: str, host: str = "linhe.localhost") -> Path:
        """Where a page of this address is kept."""
        name = unquote(path).lstrip("/") + ("index.html" if path.endswith("/") else "")
        return self.data / "pages" / f"{host}:{self.ports['https']}" / name

    def connection(self, database: str = "zhanqun"):
        return psycopg2.connect(
            host="127.0.0.1", port=self.ports["postgresql"], user="postgres", dbname=database, connect_timeout=5)

    def execute(self, sql: str, *values, database: str = "zhanqun") -> list[tuple]:
        """One statement, committed; its rows."""
        connection = self.connection(database)
        connection.autocommit = True
        try:
            with connection.cursor() as cursor:
                cursor.execute(sql, values or None)
                return cursor.fetchall() if cursor.description else []
        finally:
            connection.close()

    def restart_postgresql(self) -> None:
        """As `systemctl restart postgresql` does: every connection breaks."""
        os.kill(self.postgresql.process.pid, signal.SIGINT)
        self.postgresql.process.wait()
        self.postgresql.start()

    def _answers_sql(self) -> bool:
        try:
            return self.execute("SELECT 1", database="postgres") == [(1,)]
        except psycopg2.OperationalError:
            return False

    def _answers_http(self) -> bool:
        try:
            return Visitor(self).behind("/healthz/live").status == 200
        except OSError:
            return False

    def _answers_ping(self) -> bool:
        try:
            return redis.Redis(port=self.ports["redis"]).ping()
        except redis.exceptions.ConnectionError:
            return False

    def _initialise_database(self) -> None:
        folder = self.folder / "postgresql"
        folder.mkdir()
        shutil.chown(folder, "postgres")
        subprocess.run([f"{binaries()}/initdb", "-D", str(folder), "-A", "trust", "-E", "UTF8", "--locale", "C.UTF-8",
                        "--no-sync"], user="postgres", check=True, capture_output=True, cwd=folder)

    def _configure_nginx(self) -> None:
        key, certificate = self.folder / "key.pem", self.folder / "certificate.pem"
        subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", str(key), "-out",
                        str(certificate), "-days", "2", "-subj", "/CN=localhost"], check=True, capture_output=True)
        (self.folder / "zhanqun.conf").write_text(self.manage(
            "nginx_conf", "--certificate", str(certificate), "--key", str(key), "--logs", str(self.folder),
            "--http", f"127.0.0.1:{self.ports['http']}", "--https", f"127.0.0.1:{self.ports['https']}"))
        (self.folder / "nginx.conf").write_text(NGINX.format(folder=self.folder))


def celery(application: str) -> list[str]:
    return [sys.executable, "-m", "celery", "-A", application]


def binaries() -> Path:
    """Debian keeps PostgreSQL's own programs out of the path."""
    return max(Path("/usr/lib/postgresql").glob("*/bin"))
