"""What was harvested is taken or declined by a person; the usual review follows."""

import pytest

from sites.rules import Refused
from submissions.actions import pass_review, submit
from submissions.actions.harvest import decline_item, harvest, take_item, try_rule
from submissions.enums import HarvestItemState, State
from submissions.models import Article, Attachment, HarvestHost, HarvestItem, HarvestRun, Submission
from tests.submissions.harvest.rules import NOW, rule
from tests.submissions.harvest.source import TITLES


@pytest.fixture
def item(cast, source) -> HarvestItem:
    harvest(rule=rule(cast, source), by=cast.clock, at=NOW)
    return HarvestItem.objects.get(title=TITLES["gbk"])


def test_who_takes_it_drafts_it_and_another_person_reviews_it(cast, item):
    made = take_item(item=item, by=cast.officer, at=NOW)
    item.refresh_from_db()
    assert (item.state, item.closed_by, item.submission) == (HarvestItemState.TAKEN, cast.officer, made)
    assert (made.state, made.drafter, made.title, made.source) == (State.DRAFT, cast.officer, item.title, "云州日报")
    assert made.body == item.body
    assert list(made.attachments.values_list("pk", flat=True)) == item.attachment_ids
    sent = submit(submission=made, by=cast.officer, at=NOW)
    with pytest.raises(Refused):
        pass_review(submission=sent, by=cast.officer, at=NOW)
    pass_review(submission=sent, by=cast.colleague, at=NOW)
    assert Article.objects.count() == 0


def test_it_is_taken_once(cast, item):
    take_item(item=item, by=cast.officer, at=NOW)
    for person in (cast.drafter, cast.officer):
        with pytest.raises(Refused, match="陈信息 已于"):
            take_item(item=item, by=person, at=NOW)
        with pytest.raises(Refused, match="陈信息 已于"):
            decline_item(item=item, by=person, at=NOW)
    assert Submission.objects.count() == 1


def test_what_was_declined_may_still_be_taken(cast, item):
    declined = decline_item(item=item, by=cast.drafter, at=NOW, reason="与本区无关")
    assert (declined.state, declined.closed_by, declined.reason) == (
        HarvestItemState.DECLINED, cast.drafter, "与本区无关")
    take_item(item=item, by=cast.officer, at=NOW)
    item.refresh_from_db()
    assert item.state == HarvestItemState.TAKEN


@pytest.mark.parametrize("person", ["supervisor", "site_admin", "bureau", "outsider", "stranger"])
def test_nobody_without_the_power_to_draft_takes_or_declines(cast, item, person):
    for verb in (take_item, decline_item):
        with pytest.raises(Refused, match="没有“临河要闻”栏目的拟稿权限"):
            verb(item=item, by=getattr(cast, person), at=NOW)
    item.refresh_from_db()
    assert (item.state, Submission.objects.count()) == (HarvestItemState.WAITING, 0)


def test_the_tester_shows_everything_and_keeps_nothing(cast, source):
    made = rule(cast, source)
    trial = try_rule(rule=made, at=NOW)
    assert (trial.refusal, len(trial.listing.entries), trial.page.encoding) == ("", 3, "gb18030")
    assert (trial.page.found.title, trial.source, trial.page.found.body_by) == (
        TITLES["gbk"], "云州日报", "按常见的正文位置")
    assert ([file.name for file in trial.kept.pictures], [file.name for file in trial.kept.attachments]) == (
        ["photo.jpg"], ["工作报告.txt"])
    assert "alert" not in trial.words
    assert [model.objects.count() for model in (HarvestItem, HarvestRun, Attachment)] == [0, 0, 0]
    assert HarvestHost.objects.count() == 1


def test_the_tester_says_what_is_wrong(cast, source):
    made = rule(cast, source, item_selector=".other li")
    assert try_rule(rule=made, at=NOW).refusal.startswith("列表选择器“.other li”在页面上没有找到")
    made.item_selector, made.body_selector = ".list li", "#absent"
    trial = try_rule(rule=made, at=NOW)
    assert len(trial.listing.entries) == 3
    assert trial.refusal.startswith("正文选择器“#absent”在页面上没有找到内容")


def test_a_picture_that_is_none_is_left_out_and_told(cast, source):
    source.put("/photo.jpg", b"<html>no picture", content_type="image/jpeg")
    harvest(rule=rule(cast, source), by=cast.clock, at=NOW)
    for item in HarvestItem.objects.all():
        assert "<img" not in item.body
        assert [note for note in item.notes if note.startswith("图片“photo.jpg”没有抓到:文件内容不是 JPG 图片")] != []
    assert not Attachment.objects.filter(kind="picture").exists()
