"""The text of an article as the page shows it. It was sanitised when it was saved; nothing is cleaned here."""

import re
from collections.abc import Mapping
from itertools import count

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from portal.queries.links import Cluster
from portal.queries.rows import Picture
from submissions.models import Attachment

ANCHOR = re.compile(r"<a ([^>]*)>")
AWAY = re.compile(r'\bhref="(https?://[^"]*)"')
FRAME = '<div class="scroll" role="group" aria-label="{}" tabindex="0">'
IMAGE = re.compile(r'<img((?: [a-z]+="[^"]*")*)>')
OWN_FILE = re.compile(r' src="/files/([0-9]{1,18})/')
GIVEN_WIDTH = re.compile(r' width="([0-9]+)"')
COLUMN_WIDTH = 756
"""Pixels of the text's column on a wide screen (--measure, static/portal/tokens.css)."""


def readable(body: str, cluster: Cluster, pictures: Mapping[int, Attachment]) -> SafeString:
    """Tables get a frame in which a phone scrolls them; links off the government's sites get their hint; pictures their
    size and smaller copies, and but for the first they wait until the reader comes near.

    `pictures` are those of the text (`pictures_in`).
    """
    framed = body.replace("<table", f"{FRAME.format(gettext('表格'))}<table").replace("</table>", "</table></div>")
    place = count()
    drawn = IMAGE.sub(lambda found: image(found[1], pictures, is_first=next(place) == 0), framed)
    return mark_safe(ANCHOR.sub(lambda found: anchor(found[1], cluster), drawn))


def anchor(attributes: str, cluster: Cluster) -> str:
    away = AWAY.search(attributes)
    if away is None or not cluster.is_outside(away[1]):
        return f"<a {attributes}>"
    title = "" if "title=" in attributes else f' title="{gettext("将离开政府网站")}"'
    return f'<a class="outside"{title} {attributes}>'


def image(attributes: str, pictures: Mapping[int, Attachment], *, is_first: bool) -> str:
    """The writer's own size stays; without one the picture takes up its own, so that the text does not jump."""
    own = OWN_FILE.search(attributes)
    attachment = pictures.get(int(own[1])) if own else None
    if attachment is not None:
        attributes += sizes(Picture.of(attachment), GIVEN_WIDTH.search(attributes))
    waiting = "" if is_first else ' loading="lazy"'
    return f'<img{attributes}{waiting} decoding="async">'


def sizes(picture: Picture, given: re.Match | None) -> str:
    """The attributes that depend on how large the picture is."""
    own = f' width="{picture.width}" height="{picture.height}"' if picture.width and not given else ""
    if not picture.srcset:
        return own
    shown = min(int(given[1]) if given else picture.width, COLUMN_WIDTH)
    return f'{own} srcset="{picture.srcset}" sizes="min(100vw, {shown}px)"'
