"""Templates and static files fit a strict Content-Security-Policy and load nothing from elsewhere."""

import re

import pytest

from tests.architecture.source import ROOT, STATIC, TEMPLATES

DJANGO = re.compile(r"{%-?\s*comment.*?%}.*?{%\s*endcomment\s*%}|{#.*?#}|{%.*?%}|{{.*?}}|<!--.*?-->", re.DOTALL)
TAG = re.compile(r"<[a-zA-Z][^<>]*>", re.DOTALL)
INLINE_STYLE = re.compile(r"\sstyle\s*=|^<style\b", re.IGNORECASE)
INLINE_SCRIPT = re.compile(r"^<script\b(?![^>]*\ssrc\s*=)", re.IGNORECASE | re.DOTALL)
HANDLER = re.compile(r"\son[a-z]+\s*=", re.IGNORECASE)
JAVASCRIPT = re.compile(r"=\s*[\"']?\s*javascript:", re.IGNORECASE)
LINK = re.compile(r"<a\s[^<>]*>", re.DOTALL)
NAMESPACE = re.compile(r"""xmlns(:\w+)?=["'][^"']*["']|https?://www\.w3\.org/[\w/.-]+""")
ELSEWHERE = re.compile(r"https?://|\b(?:src|href|srcset|poster|data|action)\s*=\s*[\"']//|url\(\s*[\"']?//|@import")


def markup_faults(text: str) -> list[str]:
    """Tags that carry inline style or script."""
    tags = TAG.findall(DJANGO.sub("", text))
    return [tag for tag in tags if any(
        fault.search(tag) for fault in (INLINE_STYLE, INLINE_SCRIPT, HANDLER, JAVASCRIPT))]


def loads_from_elsewhere(text: str) -> list[str]:
    """Addresses of other hosts, but for links a reader follows and XML namespaces."""
    return ELSEWHERE.findall(NAMESPACE.sub("", LINK.sub("", DJANGO.sub("", text))))


def name(path):
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_template_has_no_inline_style_or_script(path):
    assert markup_faults(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", [*TEMPLATES, *STATIC], ids=name)
def test_file_loads_nothing_from_elsewhere(path):
    assert loads_from_elsewhere(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("markup", [
    '<p style="color:red">', "<style>", "<script>", '<script type="module">', '<a onclick="f()">',
    '<body\nonload="f()">', '<a href="javascript:f()">', '<p {% if x %}class="a"{% endif %} style="top:0">',
])
def test_inline_style_and_script_are_seen(markup):
    assert len(markup_faults(markup)) == 1


@pytest.mark.parametrize("markup", [
    '<script src="{% static "a.js" %}" defer></script>', '{% include "a.html" with one=1 only %}<p data-on="x">',
    "{# <script> #}", '<link rel="stylesheet" href="{{ url }}">',
])
def test_outside_style_and_script_are_free(markup):
    assert markup_faults(markup) == []


@pytest.mark.parametrize("text", [
    '<img src="https://cdn.example/a.png">', '<script src="//cdn.example/a.js"></script>',
    '@import "a.css";', "background: url(//cdn.example/a.png)", 'fetch("https://api.example/")',
])
def test_files_from_elsewhere_are_seen(text):
    assert len(loads_from_elsewhere(text)) == 1


def test_links_and_namespaces_are_free():
    assert loads_from_elsewhere('<a href="https://www.example/">x</a><svg xmlns="http://www.w3.org/2000/svg">') == []
