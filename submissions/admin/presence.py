"""“某某正在编辑”: an open page tells of itself, and hears who else is here."""

from django.http import JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from submissions import access, actions
from submissions.models import Presence
from submissions.queries import others_here


@require_POST
def presence(request, number):
    """`writing=1` from the writing form → `{note, is_warning}`; an empty note while nobody else is here."""
    submission, at = access.submission(request.user, number), timezone.now()
    own = actions.note_presence(submission=submission, is_writing=request.POST.get("writing") == "1", by=request.user,
                                at=at)
    return JsonResponse(words(own, list(others_here(submission, request.user, at))))


def words(own: Presence, others: list[Presence]) -> dict:
    writing = "、".join(other.user.name for other in others if other.is_writing)
    looking = "、".join(other.user.name for other in others if not other.is_writing)
    if writing and own.is_writing:
        note = f"{writing} 也在编辑这份稿件。请先商量好由谁来改;后保存的人会得到提醒,先保存的一稿不会丢。"
    elif writing:
        note = f"{writing} 正在编辑这份稿件,内容可能还会变。"
    else:
        note = f"{looking} 也在看这份稿件。" if looking else ""
    return {"note": note, "is_warning": bool(writing)}
