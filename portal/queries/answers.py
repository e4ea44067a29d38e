"""What a query answers where there is no page to show."""

from dataclasses import dataclass

from portal.queries.frame import Frame


@dataclass(frozen=True)
class Moved:
    """The address asked for leads to another one."""

    url: str
    is_permanent: bool


@dataclass(frozen=True)
class Gone:
    """It was public once and was withdrawn. Names nothing of what it was."""

    frame: Frame


@dataclass(frozen=True)
class Leaving:
    """The notice before a link that leads off the government's sites."""

    frame: Frame
    name: str
    url: str
