"""The text of an article as the page shows it. It was sanitised when it was saved; nothing is cleaned here."""

import re

from django.utils.safestring import SafeString, mark_safe

from portal.queries.links import Cluster

ANCHOR = re.compile(r"<a ([^>]*)>")
AWAY = re.compile(r'\bhref="(https?://[^"]*)"')
FRAME = '<div class="scroll" role="group" aria-label="表格" tabindex="0">'


def readable(body: str, cluster: Cluster) -> SafeString:
    """Tables get a frame in which a phone scrolls them; links off the government's sites get their hint."""
    framed = body.replace("<table", f"{FRAME}<table").replace("</table>", "</table></div>")
    return mark_safe(ANCHOR.sub(lambda found: anchor(found[1], cluster), framed))


def anchor(attributes: str, cluster: Cluster) -> str:
    away = AWAY.search(attributes)
    if away is None or not cluster.is_outside(away[1]):
        return f"<a {attributes}>"
    title = "" if "title=" in attributes else ' title="将离开政府网站"'
    return f'<a class="outside"{title} {attributes}>'
