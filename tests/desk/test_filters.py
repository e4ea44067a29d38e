"""What the desk's templates compute."""

from datetime import timedelta

import pytest
from django.utils import timezone

from submissions.models import Submission
from submissions.templatetags.desk import age_class, desk_pictures, waited


@pytest.mark.parametrize(("age", "words", "limit", "colour"), [
    (timedelta(seconds=-5), "0 分钟", 1, ""),
    (timedelta(minutes=40), "40 分钟", None, ""),
    (timedelta(hours=3, minutes=59), "3 小时", 8, ""),
    (timedelta(hours=4, minutes=1), "4 小时", 8, "tag warn"),
    (timedelta(hours=7, minutes=59), "7 小时", 8, "tag warn"),
    (timedelta(hours=8, minutes=1), "8 小时", 8, "tag hot"),
    (timedelta(hours=24, minutes=1), "1 天", 48, "tag warn"),
    (timedelta(days=2, hours=5), "2 天 5 小时", None, ""),
])
def test_waiting_is_told_in_words_and_coloured_by_its_limit(age, words, limit, colour):
    submission = Submission(state_since=timezone.now() - age)
    submission.limit_hours = limit
    assert (waited(submission.state_since), age_class(submission)) == (words, colour)


def test_pictures_and_files_of_a_text_are_fetched_from_the_desk():
    body = ('<p><img src="/files/12/a.png" alt="图"><a href="/files/7/%E8%A1%A8.pdf" rel="noopener">表</a>'
            '<a href="https://www.gov.cn/files/3/x">外</a></p>')
    assert desk_pictures(body) == (
        '<p><img src="/admin/submissions/submission/file/12/" alt="图">'
        '<a href="/admin/submissions/submission/file/7/" rel="noopener">表</a>'
        '<a href="https://www.gov.cn/files/3/x">外</a></p>')
