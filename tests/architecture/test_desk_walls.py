"""Every address of the desk, asked by everybody about the county's objects: the exact answers.

`L` leads to the sign-in page, `->` elsewhere in the desk. The outsider holds every content role and the administrator's
post, of the portal alone: nothing of the county exists for them.
"""

import json

import pytest
from django.test import Client

from submissions.models import Autosave, Step, Submission
from tests.architecture.desk_addresses import addresses, county_objects

PEOPLE = ("anonymous", "stranger", "drafter", "officer", "supervisor", "site_admin", "bureau", "platform_admin",
          "outsider")
MARKS = ("临河甲件", "临河乙文", "临河丙", "临河丁", "临河己规则", "临河庚条", "临河己文", "临河要闻",
         "林拟稿", "临河政府办")

GET = """
index                             L   L   200 200 200 200 200 200 200
login                             200 200 ->  ->  ->  ->  ->  ->  ->
logout                            ->  ->  405 405 405 405 405 405 405
password_change                   L   L   200 200 200 200 200 200 200
password_change_done              L   L   200 200 200 200 200 200 200
visit                             L   L   ->  ->  ->  ->  ->  ->  ->
autocomplete                      L   L   403 403 403 403 403 403 403
jsi18n                            L   L   200 200 200 200 200 200 200
view_on_site                      L   L   404 404 404 404 404 404 404
app_list                          L   L   404 404 404 404 404 404 404
submissions_submission_changelist L   L   200 200 200 403 200 403 200
submissions_submission_add        L   L   200 200 403 403 403 403 200
submissions_submission_change     L   L   ->  ->  ->  404 ->  404 404
submissions_submission_review     L   L   200 200 200 404 200 404 404
submissions_submission_compare    L   L   200 200 200 404 200 404 404
submissions_submission_file       L   L   200 200 200 404 200 404 404
submissions_submission_batch      L   L   403 403 200 403 403 403 200
submissions_submission_import     L   L   200 200 403 403 403 403 200
submissions_submission_presence   L   L   405 405 405 405 405 405 405
submissions_submission_share      L   L   405 405 405 405 405 405 405
submissions_submission_autosave   L   L   405 405 405 405 405 405 405
submissions_submission_paste      L   L   405 405 405 405 405 405 405
submissions_submission_check      L   L   405 405 405 405 405 405 405
submissions_submission_upload     L   L   405 405 405 405 405 405 405
submissions_submission_do         L   L   405 405 405 405 405 405 405
submissions_submission_restore    L   L   405 405 405 405 405 405 405
submissions_submission_history    L   L   404 404 404 404 404 404 404
submissions_submission_delete     L   L   404 404 404 404 404 404 404
submissions_article_changelist    L   L   200 200 200 403 200 403 200
submissions_article_add           L   L   404 404 404 404 404 404 404
submissions_article_change        L   L   ->  ->  ->  404 ->  404 404
submissions_article_page          L   L   200 200 200 404 200 404 404
submissions_article_withdrawal    L   L   200 200 200 404 200 404 404
submissions_article_correct       L   L   405 405 405 405 405 405 405
submissions_article_history       L   L   404 404 404 404 404 404 404
submissions_article_delete        L   L   404 404 404 404 404 404 404
submissions_withdrawal_changelist L   L   200 200 200 403 200 403 200
submissions_withdrawal_add        L   L   404 404 404 404 404 404 404
submissions_withdrawal_change     L   L   ->  ->  ->  404 ->  404 404
submissions_withdrawal_page       L   L   200 200 200 404 200 404 404
submissions_withdrawal_history    L   L   404 404 404 404 404 404 404
submissions_withdrawal_delete     L   L   404 404 404 404 404 404 404
submissions_referral_changelist   L   L   200 200 200 403 200 403 200
submissions_referral_add          L   L   404 404 404 404 404 404 404
submissions_referral_article      L   L   200 200 200 404 200 404 404
submissions_referral_manuscript   L   L   200 200 200 404 200 404 404
submissions_referral_change       L   L   ->  ->  ->  404 ->  404 ->
submissions_referral_page         L   L   200 200 200 404 200 404 200
submissions_referral_file         L   L   200 200 200 404 200 404 200
submissions_referral_do           L   L   405 405 405 405 405 405 405
submissions_referral_dismiss      L   L   405 405 405 405 405 405 405
submissions_referral_history      L   L   404 404 404 404 404 404 404
submissions_referral_delete       L   L   404 404 404 404 404 404 404
submissions_referralchannel_changelist L L 403 403 403 403 403 200 200
submissions_referralchannel_add   L   L   403 403 403 403 403 200 200
submissions_referralchannel_change L  L   404 404 404 404 404 200 200
submissions_referralchannel_history L L   404 404 404 404 404 404 404
submissions_referralchannel_delete L  L   404 404 404 404 404 404 404
submissions_step_changelist       L   L   200 200 200 403 200 403 200
submissions_step_add              L   L   403 403 403 403 403 403 403
submissions_step_change           L   L   200 200 200 404 200 404 404
submissions_step_history          L   L   404 404 404 404 404 404 404
submissions_step_delete           L   L   404 404 404 404 404 404 404
submissions_harvestrule_changelist L  L   403 200 403 200 403 200 200
submissions_harvestrule_add       L   L   403 200 403 200 403 200 200
submissions_harvestrule_change    L   L   404 200 404 200 404 200 404
submissions_harvestrule_try       L   L   405 405 405 405 405 405 405
submissions_harvestrule_run       L   L   405 405 405 405 405 405 405
submissions_harvestrule_history   L   L   404 404 404 404 404 404 404
submissions_harvestrule_delete    L   L   404 404 404 404 404 404 404
submissions_harvestitem_changelist L  L   200 200 200 403 200 403 200
submissions_harvestitem_add       L   L   404 404 404 404 404 404 404
submissions_harvestitem_change    L   L   ->  ->  ->  404 ->  404 404
submissions_harvestitem_page      L   L   200 200 200 404 200 404 404
submissions_harvestitem_history   L   L   404 404 404 404 404 404 404
submissions_harvestitem_delete    L   L   404 404 404 404 404 404 404
submissions_validitychange_changelist L L 200 200 200 403 200 403 200
submissions_validitychange_add    L   L   404 404 404 404 404 404 404
submissions_validitychange_change L   L   ->  ->  ->  404 ->  404 404
submissions_validitychange_page   L   L   200 200 200 404 200 404 404
submissions_validitychange_request L  L   200 200 200 404 200 404 404
submissions_validitychange_history L  L   404 404 404 404 404 404 404
submissions_validitychange_delete L   L   404 404 404 404 404 404 404
submissions_numberingrule_changelist L L  403 403 403 403 200 403 403
submissions_numberingrule_add     L   L   403 403 403 403 200 403 403
submissions_numberingrule_change  L   L   404 404 404 404 200 404 404
submissions_numberingrule_history L   L   404 404 404 404 404 404 404
submissions_numberingrule_delete  L   L   404 404 404 404 404 404 404
submissions_watchedword_changelist L  L   403 403 403 403 200 403 403
submissions_watchedword_add       L   L   403 403 403 403 200 403 403
submissions_watchedword_change    L   L   404 404 404 404 200 404 404
submissions_watchedword_history   L   L   404 404 404 404 404 404 404
submissions_watchedword_delete    L   L   404 404 404 404 404 404 404
submissions_steplimit_changelist  L   L   403 403 403 403 200 403 403
submissions_steplimit_add         L   L   403 403 403 403 403 403 403
submissions_steplimit_change      L   L   404 404 404 404 200 404 404
submissions_steplimit_history     L   L   404 404 404 404 404 404 404
submissions_steplimit_delete      L   L   404 404 404 404 404 404 404
columns_column_changelist         L   L   403 403 403 200 403 200 200
columns_column_add                L   L   403 403 403 200 403 200 200
columns_column_change             L   L   404 404 404 200 404 200 404
columns_column_move               L   L   404 404 404 200 404 200 404
columns_column_remove             L   L   404 404 404 200 404 200 404
columns_column_merge              L   L   404 404 404 200 404 200 404
columns_column_history            L   L   404 404 404 404 404 404 404
columns_column_delete             L   L   404 404 404 404 404 404 404
sites_post_changelist             L   L   403 403 403 200 403 200 200
sites_post_add                    L   L   403 403 403 200 403 200 200
sites_post_change                 L   L   404 404 404 200 404 200 404
columns_post_dismiss              L   L   404 404 404 200 404 200 404
sites_post_history                L   L   404 404 404 404 404 404 404
sites_post_delete                 L   L   404 404 404 404 404 404 404
sites_site_changelist             L   L   403 403 403 200 200 200 200
sites_site_add                    L   L   403 403 403 403 403 200 403
sites_site_change                 L   L   404 404 404 200 200 200 404
sites_site_history                L   L   404 404 404 404 404 404 404
sites_site_delete                 L   L   404 404 404 404 404 404 404
sites_user_changelist             L   L   403 403 403 200 403 200 200
sites_user_add                    L   L   403 403 403 200 403 200 200
sites_user_change                 L   L   404 404 404 200 404 200 404
sites_user_history                L   L   404 404 404 404 404 404 404
sites_user_delete                 L   L   404 404 404 404 404 404 404
sites_organisation_changelist     L   L   403 403 403 200 200 200 200
sites_organisation_add            L   L   403 403 403 200 403 200 200
sites_organisation_change         L   L   404 404 404 200 200 200 404
sites_organisation_history        L   L   404 404 404 404 404 404 404
sites_organisation_delete         L   L   404 404 404 404 404 404 404
publishing_notice_changelist      L   L   403 403 200 200 200 403 200
publishing_notice_add             L   L   403 403 200 200 200 403 200
publishing_notice_change          L   L   404 404 200 200 200 404 404
publishing_notice_end             L   L   405 405 405 405 405 405 405
publishing_notice_history         L   L   404 404 404 404 404 404 404
publishing_notice_delete          L   L   404 404 404 404 404 404 404
publishing_synonym_changelist     L   L   403 403 403 403 200 200 403
publishing_synonym_add            L   L   403 403 403 403 200 200 403
publishing_synonym_change         L   L   404 404 404 404 200 200 404
publishing_synonym_history        L   L   404 404 404 404 404 404 404
publishing_synonym_delete         L   L   404 404 404 404 404 404 404
publishing_stopword_changelist    L   L   403 403 403 403 200 200 403
publishing_stopword_add           L   L   403 403 403 403 200 200 403
publishing_stopword_change        L   L   404 404 404 404 200 200 404
publishing_stopword_history       L   L   404 404 404 404 404 404 404
publishing_stopword_delete        L   L   404 404 404 404 404 404 404
publishing_searchlog_changelist   L   L   403 403 403 403 200 200 403
publishing_searchlog_add          L   L   403 403 403 403 403 403 403
publishing_searchlog_change       L   L   404 404 404 404 404 404 404
publishing_searchlog_history      L   L   404 404 404 404 404 404 404
publishing_searchlog_delete       L   L   404 404 404 404 404 404 404
sites_message_changelist          L   L   200 200 200 200 200 200 200
sites_message_add                 L   L   404 404 404 404 404 404 404
sites_message_change              L   L   404 404 ->  404 404 404 404
sites_message_open                L   L   404 404 ->  404 404 404 404
sites_message_read                L   L   405 405 405 405 405 405 405
sites_message_mail                L   L   405 405 405 405 405 405 405
sites_message_history             L   L   404 404 404 404 404 404 404
sites_message_delete              L   L   404 404 404 404 404 404 404
sites_changelog_changelist        L   L   403 403 403 200 200 200 200
sites_changelog_add               L   L   403 403 403 403 403 403 403
sites_changelog_change            L   L   404 404 404 200 200 200 404
sites_changelog_history           L   L   404 404 404 404 404 404 404
sites_changelog_delete            L   L   404 404 404 404 404 404 404
"""
SENT_UP = {"submissions_referral_changelist", "submissions_referral_page", "submissions_referral_file"}
"""What the county itself sent to the portal, where the outsider works: tests/desk/test_referrals.py has its walls."""
EXPECTED = {line.split()[0]: tuple(line.split()[1:]) for line in GET.strip().splitlines()}


