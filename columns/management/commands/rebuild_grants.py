from django.core.management.base import BaseCommand
from django.db import transaction

from columns.actions import rebuild_grants


class Command(BaseCommand):
    help = "按任职重新生成全部权限(角色的权限改动之后运行)"

    def handle(self, *args, **options):
        with transaction.atomic():
            number = rebuild_grants()
        self.stdout.write(f"已重新生成 {number} 个任职的权限。")
