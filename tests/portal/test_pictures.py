"""A photograph goes in through the desk and comes out on the public's pages: bare, upright, in several sizes."""

import io
import re
from pathlib import Path
from unittest import mock

import pytest
from django.test import Client
from django.utils import timezone
from PIL import Image

from publishing import store
from publishing.actions.feed import carry_out
from publishing.models import Change, PageTag
from submissions import actions
from submissions.actions import uploads
from submissions.enums import WithdrawalReason
from submissions.models import Article, Attachment
from tests import cast as casting
from tests.desk.reading import client_of
from tests.portal.making import attach, get, publish, tree_of, upload, withdraw
from tests.submissions import photographs as photo
from tests.submissions.photographs import SECRET, corners

NOW = timezone.now()
UPLOAD = "/admin/submissions/submission/upload/"


def sent(cast, content: bytes, name: str = "江堤.jpg") -> Attachment:
    """Uploaded by the drafter through the desk's own address."""
    file = io.BytesIO(content)
    file.name = name
    answer = client_of(cast.drafter).post(UPLOAD, {"file": file, "alt": "江堤", "column": cast.headlines.pk}).json()
    assert "error" not in answer, answer
    return Attachment.objects.get(pk=answer["id"])


def picture(cast, size=(1000, 700), **values) -> Attachment:
    """A picture of the county as an upload leaves it."""
    return upload(cast, cast.county, "river.png", content=photo.written(photo.drawing(size), "PNG"), mime="image/png",
                  alt="河", width=size[0], height=size[1], **values)


def opened(response) -> Image.Image:
    assert response.status_code == 200
    return Image.open(io.BytesIO(response.saved))


def images(response, place: str) -> list[dict]:
    return [dict(image.attrib) for image in tree_of(response).xpath(f"//*[@class='{place}']//img")]


def addresses(response) -> list[str]:
    """Every address from which a browser may fetch a picture of the page."""
    found = [part for image in tree_of(response).xpath("//main//img")
             for part in [image.get("src"), *image.get("srcset", "").split(", ")]]
    return [part.partition(" ")[0] for part in found if part]


def settle() -> None:
    """Carry out what was announced, as commits would, but render no hot pages again."""
    with mock.patch("publishing.actions.feed.hand_off"):
        carry_out(Change.objects.filter(done_at=None))


def test_a_photograph_with_its_place_comes_out_bare_and_upright(cast):
    content = photo.jpeg(6, size=(2000, 1200))
    one, two = sent(cast, content), sent(cast, content)
    article = casting.article(cast, picture=one, body=f'<p>正文。</p><p><img src="{two.address}" alt="江堤"></p>')
    found = addresses(get(cast.county, article.address))
    assert found == [
        f"/files/{one.pk}/%E6%B1%9F%E5%A0%A4.jpg", *(f"/pictures/{one.pk}/{w}.webp" for w in (480, 960, 1200)),
        f"/files/{two.pk}/%E6%B1%9F%E5%A0%A4.jpg", *(f"/pictures/{two.pk}/{w}.webp" for w in (480, 960, 1200)),
    ]
    widths = []
    for address in found:
        response = get(cast.county, address)
        shown = opened(response)
        widths.append(shown.width)
        assert SECRET in content and SECRET not in response.saved
        assert dict(shown.getexif()) == {} and corners(shown) == ["blue", "red", "grey"]
    assert widths == [1200, 480, 960, 1200] * 2


@pytest.mark.parametrize("content", [photo.png(), photo.jpeg(mode="CMYK"), photo.webp(), photo.gif()],
                         ids=["png", "cmyk", "webp", "gif"])
def test_nothing_of_what_a_picture_says_is_kept_on_the_disk(cast, settings, content):
    extension = {b"\x89PNG": "png", b"\xff\xd8\xff\xed": "jpg", b"RIFF": "webp", b"GIF8": "gif"}[content[:4]]
    kept = sent(cast, content, f"图.{extension}")
    files = [file for file in Path(settings.MEDIA_ROOT).rglob("*") if file.is_file()]
    assert files == [Path(kept.file.path)]
    assert SECRET in content and SECRET not in files[0].read_bytes()


