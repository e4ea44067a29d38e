"""From a number in an address to a column this person may arrange, or 404."""

from django.shortcuts import get_object_or_404

from columns.models import Column
from columns.queries import permitted
from sites import roles
from sites.models import User


def arrangeable(user: User, number: int) -> Column:
    return get_object_or_404(permitted(user, roles.ARRANGE).select_related("site", "parent"), pk=number)
