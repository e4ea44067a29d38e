from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.template import Context, Engine

from portal.configuration import BASE_DIR, read
from portal.traditional import PREFIX
from publishing.headers import FILE_POLICY, FILES, INLINE, SKIN, TODAY, cache_control, content_type, page_policy, policy

TEMPLATE = BASE_DIR / "deploy" / "nginx" / "zhanqun.conf"
EXTENSIONS = ("html atom xml txt css js json svg ico woff2 jpg jpeg png gif webp pdf ofd doc docx xls xlsx ppt pptx "
              "wps et dps csv zip rar 7z").split()
POLICY_INDENT = "\n        "
FORM_MB = 10
"""Room for the rest of a form beside the largest upload."""


class Command(BaseCommand):
    help = "按当前配置生成 nginx 的站点配置,写到标准输出;存为 /etc/nginx/conf.d/zhanqun.conf,再运行 nginx -t。"

    def add_arguments(self, parser):
        parser.add_argument("--certificate", help="证书链文件(HTTPS=on 时必填)")
        parser.add_argument("--key", help="私钥文件(HTTPS=on 时必填)")
        parser.add_argument("--http", default="80", help="HTTP 端口或地址:端口,默认 80")
        parser.add_argument("--https", default="443", help="HTTPS 端口或地址:端口,默认 443")
        parser.add_argument("--challenges", default="/var/www/letsencrypt", help="签发证书时的验证文件目录")
        parser.add_argument("--network-store", action="store_true",
                            help="DATA_DIR 在多台服务器共用的网络文件系统上:nginx 不保留打开的文件")
        parser.add_argument("--logs", default="/var/log/nginx", help="访问日志目录")

    def handle(self, *, certificate, key, http, https, challenges, logs, network_store, **options):
        if settings.HTTPS and not (certificate and key):
            raise CommandError("HTTPS=on 时请用 --certificate 和 --key 指明证书链和私钥。")
        if (certificate or key) and not settings.HTTPS:
            raise CommandError("给了证书,但没有设 HTTPS=on;请先在配置里设 HTTPS=on,或去掉 --certificate 和 --key。")
        template = Engine().from_string(TEMPLATE.read_text(encoding="utf-8"))
        self.stdout.write(template.render(Context(rules() | places() | {
            "https": settings.HTTPS, "certificate": certificate, "key": key, "challenges": challenges, "logs": logs,
            "network_store": network_store,
            "listen_http": listening(http), "listen_https": listening(https),
        }, autoescape=False)))


def rules() -> dict:
    """What Django itself would answer: headers, types, limits."""
    return {
        "policy": POLICY_INDENT.join(f'add_header {name} "{value}" always;' for name, value in policy()),
        "page_policy": page_policy(), "file_policy": FILE_POLICY, "uploads": FILES,
        "pages_by_age": [("/", cache_control("/")), (f"= {TODAY}", cache_control(TODAY)),
                         (f"= {PREFIX}{TODAY}", cache_control(TODAY)), (f"^~ {SKIN}", cache_control(SKIN))],
        "page_cache_control": cache_control("/"), "file_cache_control": cache_control(FILES[0]),
        "hashed_cache_control": cache_control(SKIN),
        "inline": "|".join(sorted(extension.removeprefix(".") for extension in INLINE)),
        "types": types(), "upload_mb": read("UPLOAD_MAX_MB") + FORM_MB, "monitors": settings.MONITORS,
        "monitored": ("/healthz", "/healthz/live", "/metrics"),
    }


def places() -> dict:
    usual = 443 if settings.HTTPS else 80
    return {
        "pages": settings.PAGES_DIR, "media": settings.MEDIA_ROOT, "static": settings.STATIC_ROOT,
        "error_pages": TEMPLATE.parent / "pages", "upstream": read("WEB_BIND"),
        "port_suffix": "" if settings.PUBLIC_PORT in (0, usual) else f":{settings.PUBLIC_PORT}",
    }


def types() -> list[tuple[str, str]]:
    """Type → its extensions, as the web process itself answers."""
    found: dict[str, list[str]] = {}
    for extension in EXTENSIONS:
        found.setdefault(content_type(f"/a.{extension}").partition(";")[0], []).append(extension)
    return [(mime, " ".join(extensions)) for mime, extensions in found.items()]


def listening(port: str) -> list[str]:
    """A bare port is opened for IPv4 and IPv6, an address with its port as it stands."""
    return [port, f"[::]:{port}"] if port.isdecimal() else [port]