@pytest.mark.parametrize(("name", "content", "reason"), [
    ("a.jpg", photo.jpeg(6)[:-4000], "文件已损坏,打不开;请先在电脑上确认能正常打开,再重新上传。"),
    ("a.jpg", photo.jpeg()[:-4000], "文件已损坏,打不开;请先在电脑上确认能正常打开,再重新上传。"),
    ("a.png", photo.jpeg(), "文件内容不是 PNG 图片;请用看图软件打开,另存为 JPG 或 PNG 后再上传。"),
])
def test_a_picture_that_is_not_whole_is_refused_and_nothing_is_kept(cast, settings, name, content, reason):
    file = io.BytesIO(content)
    file.name = name
    answer = client_of(cast.drafter).post(UPLOAD, {"file": file, "column": cast.headlines.pk})
    assert (answer.status_code, answer.json()) == (409, {"error": reason})
    assert not Attachment.objects.exists() and list(Path(settings.MEDIA_ROOT).rglob("*.*")) == []


def test_an_animation_stays_one_and_has_no_copies(cast):
    moving = sent(cast, photo.animation("GIF"), "动.gif")
    article = publish(cast.headlines, picture=moving)
    assert images(get(cast.county, article.address), "article-picture") == [
        {"src": moving.address, "alt": "江堤", "width": "300", "height": "200", "fetchpriority": "high",
         "decoding": "async"}]
    assert opened(get(cast.county, moving.address)).n_frames == 3
    large = upload(cast, cast.county, "动.webp", mime="image/webp", width=900, height=600, is_animated=True)
    publish(cast.headlines, picture=large)
    assert get(cast.county, f"/pictures/{large.pk}/480.webp").status_code == 404


def test_the_lead_picture_comes_first_and_in_the_size_of_its_place(cast):
    shown = picture(cast)
    article = publish(cast.headlines, picture=shown)
    assert images(get(cast.county, article.address), "article-picture") == [{
        "src": f"/files/{shown.pk}/river.png", "alt": "河", "width": "1000", "height": "700",
        "srcset": f"/pictures/{shown.pk}/480.webp 480w, /pictures/{shown.pk}/960.webp 960w, "
                  f"/pictures/{shown.pk}/1000.webp 1000w",
        "sizes": "(min-width: 50rem) 47.25rem, 100vw", "fetchpriority": "high", "decoding": "async"}]


def test_pictures_of_a_text_have_their_sizes_and_wait_but_for_the_first(cast, django_assert_num_queries):
    large, small, foreign = picture(cast), picture(cast, (40, 30)), picture(cast)
    Attachment.objects.filter(pk=foreign.pk).update(site=cast.portal)
    body = "".join(f'<p><img src="/files/{shown.pk}/river.png" alt="a &gt; b"{given}></p>' for shown, given in [
        (large, ""), (large, ' width="300" height="210"'), (small, ""), (foreign, "")])
    article = publish(cast.headlines, body=body)
    srcset = ", ".join(f"/pictures/{large.pk}/{width}.webp {width}w" for width in (480, 960, 1000))
    common = {"alt": "a > b", "decoding": "async"}
    with django_assert_num_queries(9):
        response = get(cast.county, article.address)
    assert images(response, "prose") == [
        {"src": f"/files/{large.pk}/river.png", **common, "width": "1000", "height": "700", "srcset": srcset,
         "sizes": "min(100vw, 756px)"},
        {"src": f"/files/{large.pk}/river.png", **common, "width": "300", "height": "210", "srcset": srcset,
         "sizes": "min(100vw, 300px)", "loading": "lazy"},
        {"src": f"/files/{small.pk}/river.png", **common, "width": "40", "height": "30", "loading": "lazy"},
        {"src": f"/files/{foreign.pk}/river.png", **common, "loading": "lazy"},
    ]


def test_a_copy_is_sent_as_what_it_is(cast):
    shown = picture(cast)
    publish(cast.headlines, picture=shown)
    response = get(cast.county, f"/pictures/{shown.pk}/480.webp")
    assert opened(response).size == (480, 336)
    assert {name: response[name] for name in (
        "Content-Type", "Content-Disposition", "Cache-Control", "X-Content-Type-Options", "Content-Security-Policy",
    )} == {
        "Content-Type": "image/webp", "Content-Disposition": 'inline; filename="480.webp"',
        "Cache-Control": "public, max-age=600", "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox"}


