from django.core.management.base import BaseCommand
from django.utils import timezone

from sites.actions import clock
from submissions import actions


class Command(BaseCommand):
    help = "把随系统提供的校对词装进词表。词表里已有的(包括改过、停用的)不动,可以反复运行。"

    def handle(self, **options):
        number = actions.load_starting_words(by=clock(), at=timezone.now())
        self.stdout.write(f"新增校对词 {number} 条。")
