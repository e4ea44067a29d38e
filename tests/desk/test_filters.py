"""What the desk's templates compute."""

from datetime import timedelta

import pytest
from django.utils import timezone

from submissions.templatetags.desk import desk_pictures, wait_class, waited


@pytest.mark.parametrize(("age", "words", "colour"), [
    (timedelta(seconds=-5), "0 分钟", ""),
    (timedelta(minutes=40), "40 分钟", ""),
    (timedelta(hours=3, minutes=59), "3 小时", ""),
    (timedelta(hours=4, minutes=1), "4 小时", "warn"),
    (timedelta(hours=23, minutes=59), "23 小时", "warn"),
    (timedelta(hours=24, minutes=1), "1 天", "hot"),
    (timedelta(days=2, hours=5), "2 天 5 小时", "hot"),
])
def test_waiting_is_told_in_words_and_colour(age, words, colour):
    since = timezone.now() - age
    assert (waited(since), wait_class(since)) == (words, colour)


def test_pictures_and_files_of_a_text_are_fetched_from_the_desk():
    body = ('<p><img src="/files/12/a.png" alt="图"><a href="/files/7/%E8%A1%A8.pdf" rel="noopener">表</a>'
            '<a href="https://www.gov.cn/files/3/x">外</a></p>')
    assert desk_pictures(body) == (
        '<p><img src="/admin/submissions/submission/file/12/" alt="图">'
        '<a href="/admin/submissions/submission/file/7/" rel="noopener">表</a>'
        '<a href="https://www.gov.cn/files/3/x">外</a></p>')
