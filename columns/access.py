"""From a number in an address to a column this person may arrange, or 404."""

from django.shortcuts import get_object_or_404

from columns.models import Column
from columns.queries import permitted
from sites import roles
from sites.models import User
from sites.numbers import whole_number


def arrangeable(user: User, number: int | str | None) -> Column:
    return get_object_or_404(permitted(user, roles.ARRANGE).select_related("site", "parent"), pk=whole_number(number))