def asker(cast, person: str) -> Client:
    client = Client(HTTP_HOST="yunzhou.localhost")
    if person != "anonymous":
        client.force_login(getattr(cast, person), backend="django.contrib.auth.backends.ModelBackend")
    return client


def answer(response) -> str:
    if response.streaming:
        response.getvalue()  # reading to the end closes the file
    if response.status_code in (301, 302):
        return "L" if "/admin/login/" in response["Location"] else "->"
    return str(response.status_code)


@pytest.mark.parametrize("person", PEOPLE)
def test_every_address_gives_exactly_this_answer(cast, person):
    column = PEOPLE.index(person)
    client, found = asker(cast, person), {}
    for address in addresses(county_objects(cast)):
        if address.name == "logout" and person != "anonymous":
            found[address.name] = answer(asker(cast, person).get(address.url))
            continue
        found[address.name] = answer(client.get(address.url))
    assert found == {name: row[column] for name, row in EXPECTED.items()}


def test_no_list_or_page_shows_an_outsider_anything_of_the_county(cast):
    client, pages = asker(cast, "outsider"), 0
    for address in addresses(county_objects(cast)):
        if EXPECTED[address.name][-1] != "200" or address.name in SENT_UP:
            continue
        pages += 1
        for query in ("", "?q=临河", f"?site={cast.county.pk}", f"?column={cast.notices.pk}"):
            response = client.get(address.url + query)
            shown = response.content.decode().replace('value="临河"', "")
            assert [mark for mark in MARKS if mark in shown] == [], address.url + query
    assert pages == 31


