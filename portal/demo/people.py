"""Who works in the demo. The names are invented; few real people bear these surnames."""

from sites.enums import Role

CREW = {
    "admin": (Role.SITE_ADMIN, "站点管理员"),
    "drafter": (Role.DRAFTER, "拟稿人"),
    "officer": (Role.INFO_OFFICER, "信息员"),
    "supervisor": (Role.SUPERVISOR, "信息主管"),
}
"""The last part of the user name, in every site → role and its label."""

NAMES = {
    "yunzhou": {"admin": "云守衡", "drafter": "云知微", "officer": "禾见青", "supervisor": "云鹤川"},
    "linhe": {"admin": "临照野", "drafter": "临小满", "officer": "汀闻溪", "supervisor": "临怀洲",
              "drafter2": "芷雨生"},
    "pingchuan": {"admin": "平望秋", "drafter": "平禾生", "officer": "麦知田", "supervisor": "平岳南"},
    "shimen": {"admin": "石听泉", "drafter": "石砚秋", "officer": "岚知远", "supervisor": "石开云"},
    "education": {"admin": "墨以宁", "drafter": "墨青禾", "officer": "竹听雨", "supervisor": "墨致远"},
    "health": {"admin": "苓守安", "drafter": "苓知夏", "officer": "蓝若谷", "supervisor": "苓怀仁"},
    "housing": {"admin": "木栖梧", "drafter": "木知檐", "officer": "瓦听松", "supervisor": "木广厦"},
    "english": {"admin": "译守信", "drafter": "译知远", "officer": "舟听风", "supervisor": "译怀舟"},
    "audit": {"admin": "衡守真", "drafter": "衡知白", "officer": "镜观澜", "supervisor": "衡明远"},
}
CLUSTER = {"admin": ("枢定疆", Role.PLATFORM_ADMIN), "bureau": ("数观澄", Role.BUREAU)}
SECOND_DRAFTER = ("linhe", "drafter2", "xwzx/tzgg")
"""Site, last part of the user name, and the one column of a drafter who may write nowhere else."""
SECOND_POST = ("linhe", "officer", "yunzhou", "ywdt/xqdt")
"""Home site and last part of the user name of somebody who also drafts for a column of another site."""
SURNAMES, GIVEN = "云临石平禾汀岚苓衡檀澄砚", ("守一", "知秋", "见山", "望舒")


def name_of(slug: str, part: str, number: int) -> str:
    """A site that has no names of its own gets some by its number."""
    if slug in NAMES:
        return NAMES[slug][part]
    return SURNAMES[number % len(SURNAMES)] + GIVEN[list(CREW).index(part)]
