"""Uploaded files and pictures as the public fetches them: only while a live article of the site uses them."""

from pathlib import Path

from django.http import Http404, HttpResponseRedirect
from django.http import HttpResponsePermanentRedirect as PermanentRedirect
from django.views.decorators.http import require_safe

from portal import queries
from publishing.delivery import deliver
from publishing.headers import cache_control
from publishing.keeping import kept, kept_file
from submissions import actions


@require_safe
@kept
def file(request, number, name):
    """An attachment as it was uploaded, but for a picture's metadata."""
    attachment = queries.public_file(request.site, number=number)
    if attachment is None:
        raise Http404
    if name != attachment.name:
        return PermanentRedirect(attachment.address)
    path = Path(attachment.file.path)
    return kept_file(
        deliver(request, path, name=attachment.name, mime=attachment.mime, etag=f'"{attachment.digest}"',
                cache_control=cache_control(request.path)), path)


@require_safe
@kept
def picture(request, number, width):
    """A smaller copy of a picture, in one of its own widths. Where it cannot be made, the picture itself answers."""
    attachment = queries.public_file(request.site, number=number)
    if attachment is None or width not in attachment.widths:
        raise Http404
    path = actions.make_variant(attachment=attachment, width=width)
    if path is None:
        return HttpResponseRedirect(attachment.address)
    return kept_file(
        deliver(request, path, name=f"{width}.webp", mime="image/webp",
                cache_control=cache_control(request.path)), path)
