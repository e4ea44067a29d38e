"""A site's colours as a style sheet of its own, so that the strict Content-Security-Policy needs no exception."""

import hashlib

from publishing import tags
from sites.models import Site

SKIN = """\
:root:not(.contrast) {{
  --primary: {primary};
  --primary-deep: color-mix(in srgb, {primary} 72%, #000);
  --primary-tint: color-mix(in srgb, {primary} 9%, #fff);
  --accent: {accent};
  --accent-tint: color-mix(in srgb, {accent} 8%, #fff);
}}
"""


def skin(site: Site) -> str:
    """The style sheet. High contrast keeps its own colours."""
    tags.shows(tags.page(site.pk))
    return SKIN.format(primary=site.primary_color, accent=site.accent_color)


def skin_version(site: Site) -> str:
    return hashlib.sha256(skin(site).encode()).hexdigest()[:12]


def skin_address(site: Site) -> str:
    """Changes with the colours, so that browsers may keep the answer for ever."""
    return f"/skin-{skin_version(site)}.css"
