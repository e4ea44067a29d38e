"""Names of uploaded files: the harmless is put right, the deceptive refused."""

import re
import unicodedata

from submissions.uploads.refusal import UploadRefused

MAX_LENGTH = 100
HIDDEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}
"""Unicode categories that are not seen: control characters, writing direction, halves of characters."""


def clean_name(raw: str) -> tuple[str, str]:
    """The name without folders and without characters that an address cannot hold, and its extension."""
    name = re.split(r"[/\\]", unicodedata.normalize("NFC", raw))[-1]
    if any(unicodedata.category(character) in HIDDEN for character in name):
        raise UploadRefused("文件名里有看不见的控制字符;请改名后再上传。")
    name = " ".join(re.sub(r'[?#%<>:"|*]', "_", name).split()).strip(". ")
    stem, _, extension = name.rpartition(".")
    extension = extension.strip().lower()
    if not stem.strip(". ") or not extension:
        raise UploadRefused("文件名没有扩展名,看不出是什么文件;请改成如“报名表.docx”的名字再上传。")
    if len(name) > MAX_LENGTH:
        raise UploadRefused(f"文件名有 {len(name)} 个字,最多 {MAX_LENGTH} 个;请改短后再上传。")
    return name, extension
