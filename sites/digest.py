"""The cluster's digest: SM3 (GB/T 32905-2016) where OpenSSL has it, SHA-256 elsewhere.

A stored digest names its algorithm (`sm3:66c7f0f4…`), so that both kinds stay verifiable in one table.
"""

import hashlib


def _probe() -> str:
    try:
        hashlib.new("sm3")
    except ValueError:
        return "sha256"
    return "sm3"


ALGORITHM = _probe()


def digest(data: bytes, algorithm: str = ALGORITHM) -> str:
    """`algorithm:hex` of the bytes."""
    return f"{algorithm}:{hashlib.new(algorithm, data).hexdigest()}"


def matches(data: bytes, stored: str) -> bool:
    """Does the stored digest, whatever its algorithm, belong to these bytes?"""
    algorithm, _, _ = stored.partition(":")
    return digest(data, algorithm) == stored


def digest_file(file, algorithm: str = ALGORITHM) -> str:
    """`algorithm:hex` of a file that can seek, read in pieces from its beginning."""
    file.seek(0)
    digested = hashlib.new(algorithm)
    while chunk := file.read(64 * 1024):
        digested.update(chunk)
    return f"{algorithm}:{digested.hexdigest()}"