def test_a_copy_is_made_once(cast):
    shown = picture(cast)
    publish(cast.headlines, picture=shown)
    with mock.patch.object(uploads, "variant", wraps=uploads.variant) as making:
        first, second = (get(cast.county, f"/pictures/{shown.pk}/480.webp").saved for _ in range(2))
    assert (making.call_count, first) == (1, second)


@pytest.mark.parametrize("width", [1, 479, 481, 1001, 1600, 10**9])
def test_no_other_width_can_be_had(cast, width):
    shown = picture(cast)
    publish(cast.headlines, picture=shown)
    with mock.patch.object(uploads, "variant") as making:
        assert get(cast.county, f"/pictures/{shown.pk}/{width}.webp").status_code == 404
    assert making.call_count == 0


@pytest.mark.parametrize("name", ["0480.webp", "480.jpg", "480", ""])
def test_no_other_address_leads_to_a_copy(cast, name):
    shown = picture(cast)
    publish(cast.headlines, picture=shown)
    assert get(cast.county, f"/pictures/{shown.pk}/{name}").status_code == 404


def test_a_copy_is_public_as_long_and_where_the_picture_is(cast):
    shown = picture(cast)
    address = f"/pictures/{shown.pk}/480.webp"
    assert get(cast.county, address).status_code == 404
    one, two = publish(cast.headlines, picture=shown), publish(cast.headlines)
    attach(two, shown, is_inline=True)
    assert [get(site, address).status_code for site in (cast.county, cast.portal)] == [200, 404]
    withdraw(one)
    assert get(cast.county, address).status_code == 200
    withdraw(two)
    assert get(cast.county, address).status_code == 404


@pytest.mark.parametrize("content", [b"no picture", photo.written(photo.drawing(), "PNG")[:300]])
def test_where_no_copy_can_be_made_the_picture_itself_answers(cast, content, caplog):
    broken = upload(cast, cast.county, "a.png", content=content, mime="image/png", width=900, height=600)
    publish(cast.headlines, picture=broken)
    response = get(cast.county, f"/pictures/{broken.pk}/480.webp")
    assert (response.status_code, response["Location"]) == (302, broken.address)
    assert f"picture {broken.pk} not made 480 wide" in caplog.text
    assert [file.name for file in Path(broken.file.path).parent.iterdir()] == [Path(broken.file.name).name]


def test_a_picture_lost_from_the_disk_answers_404_in_every_size(cast):
    shown = picture(cast)
    publish(cast.headlines, picture=shown)
    Path(shown.file.path).unlink()
    response = get(cast.county, f"/pictures/{shown.pk}/480.webp", follow=True)
    assert (response.status_code, response.redirect_chain) == (404, [(shown.address, 302)])


def test_home_shows_its_poster_first_and_in_the_size_of_its_place(cast):
    type(cast.headlines).objects.filter(pk=cast.headlines.pk).update(home_block="main")
    shown = picture(cast)
    publish(cast.headlines, picture=shown)
    image, = tree_of(get(cast.county, "/")).xpath("//main//img")
    assert (image.get("sizes"), image.get("fetchpriority"), image.get("loading")) == (
        "(min-width: 60rem) 47rem, 100vw", "high", None)
    assert re.findall(r" (\d+)w", image.get("srcset")) == ["480", "960", "1000"]


def kept() -> set[str]:
    return {path for host, path in map(store.address_of, store.files())
            if host == "linhe.localhost" and path[:2] in ("/f", "/p")}


@pytest.mark.usefixtures("keeping")
def test_pictures_are_kept_and_all_sizes_of_a_withdrawn_article_go_at_once(cast):
    shown = sent(cast, photo.jpeg(size=(1000, 700)))
    article = casting.article(cast, picture=shown)
    settle()
    found = addresses(get(cast.county, article.address))
    assert [get(cast.county, address).status_code for address in found] == [200] * 4
    assert kept() == {f"/files/{shown.pk}/江堤.jpg", *found[1:]}
    assert set(PageTag.objects.filter(page__path=found[1]).values_list("tag", flat=True)) == {
        f"site:{cast.county.pk}", f"article:{article.pk}"}
    asked = actions.request_withdrawal(article=article, reason_type=WithdrawalReason.values[0], reason="有误",
                                       by=cast.officer, at=NOW)
    actions.withdraw(withdrawal=asked, by=cast.supervisor, at=NOW)
    settle()
    assert kept() == set()
    assert [get(cast.county, address).status_code for address in found] == [404] * 4


