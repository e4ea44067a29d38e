"""May this person set how a body numbers its documents?"""

from sites.enums import Role
from sites.models import User
from sites.queries import posts_of


def may_set_numbering(by: User) -> str | None:
    if any(post.role == Role.BUREAU for post in posts_of(by)):
        return None
    return "索引号规则由大数据局维护。"
