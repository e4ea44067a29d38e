"""Attachments are public only while a live article of the site uses them."""

import pytest

from submissions.models import Article
from tests.portal.making import attach, get, publish, upload, withdraw


@pytest.fixture
def attachment(cast):
    return upload(cast, cast.county, "2026年 申请表.docx", content=b"form", mime="application/msword")


def fetch(cast, attachment, *, site=None, name=None, **options):
    return get(site or cast.county, f"/files/{attachment.pk}/{name or attachment.name}", **options)


def test_an_attachment_of_a_live_article_is_saved_under_its_own_name(cast, attachment):
    attach(publish(cast.headlines), attachment)
    response = fetch(cast, attachment)
    assert (response.status_code, response.saved) == (200, b"form")
    assert response["Content-Type"] == "application/msword"
    assert response["Content-Disposition"] == (
        "attachment; filename*=utf-8''2026%E5%B9%B4%20%E7%94%B3%E8%AF%B7%E8%A1%A8.docx")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "public, max-age=600"


def test_a_picture_of_a_live_article_opens_in_the_browser(cast):
    picture = upload(cast, cast.county, "river.png", content=b"png", mime="image/png", alt="河")
    publish(cast.headlines, picture=picture)
    response = fetch(cast, picture)
    assert (response.status_code, response["Content-Type"]) == (200, "image/png")
    assert response["Content-Disposition"] == 'inline; filename="river.png"'


@pytest.mark.parametrize("mime", ["text/html", "image/svg+xml", "application/xml"])
def test_what_a_browser_could_run_is_never_opened_in_it(cast, mime):
    attachment = upload(cast, cast.county, "page.x", mime=mime)
    attach(publish(cast.headlines), attachment)
    assert fetch(cast, attachment)["Content-Disposition"].startswith("attachment;")


def test_an_unused_attachment_is_not_public(cast, attachment):
    assert fetch(cast, attachment).status_code == 404


@pytest.mark.parametrize("is_inline", [False, True])
def test_withdrawing_the_article_takes_its_files_along(cast, attachment, is_inline):
    article = publish(cast.headlines)
    attach(article, attachment, is_inline=is_inline)
    assert fetch(cast, attachment).status_code == 200
    withdraw(article)
    assert fetch(cast, attachment).status_code == 404


def test_withdrawing_the_article_takes_its_picture_along(cast):
    picture = upload(cast, cast.county, "river.png", mime="image/png")
    article = publish(cast.headlines, picture=picture)
    withdraw(article)
    assert fetch(cast, picture).status_code == 404


def test_another_live_article_keeps_it_public(cast, attachment):
    withdrawn, live = publish(cast.headlines), publish(cast.headlines)
    attach(withdrawn, attachment)
    attach(live, attachment)
    withdraw(withdrawn)
    assert fetch(cast, attachment).status_code == 200


def test_a_live_article_of_another_site_does_not_make_it_public_here(cast, attachment):
    attach(publish(cast.headlines), attachment)
    assert fetch(cast, attachment, site=cast.portal).status_code == 404


def test_another_name_leads_to_the_right_one(cast, attachment):
    attach(publish(cast.headlines), attachment)
    response = fetch(cast, attachment, name="other.exe")
    assert response.status_code == 301
    assert response["Location"] == f"/files/{attachment.pk}/2026%E5%B9%B4%20%E7%94%B3%E8%AF%B7%E8%A1%A8.docx"


def test_another_name_does_not_tell_of_what_is_not_public(cast, attachment):
    assert fetch(cast, attachment, name="other.exe").status_code == 404


def test_an_unchanged_file_is_not_sent_twice(cast, attachment):
    attach(publish(cast.headlines), attachment)
    response = fetch(cast, attachment, headers={"host": "linhe.localhost", "if-none-match": f'"{attachment.digest}"'})
    assert (response.status_code, response.content) == (304, b"")


def test_a_file_missing_from_the_disk_answers_404(cast, attachment):
    attach(publish(cast.headlines), attachment)
    attachment.file.storage.delete(attachment.file.name)
    assert fetch(cast, attachment).status_code == 404


def test_the_article_page_lists_its_files_with_type_and_size(cast, attachment):
    article = publish(cast.headlines)
    picture = upload(cast, cast.county, "river.png", mime="image/png")
    attach(article, attachment)
    attach(article, picture, is_inline=True)
    text = get(cast.county, article.address).content.decode()
    address = f"/files/{attachment.pk}/2026%E5%B9%B4%20%E7%94%B3%E8%AF%B7%E8%A1%A8.docx"
    assert f'<a href="{address}">2026年 申请表.docx</a>' in text
    assert "Word 文档,4 字节" in text.replace("\xa0", " ")
    assert "river.png" not in text


def test_names_that_would_break_an_address_are_encoded(cast):
    attachment = upload(cast, cast.county, '100% "决算"#1?.pdf', mime="application/pdf")
    attach(publish(cast.headlines), attachment)
    article = Article.objects.get()
    href = f"/files/{attachment.pk}/100%25%20%22%E5%86%B3%E7%AE%97%22%231%3F.pdf"
    assert f'href="{href}"' in get(cast.county, article.address).content.decode()
    assert get(cast.county, href).status_code == 200
