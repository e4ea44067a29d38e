from sites.actions.change_log import change, record
from sites.actions.mail import mail_unread
from sites.actions.messages import mark_all_read, mark_read, settle, tell, want_mail
from sites.actions.people import (
    appoint,
    change_user,
    clock,
    create_user,
    dismiss,
    grant_sites,
    note_own_password,
    reset_password,
)
from sites.actions.sites import change_organisation, change_site, create_organisation, create_site, set_hosts

__all__ = [
    "appoint", "change", "change_organisation", "change_site", "change_user", "clock", "create_organisation",
    "create_site", "create_user", "dismiss", "grant_sites", "mail_unread", "mark_all_read", "mark_read",
    "note_own_password", "record", "reset_password", "set_hosts", "settle", "tell", "want_mail",
]
