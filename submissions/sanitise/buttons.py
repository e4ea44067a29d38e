"""The editor's buttons: the one list from which its toolbar and the sanitiser's allow-list are both made.

What no button can make, no text can hold. Names are those of TinyMCE 6.
"""

from dataclasses import dataclass, field

import nh3


@dataclass(frozen=True)
class Button:
    """A button of the editor and the HTML it can make: tags with their attributes, and classes."""

    name: str
    tags: dict[str, set[str]] = field(default_factory=dict)
    classes: dict[str, set[str]] = field(default_factory=dict)


BUTTONS = (
    Button("undo"), Button("redo"), Button("|"),
    Button("blocks", {"p": set(), "h2": set(), "h3": set(), "h4": set()}),
    Button("bold", {"strong": set()}),
    Button("italic", {"em": set()}),
    Button("superscript", {"sup": set()}), Button("subscript", {"sub": set()}),
    Button("|"),
    Button("aligncenter", classes={"p": {"center"}}),
    Button("alignright", classes={"p": {"right"}}),
    Button("bullist", {"ul": set(), "li": set()}),
    Button("numlist", {"ol": {"start", "type"}, "li": set()}),
    Button("blockquote", {"blockquote": set()}),
    Button("|"),
    Button("link", {"a": {"href", "title"}}),
    Button("image", {"img": {"src", "alt", "width", "height"}, "figure": set(), "figcaption": set()}),
    Button("table", {"table": set(), "caption": set(), "thead": set(), "tbody": set(), "tfoot": set(), "tr": set(),
                     "th": {"colspan", "rowspan", "scope"}, "td": {"colspan", "rowspan"}}),
    Button("hr", {"hr": set()}),
    Button("|"),
    Button("removeformat"), Button("searchreplace"), Button("fullscreen"),
)

TOOLBAR = " ".join(button.name for button in BUTTONS)
TAGS: dict[str, set[str]] = {"br": set()}
CLASSES: dict[str, set[str]] = {}
for _button in BUTTONS:
    for _tag, _attributes in _button.tags.items():
        TAGS.setdefault(_tag, set()).update(_attributes)
    for _tag, _names in _button.classes.items():
        CLASSES.setdefault(_tag, set()).update(_names)

SCHEMES = {"http", "https", "mailto", "tel"}

# `class` must stay out of `attributes`: together with `allowed_classes` nh3 panics.
GATE = nh3.Cleaner(
    tags=set(TAGS), attributes={tag: names for tag, names in TAGS.items() if names}, allowed_classes=CLASSES,
    url_schemes=SCHEMES, link_rel="noopener",
)
