class UploadRefused(Exception):
    """A file was not taken; the message says in Chinese why and what to do."""


DAMAGED = "文件已损坏,打不开;请先在电脑上确认能正常打开,再重新上传。"
MACROS = "文件里带有宏(自动运行的程序);请另存为不带宏的文档后再上传。"
LOCKED = "文件设有打开密码,公众打不开,也无法查毒;请去掉密码后再上传。"
