"""What an administrator installs: nginx accepts its configuration, systemd its units, and every name in them exists."""

import io
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml
from django.conf import settings
from django.core.management import CommandError, call_command

from portal.configuration import BASE_DIR, VARIABLES

DEPLOY = BASE_DIR / "deploy"
UNITS = sorted((DEPLOY / "systemd").glob("zhanqun-*"))
COMPOSE = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
COMMAND = re.compile(r"manage\.py (\w+)")
ALLOWED = {"image", "build", "env_file", "restart", "volumes", "environment", "command", "depends_on", "healthcheck",
           "user", "ports", "profiles"}
"""Keys of a service that we use; a mistyped one is none of them."""


def needed(program: str) -> str:
    """Its path. Absent, the test is skipped, but never on CI."""
    found = shutil.which(program) or shutil.which(program, path="/usr/sbin")
    if not found:
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(f"{program} is absent")
    return found


def names(text: str) -> set[str]:
    """Variables that an environment file sets."""
    return {line.partition("=")[0] for line in text.splitlines() if line and not line.startswith("#")}


def rendered(*options: str) -> str:
    out = io.StringIO()
    call_command("nginx_conf", *options, stdout=out)
    return out.getvalue()


def accepts(folder: Path, text: str) -> None:
    """nginx itself reads the configuration, as Debian includes it."""
    (folder / "zhanqun.conf").write_text(text)
    (folder / "nginx.conf").write_text(
        f"pid {folder}/pid;\nerror_log stderr;\nevents {{}}\n"
        f"http {{ sendfile on; tcp_nopush on; gzip on; include mime.types; include {folder}/zhanqun.conf; }}\n")
    shutil.copy("/etc/nginx/mime.types", folder)
    done = subprocess.run([needed("nginx"), "-t", "-q", "-c", str(folder / "nginx.conf")], capture_output=True,
                          text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.fixture
def certificate(tmp_path) -> tuple[str, str]:
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    subprocess.run([needed("openssl"), "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", str(key), "-out",
                    str(certificate), "-days", "2", "-subj", "/CN=localhost"], check=True, capture_output=True)
    return str(certificate), str(key)


def test_nginx_accepts_the_configuration_with_https(tmp_path, settings, certificate):
    settings.HTTPS = True
    text = rendered("--certificate", certificate[0], "--key", certificate[1], "--logs", str(tmp_path))
    assert "listen 443 ssl http2 default_server;" in text
    assert "{{" not in text
    accepts(tmp_path, text)


def test_nginx_accepts_the_configuration_without_https(tmp_path):
    text = rendered("--http", "127.0.0.1:8090", "--logs", str(tmp_path))
    assert "ssl" not in text.replace("zhanqun_tls", "")
    accepts(tmp_path, text)


@pytest.mark.parametrize(("options", "cached"), [((), True), (("--network-store",), False)])
def test_open_files_are_remembered_on_a_disk_of_this_machine_alone(tmp_path, options, cached):
    text = rendered("--http", "127.0.0.1:8090", "--logs", str(tmp_path), *options)
    assert ("open_file_cache off;" in text, "open_file_cache_valid 0s;" in text) == (not cached, cached)
    accepts(tmp_path, text)


def test_https_without_a_certificate_is_refused(settings):
    settings.HTTPS = True
    with pytest.raises(CommandError, match="--certificate"):
        rendered()


def test_a_certificate_without_https_is_refused(settings):
    settings.HTTPS = False
    with pytest.raises(CommandError, match="没有设 HTTPS=on"):
        rendered("--certificate", "a.pem", "--key", "b.pem")


def test_a_port_of_its_own_is_part_of_the_store_and_of_the_host(settings):
    settings.PUBLIC_PORT = 8090
    text = rendered()
    assert '$host:8090";' in text
    assert "proxy_set_header Host $host:8090;" in text


@pytest.mark.parametrize("page", sorted((DEPLOY / "nginx" / "pages").glob("*.html")), ids=lambda page: page.name)
def test_pages_of_nginx_itself_need_nothing_but_static_files(page):
    text = page.read_text(encoding="utf-8")
    for path in re.findall(r'(?:href|src)="(/static/[^"]+)"', text):
        assert (BASE_DIR / path.lstrip("/")).is_file()
    assert "<style" not in text
    assert "<script" not in text


def test_systemd_accepts_the_units(tmp_path):
    """Read for another place: neither our folder nor our user exists on this machine."""
    analyze = needed("systemd-analyze")
    for unit in UNITS:
        text = unit.read_text().replace("/opt/zhanqun/.venv/bin/python", "/usr/bin/env python3")
        text = re.sub(r"^(WorkingDirectory=).*", r"\1/tmp", text, flags=re.MULTILINE)
        text = re.sub(r"^Documentation=.*\n", "", text, flags=re.MULTILINE)
        (tmp_path / unit.name).write_text(text)
    done = subprocess.run([analyze, "verify", "--man=no", *(str(tmp_path / unit.name) for unit in UNITS)],
                          capture_output=True, text=True, check=False)
    assert (done.returncode, [line for line in done.stderr.splitlines() if "zhanqun" in line]) == (0, [])


def test_every_timer_has_its_service_and_every_service_is_hardened():
    services = {unit.stem for unit in UNITS if unit.suffix == ".service"}
    assert services == {f"zhanqun-{name}" for name in ("web", "worker", "beat", "backup", "drill", "verify")}
    assert {unit.stem for unit in UNITS if unit.suffix == ".timer"} <= services
    for unit in UNITS:
        if unit.suffix == ".service":
            assert {"NoNewPrivileges=yes", "ProtectSystem=strict", "User=zhanqun"} <= set(unit.read_text().splitlines())


def test_every_command_in_the_files_exists():
    files = [*UNITS, DEPLOY / "compose.yaml", BASE_DIR / "docs" / "deploy.md"]
    found = {name for file in files for name in COMMAND.findall(file.read_text(encoding="utf-8"))}
    for name in found:
        with pytest.raises(SystemExit) as ended:
            call_command(name, "--help", stdout=io.StringIO())
        assert ended.value.code == 0


def test_every_variable_in_the_files_is_read_by_the_project():
    set_by_files = {name for file in DEPLOY.glob("*.example") for name in names(file.read_text(encoding="utf-8"))}
    set_by_compose = {name for service in COMPOSE["services"].values() if service["image"] == "zhanqun"
                      for name in service.get("environment", {})}
    assert (set_by_files | set_by_compose) - VARIABLES.keys() == set()


def test_the_services_of_compose_hang_together():
    services = COMPOSE["services"]
    assert services.keys() == {"postgresql", "redis", "setup", "web", "worker", "beat", "nginx", "backup"}
    for name, service in services.items():
        assert service.keys() <= ALLOWED, name
        assert set(service.get("depends_on", {})) <= services.keys()
        assert "healthcheck" in service or name in ("setup", "backup")
        volumes = {volume.partition(":")[0] for volume in service.get("volumes", [])}
        assert {volume for volume in volumes if not volume.startswith(".")} <= COMPOSE["volumes"].keys()
    for name, service in services.items():
        for other, wanted in service.get("depends_on", {}).items():
            assert wanted["condition"] != "service_healthy" or "healthcheck" in services[other], f"{name} → {other}"


def test_the_largest_upload_passes_nginx():
    assert f"client_max_body_size {settings.UPLOAD_MAX_BYTES // 1024 // 1024 + 10}m;" in rendered()
