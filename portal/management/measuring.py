import sys

try:
    import resource
except ImportError:  # not on every system
    resource = None


def peak_memory_mb() -> float:
    """The most memory this process has held at once, in megabytes; 0 where the system does not tell."""
    if resource is None:
        return 0
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1024 / 1024
