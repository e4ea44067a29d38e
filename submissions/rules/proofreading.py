"""Who may keep the list of watched words."""

from sites.enums import Role
from sites.models import User
from sites.queries import posts_of
from sites.rules import is_clock


def may_keep_watched_words(by: User) -> str | None:
    """The words of the cluster and of single sites are the bureau's; the clock loads the starting list."""
    if is_clock(by) or any(post.role == Role.BUREAU for post in posts_of(by)):
        return None
    return "校对词由大数据局维护;需要增加、修改或列为例外,请与大数据局联系。"


def exceptions_without(wrong: str, exceptions: str) -> str | None:
    """Every exception is a longer phrase that holds the wrong text: another one would never be met."""
    idle = [line for line in exceptions.splitlines() if wrong not in line or line == wrong]
    if idle:
        return f"例外须是含有“{wrong}”的更长的词句:{'、'.join(idle)} 不是,请改正或删去。"
    return None
