"""Base classes of the desk's screens: the one edge module that other apps' screens may import.

A screen lists what `permitted` gives, writes through actions, and shows a refusal beside what was typed.
"""

from django import forms
from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.db import models
from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone

from sites import roles
from sites.models import Organisation, User
from sites.queries import canonical_hosts, permitted_sites
from sites.rules import Refused


def public_origin(request, site: int) -> str:
    """Where the public sees this site (its number): its canonical host, with the port the request came in by."""
    _, colon, port = request.get_host().rpartition(":")
    return f"{request.scheme}://{canonical_hosts().get(site, '')}{colon}{port if colon else ''}"


class DeskForm(forms.ModelForm):
    """Shows the reason of a refused action and keeps what was typed."""

    refusal = ""

    def clean(self):
        cleaned = super().clean()
        if self.refusal:
            raise forms.ValidationError(self.refusal)
        return cleaned


class OwnSitesForm(DeskForm):
    """Choosers offer the sites that the person administers, and what belongs to them."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        sites = permitted_sites(self.desk_user, roles.ADMINISTER)
        for name in ("site", "home_site"):
            if name in self.fields:
                self.fields[name].queryset = sites
                self.fields[name].required = True
                if len(sites) == 1:
                    self.fields[name].initial = sites[0]
        for name in ("organisation", "parent"):
            if name in self.fields:
                self.fields[name].queryset = Organisation.objects.filter(site__in=sites).select_related("site")


class DeskAdmin(admin.ModelAdmin):
    """A thin screen. Subclasses say what is `permitted` and hand every write to an action.

    What is not permitted does not exist: lists leave it out, choosers too, and its address answers 404.
    """

    form = DeskForm
    actions = None
    list_per_page = 30
    show_full_result_count = False
    view_on_site = False
    formfield_overrides = {models.URLField: {"widget": forms.URLInput(attrs={"class": "vTextField"})}}

    def permitted(self, user: User) -> QuerySet:
        raise NotImplementedError

    def may_enter(self, user: User) -> bool:
        """May the person open this screen at all?"""
        raise NotImplementedError

    def may_add(self, user: User) -> bool:
        return False

    def may_change(self, user: User, obj) -> bool:
        return False

    def create(self, request, values: dict, at):
        """Carry out the add form. Returns the new object."""
        raise NotImplementedError

    def change(self, request, obj, values: dict, at) -> None:
        """Carry out the change form; `values` holds the changed fields alone."""
        raise NotImplementedError

    def get_queryset(self, request):
        queryset = self.permitted(request.user)
        ordering = self.get_ordering(request)
        return queryset.order_by(*ordering) if ordering else queryset

    def has_module_permission(self, request):
        return self.has_view_permission(request)

    def has_view_permission(self, request, obj=None):
        return self.may_enter(request.user)

    def has_add_permission(self, request):
        return self.may_add(request.user)

    def has_change_permission(self, request, obj=None):
        return obj is not None and self.may_change(request.user, obj)

    def has_delete_permission(self, request, obj=None):
        return False

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        return type(form.__name__, (form,), {"refusal": getattr(request, "refusal", ""), "desk_user": request.user})

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget = field.widget.widget
        return field

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if object_id is not None and self.get_object(request, unquote(object_id)) is None:
            raise Http404
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except Refused as refusal:
            self.explain(request, refusal)
            return super().changeform_view(request, object_id, form_url, extra_context)

    def explain(self, request, refusal: Refused) -> None:
        """Prepare the form that is shown again, with the reason and everything that was typed."""
        request.refusal = str(refusal)

    def save_model(self, request, obj, form, change):
        at = timezone.now()
        if change:
            values = {name: form.cleaned_data[name] for name in form.changed_data}
            self.change(request, type(obj)._default_manager.get(pk=obj.pk), values, at)
        else:
            obj.__dict__.update(self.create(request, dict(form.cleaned_data), at).__dict__)

    def save_related(self, request, form, formsets, change):
        """Relations are written by the action."""

    def log_addition(self, request, obj, message):
        """The action wrote the change log."""

    log_change = log_addition

    def history_view(self, request, object_id, extra_context=None):
        raise Http404

    def delete_view(self, request, object_id, extra_context=None):
        """Nothing is deleted in the desk; what ends has a verb of its own."""
        raise Http404

    def _get_obj_does_not_exist_redirect(self, request, opts, object_id):
        raise Http404


class ReadOnlyAdmin(DeskAdmin):
    """A list and a page to read."""

    def get_readonly_fields(self, request, obj=None):
        return [field.name for field in self.opts.fields]