@pytest.mark.parametrize(("app", "model", "field"), [("submissions", "submission", "interprets")])
def test_choosers_offer_an_outsider_nothing_of_the_county(cast, app, model, field):
    county_objects(cast)
    url = f"/admin/autocomplete/?app_label={app}&model_name={model}&field_name={field}&term=临河"
    assert json.loads(asker(cast, "outsider").get(url).content)["results"] == []
    assert [row["text"] for row in json.loads(asker(cast, "officer").get(url).content)["results"]] == [
        "临河乙文", "临河己文"]


def posts(cast) -> dict[str, dict]:
    """Every address that writes, with a form that the county's own people could send."""
    submission = Submission.objects.get(title="临河甲件")
    version = {"version": submission.version}
    return {
        "submissions_submission_do": version,
        "submissions_submission_restore": {},
        "submissions_submission_share": {},
        "submissions_submission_presence": {"writing": "1"},
        "submissions_submission_change": {"title": "改", "column": cast.headlines.pk, **version},
        "submissions_article_correct": {},
        "submissions_article_withdrawal": {"reason_type": "expired", "reason": "过期"},
        "submissions_referral_article": {"channels": [1]},
        "submissions_referral_manuscript": {"channels": [1]},
        "submissions_withdrawal_page": {"verb": "withdraw", "reason": "同意"},
        "submissions_harvestrule_change": {"name": "改"},
        "submissions_harvestrule_run": {},
        "submissions_harvestitem_page": {"verb": "take"},
        "submissions_watchedword_change": {"wrong": "改"},
        "columns_column_change": {"name": "改"},
        "columns_column_remove": {},
        "columns_column_move": {"parent": cast.policy.pk},
        "columns_column_merge": {"into": cast.headlines.pk},
        "columns_post_dismiss": {},
        "sites_post_change": {"columns": [cast.home.pk]},
        "sites_user_change": {"name": "改"},
        "sites_site_change": {"name": "改"},
        "sites_organisation_change": {"name": "改"},
        "submissions_validitychange_page": {"verb": "carry_out", "reason": "同意"},
        "submissions_validitychange_request": {"validity": "expired", "effective_on": "2026-01-01", "ground": "清理"},
        "submissions_numberingrule_change": {"pattern": "{year}-{serial:4}", "citation": "改"},
        "publishing_notice_change": {"text": "改", "seen": 1},
        "publishing_notice_end": {},
        "publishing_synonym_change": {"terms": "改、变"},
        "publishing_stopword_change": {"word": "改"},
        "submissions_steplimit_change": {"hours": 1, "citation": "改"},
    }