@pytest.mark.usefixtures("keeping")
def test_what_is_kept_is_the_file_to_the_byte(cast):
    shown = picture(cast)
    publish(cast.headlines, picture=shown)
    for address in (shown.address, f"/pictures/{shown.pk}/480.webp"):
        assert get(cast.county, address).saved == store.place("linhe.localhost", address).read_bytes()


def test_part_of_a_file_can_be_had(cast):
    file = upload(cast, cast.county, "报告.pdf", content=b"0123456789", mime="application/pdf")
    attach(publish(cast.headlines), file)
    response = get(cast.county, file.address, headers={"host": "linhe.localhost", "range": "bytes=2-4"})
    assert (response.status_code, response.saved, response["Content-Range"]) == (206, b"234", "bytes 2-4/10")
    assert get(cast.county, file.address)["Accept-Ranges"] == "bytes"
    beyond = get(cast.county, file.address, headers={"host": "linhe.localhost", "range": "bytes=20-30"})
    assert (beyond.status_code, beyond["Content-Range"]) == (416, "bytes */10")


def test_head_says_how_long_the_file_is(cast):
    file = upload(cast, cast.county, "报告.pdf", content=b"0123456789", mime="application/pdf")
    attach(publish(cast.headlines), file)
    response = Client(headers={"host": "linhe.localhost"}).head(file.address)
    assert (response.status_code, response["Content-Length"], response.content) == (200, "10", b"")


def test_with_nginx_in_front_it_sends_the_bytes_of_what_is_permitted(cast, settings):
    settings.X_ACCEL = True
    file = upload(cast, cast.county, "内部 报告.pdf", content=b"0123456789", mime="application/pdf")
    desk = f"/admin/submissions/submission/file/{file.pk}/"
    response = client_of(cast.drafter).get(desk)
    assert (response.status_code, response.content) == (200, b"")
    assert {name: response[name] for name in ("X-Accel-Redirect", "Content-Type", "Content-Disposition",
                                              "Cache-Control")} == {
        "X-Accel-Redirect": f"/protected/{file.file.name}", "Content-Type": "application/pdf",
        "Content-Disposition": "inline; filename*=utf-8''%E5%86%85%E9%83%A8%20%E6%8A%A5%E5%91%8A.pdf",
        "Cache-Control": "private, no-store, max-age=0, no-cache, must-revalidate"}
    for user in (cast.outsider, cast.stranger):
        refused = client_of(user).get(desk)
        assert "X-Accel-Redirect" not in refused and refused.status_code in (302, 404)
    assert "X-Accel-Redirect" not in get(cast.county, file.address)
    attach(publish(cast.headlines), file)
    assert get(cast.county, file.address)["X-Accel-Redirect"] == f"/protected/{file.file.name}"


def test_without_nginx_the_desk_sends_the_file_itself(cast):
    file = upload(cast, cast.county, "内部.docx", content=b"0123456789")
    response = client_of(cast.drafter).get(f"/admin/submissions/submission/file/{file.pk}/")
    assert b"".join(response.streaming_content) == b"0123456789"
    assert (response["Content-Disposition"], response["Cache-Control"]) == (
        "attachment; filename*=utf-8''%E5%86%85%E9%83%A8.docx",
        "private, no-store, max-age=0, no-cache, must-revalidate")


def test_the_public_needs_no_more_queries_for_a_copy_than_for_the_picture(cast, django_assert_num_queries):
    shown = picture(cast)
    for _ in range(3):
        publish(cast.headlines, picture=shown)
    for address in (shown.address, f"/pictures/{shown.pk}/480.webp"):
        with django_assert_num_queries(2):  # the host's site, and the file with the article that shows it
            assert get(cast.county, address).status_code == 200
    assert Article.objects.count() == 3
