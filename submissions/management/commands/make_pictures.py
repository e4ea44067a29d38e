from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from tqdm import tqdm

from submissions import actions
from submissions.enums import AttachmentKind
from submissions.models import Attachment
from submissions.queries import public_pictures
from submissions.uploads import UploadRefused


class Command(BaseCommand):
    help = "去掉以前上传的图片里的拍摄信息(如拍摄地点),并为公开文章的图片生成各种尺寸。可以反复运行。"

    def handle(self, **options):
        self.unread: dict[int, str] = {}
        cleaned = sum(map(self.clean, self.each(Attachment.objects.filter(kind=AttachmentKind.PICTURE), "拍摄信息")))
        made = sum(map(self.make, self.each(public_pictures(), "各种尺寸")))
        self.stdout.write(f"去掉拍摄信息 {cleaned} 张,生成尺寸 {made} 个。")
        if self.unread:
            raise CommandError("\n".join(f"附件 {number}:{reason}" for number, reason in self.unread.items()))

    def each(self, pictures, name: str):
        return tqdm(pictures.order_by("pk").iterator(chunk_size=200), total=pictures.count(), desc=name, unit="张",
                    disable=None)

    def clean(self, attachment: Attachment) -> bool:
        try:
            return actions.take_out_metadata(attachment=attachment, at=timezone.now())
        except (UploadRefused, OSError) as error:
            self.unread[attachment.pk] = str(error)
            return False

    def make(self, attachment: Attachment) -> int:
        """How many copies there are now that there were not before."""
        missing = [width for width in attachment.widths if not attachment.variant_path(width).is_file()]
        made = [actions.make_variant(attachment=attachment, width=width) for width in missing]
        if None in made:
            self.unread.setdefault(attachment.pk, "图片打不开,或磁盘写不进,没有生成各种尺寸。")
        return len(made) - made.count(None)