@pytest.mark.parametrize("person", ["anonymous", "stranger", "outsider"])
def test_nothing_of_the_county_can_be_written_from_outside(cast, person):
    objects = county_objects(cast)
    forms, client, steps = posts(cast), asker(cast, person), Step.objects.count()
    found = {address.name: answer(client.post(address.url, forms[address.name]))
             for address in addresses(objects) if address.name in forms}
    assert found == dict.fromkeys(forms, "404" if person == "outsider" else "L")
    assert Step.objects.count() == steps


def test_a_drag_across_the_wall_is_404(cast):
    for form in ({"cut_item": cast.notices.pk, "pasted_on": cast.portal_news.pk},
                 {"cut_item": cast.portal_news.pk, "pasted_on": cast.notices.pk}):
        response = asker(cast, "outsider").post("/admin/columns/column/", {
            "cmd": "move_node", "position": "last-child", **form})
        assert response.status_code == 404


def test_autosave_and_upload_for_anothers_manuscript_are_404(cast):
    objects = county_objects(cast)
    number = objects["submissions_submission"]["number"]
    client = asker(cast, "outsider")
    sent = {"form_key": str(number), "submission": number, "version": 1, "values": {"title": "改"}}
    answers = [
        client.post("/admin/submissions/submission/autosave/", json.dumps(sent), content_type="application/json"),
        client.post("/admin/submissions/submission/upload/", {"submission": number, "file": "x"}),
    ]
    assert [response.status_code for response in answers] == [404, 400]
    assert Autosave.objects.count() == 0


def test_a_batch_of_anothers_manuscripts_is_empty(cast):
    objects = county_objects(cast)
    response = asker(cast, "outsider").get(
        f"/admin/submissions/submission/batch/?ids={objects['submissions_submission']['number']}")
    assert "临河甲件" not in response.content.decode()
