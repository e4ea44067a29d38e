from django import forms
from mptt.forms import TreeNodeChoiceField, TreeNodeMultipleChoiceField

from columns.enums import ColumnType
from columns.models import Column
from columns.queries import permitted
from sites import roles
from sites.enums import Role, SiteStatus
from sites.hosts import NOT_A_NAME, is_host_name, normalise_host
from sites.models import Host, Post, Site, User
from sites.queries import people_of, permitted_sites
from sites.rules import site_powers_of
from sites.screens import DeskForm


class ColumnForm(DeskForm):
    """A column's own fields. Its place is chosen once, when it is made; afterwards it is dragged."""

    class Meta:
        model = Column
        fields = ["parent", "name", "slug", "column_type", "freshness", "interval_days", "organisation",
                  "description", "keywords", "link_url", "home_block", "is_visible"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        site = self.instance.site if self.instance.pk else None
        if "parent" in self.fields:
            self.fields["parent"] = TreeNodeChoiceField(
                queryset=permitted(self.desk_user, roles.ARRANGE).filter(link_url="").select_related("site")
                .order_by("tree_id", "lft"), label="上级栏目", empty_label=None)
            self.fields["parent"].label_from_instance = tree_label
        if "organisation" in self.fields:
            sites = [site] if site else permitted_sites(self.desk_user, roles.ADMINISTER)
            self.fields["organisation"].queryset = self.fields["organisation"].queryset.filter(
                site__in=sites, is_active=True)
        if "column_type" in self.fields:
            self.fields["column_type"].choices = [
                choice for choice in self.fields["column_type"].choices if choice[0] != ColumnType.HOME]
        if "slug" in self.fields:
            self.fields["slug"].required = not (self.instance.pk and self.instance.is_home)

    def clean(self):
        cleaned = super().clean()
        parent = cleaned.get("parent") or self.instance.parent
        if parent is not None:
            self.instance.site_id = parent.site_id
            twins = Column.objects.filter(parent=parent).exclude(pk=self.instance.pk)
            if twins.filter(slug=cleaned.get("slug")).exists():
                self.add_error("slug", "同一上级下已有相同网址名的栏目。")
            organisation = cleaned.get("organisation")
            if organisation and organisation.site_id != parent.site_id:
                self.add_error("organisation", "责任单位须是本站的单位。")
        return cleaned


def tree_label(column: Column) -> str:
    """`临河区 › 　　通知公告`: the site, then the name indented by its depth."""
    return f"{column.site.short_name} › {'　' * column.level}{column.name}"


class MoveForm(forms.Form):
    """A column's new place, for those who do not drag: keyboard, touch, screen reader."""

    position = forms.ChoiceField(label="放在", choices=[
        ("last-child", "下级的最后一个"), ("left", "同级,排在前面"), ("right", "同级,排在后面")])

    def __init__(self, *args, user, column, **kwargs):
        super().__init__(*args, **kwargs)
        others = permitted(user, roles.ARRANGE).filter(site_id=column.site_id).exclude(
            lft__gte=column.lft, rght__lte=column.rght)
        target = TreeNodeChoiceField(queryset=others.select_related("site", "parent").order_by("lft"),
                                     label="以哪个栏目为准", empty_label="请选择栏目")
        target.label_from_instance = tree_label
        self.fields = {"target": target, **self.fields}


class PostForm(DeskForm):
    """Who, where, which role, over which columns."""

    columns = TreeNodeMultipleChoiceField(
        queryset=Column.objects.none(), label="栏目", required=False,
        help_text="选“首页”表示整个站点。拟稿人、信息员、信息主管须选栏目;其他角色对整个站点有效,不用选。",
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Post
        fields = ["site", "user", "role"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        sites = permitted_sites(self.desk_user, roles.ADMINISTER)
        if "site" in self.fields:
            self.fields["site"].queryset = sites
            self.fields["site"].initial = sites[0] if len(sites) == 1 else None
            self.fields["user"].queryset = User.objects.filter(
                is_active=True, home_site__isnull=False).exclude(pk=self.desk_user.pk).select_related("home_site")
            self.fields["user"].label_from_instance = lambda user: (
                f"{user.name}({user.username},{user.home_site.short_name})")
            if roles.RUN_CLUSTER not in site_powers_of(self.desk_user):
                self.fields["user"].queryset = self.fields["user"].queryset.filter(
                    pk__in=people_of(sites).values("pk"))
                self.fields["role"].choices = [
                    (role.value, role.label) for role in Role if role in roles.CONTENT_ROLES]
            offered = [Role(value) for value, _ in self.fields["role"].choices if value]
            self.fields["role"].help_text = " ".join(f"{role.label}:{roles.MEANINGS[role]}。" for role in offered)
        trees = permitted(self.desk_user, roles.ARRANGE).select_related("site").order_by("tree_id", "lft")
        if self.instance.pk:
            trees = trees.filter(site_id=self.instance.site_id)
            self.initial["columns"] = list(self.instance.post_columns.values_list("column_id", flat=True))
        self.fields["columns"].queryset = trees
        self.fields["columns"].label_from_instance = tree_label

    def clean(self):
        cleaned = super().clean()
        site, role = cleaned.get("site") or self.instance.site_id and self.instance.site, cleaned.get("role")
        columns = cleaned.get("columns") or []
        role = role or self.instance.role
        if role in roles.CONTENT_ROLES and not columns:
            self.add_error("columns", "请至少选一个栏目;整个站点请选“首页”。")
        if site and any(column.site_id != site.pk for column in columns):
            self.add_error("columns", f"只能选“{site.short_name}”的栏目。")
        return cleaned


class SiteForm(DeskForm):
    """A site's identity. Host names as lines: the first one is canonical."""

    host_names = forms.CharField(
        label="域名", widget=forms.Textarea(attrs={"rows": 3}),
        help_text="每行一个主机名,第一行是主域名,其余的自动转到主域名。例如 www.yunzhou.gov.cn",
    )

    class Meta:
        model = Site
        fields = [
            "slug", "kind", "language", "status", "name", "short_name", "slogan", "identity_code", "icp_number",
            "police_number", "mark_url", "error_report_url", "sponsor", "operator", "contact", "seal", "primary_color",
            "accent_color", "notice", "moved_to", "order",
        ]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("sponsor", "operator"):
            if name in self.fields:
                self.fields[name].queryset = self.fields[name].queryset.filter(site_id=self.instance.pk)
        if self.instance.pk:
            self.initial["host_names"] = "\n".join(self.instance.hosts.values_list("name", flat=True))

    def clean_host_names(self):
        names = [normalise_host(line) for line in self.cleaned_data["host_names"].splitlines() if line.strip()]
        names = list(dict.fromkeys(names))
        wrong = [name for name in names if not is_host_name(name)]
        if wrong:
            raise forms.ValidationError(f"“{wrong[0]}”不对:{NOT_A_NAME}")
        taken = Host.objects.filter(name__in=names).exclude(site_id=self.instance.pk).select_related("site").first()
        if taken:
            raise forms.ValidationError(f"{taken.name} 已是“{taken.site.name}”的域名。")
        return names

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("status") in (SiteStatus.SUSPENDED, SiteStatus.CLOSED) and not cleaned.get("notice"):
            self.add_error("notice", "临时下线或关停须填写公告,公众打开网站时会看到它。")
        return cleaned
