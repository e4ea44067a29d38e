"""Host names as they come in requests and forms."""


def normalise_host(raw: str) -> str:
    """Lower case, without port and trailing dot: `WWW.Example.CN.:8000` → `www.example.cn`."""
    host = raw.strip().lower()
    name, colon, port = host.rpartition(":")
    if colon and port.isdigit():
        host = name
    return host.rstrip(".")
