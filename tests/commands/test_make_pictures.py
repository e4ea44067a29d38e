"""Pictures from before: bared, measured anew, and copied ahead of the first visitor; what is odd is named."""

import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from PIL import Image

from publishing.models import Change
from sites.digest import digest
from submissions.models import Attachment
from tests.portal.making import attach, publish, upload
from tests.submissions import photographs as photo
from tests.submissions.photographs import SECRET, corners


def run() -> list[str]:
    """What the command prints; its error comes last."""
    out = io.StringIO()
    try:
        call_command("make_pictures", stdout=out)
    except CommandError as error:
        out.write(f"{error}\n")
    return out.getvalue().splitlines()


def from_before(cast, content: bytes, name: str = "江.jpg", size=(900, 600)) -> Attachment:
    """As an upload left it before metadata was taken out."""
    return upload(cast, cast.county, name, content=content, mime=f"image/{name[-3:]}", width=size[0], height=size[1])


def files(attachment: Attachment) -> set[str]:
    """What of it stands on the disk, without its random name."""
    path = Path(attachment.file.path)
    return {file.name.removeprefix(path.stem) for file in path.parent.iterdir() if file.name.startswith(path.stem)}


@pytest.fixture
def lying(cast):
    """A photograph on its side with a place, that a live article shows."""
    return from_before(cast, photo.jpeg(6, size=(900, 600)))


def test_a_picture_from_before_is_bared_and_measured_anew(cast, lying):
    old = Path(lying.file.path)
    article = publish(cast.headlines, picture=lying)
    assert run() == ["去掉拍摄信息 1 张,生成尺寸 2 个。"]
    fresh = Attachment.objects.get()
    content = Path(fresh.file.path).read_bytes()
    assert SECRET not in content and corners(Image.open(io.BytesIO(content))) == ["blue", "red", "grey"]
    assert (fresh.digest, fresh.size, fresh.width, fresh.height) == (digest(content), len(content), 600, 900)
    assert files(fresh) == {".jpg", ".480.webp", ".600.webp"} and not old.exists()
    assert Change.objects.order_by("pk").last().tags == [f"article:{article.pk}"]


def test_copies_of_the_old_picture_go_with_it(cast, lying):
    publish(cast.headlines, picture=lying)
    old = [Path(lying.file.path), lying.variant_path(480)]
    old[1].write_bytes(b"old copy")
    run()
    assert [file.exists() for file in old] == [False, False]


def test_a_second_run_changes_nothing(cast, lying):
    publish(cast.headlines, picture=lying)
    run()
    before, changes = Attachment.objects.values().get(), Change.objects.count()
    assert run() == ["去掉拍摄信息 0 张,生成尺寸 0 个。"]
    assert (Attachment.objects.values().get(), Change.objects.count()) == (before, changes)


def test_only_pictures_of_live_articles_are_copied_ahead(cast):
    plain = photo.written(photo.drawing((900, 600)), "PNG")
    lead, inside, unused = (from_before(cast, plain, f"{name}.png") for name in ("题图", "插图", "没用"))
    attach(publish(cast.headlines, picture=lead), inside, is_inline=True)
    assert run() == ["去掉拍摄信息 0 张,生成尺寸 4 个。"]
    assert [files(one) for one in (lead, inside, unused)] == [{".png", ".480.webp", ".900.webp"}] * 2 + [{".png"}]


def test_an_animation_from_before_is_known_as_one(cast):
    moving = from_before(cast, photo.animation("GIF"), "动.gif")
    publish(cast.headlines, picture=moving)
    assert run() == ["去掉拍摄信息 1 张,生成尺寸 0 个。"]
    assert Attachment.objects.get().is_animated


def test_what_is_odd_is_named_and_stays_as_it_is(cast, lying):
    tampered, lost, broken = (from_before(cast, photo.jpeg(size=(900, 600)), f"{name}.jpg") for name in "abc")
    Path(tampered.file.path).write_bytes(photo.jpeg())
    Path(lost.file.path).unlink()
    Path(broken.file.path).write_bytes(b"\xff\xd8\xff rubbish")
    Attachment.objects.filter(pk=broken.pk).update(digest=digest(b"\xff\xd8\xff rubbish"), size=11)
    before = list(Attachment.objects.exclude(pk=lying.pk).order_by("pk").values())
    first, *reasons = run()
    assert first == "去掉拍摄信息 1 张,生成尺寸 0 个。"
    assert [reason.partition(":")[0] for reason in reasons] == [f"附件 {one.pk}" for one in (tampered, lost, broken)]
    assert reasons[0].endswith(":文件与上传时的指纹不符,可能被改动过,没有处理;请核查后重新上传。")
    assert "No such file" in reasons[1]
    assert reasons[2].endswith(":文件已损坏,打不开;请先在电脑上确认能正常打开,再重新上传。")
    assert list(Attachment.objects.exclude(pk=lying.pk).order_by("pk").values()) == before
