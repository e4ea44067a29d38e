"""Pages that refuse: in Chinese, with the way on, and without inline code."""

from django.test import Client


def test_a_screen_of_another_role_says_where_powers_come_from(cast):
    client = Client(HTTP_HOST="yunzhou.localhost")
    client.force_login(cast.drafter, backend="django.contrib.auth.backends.ModelBackend")
    response = client.get("/admin/sites/post/")
    assert response.status_code == 403
    assert "您没有打开这个页面的权限" in response.content.decode()


def test_a_form_without_its_mark_says_what_to_do(cast):
    client = Client(HTTP_HOST="yunzhou.localhost", enforce_csrf_checks=True)
    client.force_login(cast.drafter, backend="django.contrib.auth.backends.ModelBackend")
    response = client.post("/admin/submissions/submission/add/", {"title": "写好的"})
    assert response.status_code == 403
    assert "您填写的内容没有提交" in response.content.decode()
