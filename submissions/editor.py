"""The rich text editor's configuration, made from the sanitiser's one list of buttons."""

from submissions.sanitise import CLASSES, TAGS, TOOLBAR

PLUGINS = "lists link image table searchreplace fullscreen autoresize"


def _valid_elements() -> str:
    parts = []
    for tag, attributes in sorted(TAGS.items()):
        names = sorted(attributes) + (["class"] if tag in CLASSES else [])
        parts.append(f"{tag}[{'|'.join(names)}]" if names else tag)
    return ",".join(parts)


EDITOR = {
    "height": 520,
    "min_height": 520,
    "menubar": False,
    "branding": False,
    "promotion": False,
    "statusbar": True,
    "elementpath": False,
    "language": "zh-Hans",
    "skin": "oxide",
    "plugins": PLUGINS,
    "toolbar": TOOLBAR,
    "toolbar_mode": "wrap",
    "block_formats": "正文=p; 一级标题=h2; 二级标题=h3; 三级标题=h4",
    "valid_elements": _valid_elements(),
    "formats": {
        "aligncenter": {"selector": "p", "classes": "center"},
        "alignright": {"selector": "p", "classes": "right"},
    },
    "content_css": ["/static/portal/tokens.css", "/static/desk/paper.css"],
    "autoresize_overflow_padding": 20,
    "toolbar_sticky": True,
    "mobile": {"toolbar_mode": "scrolling", "toolbar_sticky": False},
    "convert_urls": False,
    "paste_data_images": True,
    "automatic_uploads": True,
    "images_upload_handler": "uploadPicture",
    "setup": "setupEditor",
    "image_caption": True,
    "image_dimensions": False,
    "table_default_attributes": {},
    "table_default_styles": {},
    "table_header_type": "cells",
    "contextmenu": False,
    "browser_spellcheck": False,
}
