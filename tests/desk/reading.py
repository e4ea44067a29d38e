"""Reading the desk's pages as a person does: by headings, links, buttons and words."""

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from lxml import html
from PIL import Image

from sites.models import User

DESK = "yunzhou.localhost"


def client_of(user: User | None = None) -> Client:
    client = Client(HTTP_HOST=DESK)
    if user is not None:
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


class Page:
    """A response as a tree. `texts` gives the words of every element an XPath finds."""

    def __init__(self, response):
        self.status = response.status_code
        self.response = response
        self.root = html.fromstring(response.content)

    def texts(self, path: str) -> list[str]:
        return [" ".join(found.text_content().split()) for found in self.root.xpath(path)]

    def text(self, path: str) -> str:
        found = self.texts(path)
        assert len(found) == 1, f"{path}: {found}"
        return found[0]

    def value(self, name: str) -> str:
        """What a control holds."""
        field = self.root.xpath(f"//*[@name='{name}']")[0]
        if field.tag == "textarea":
            return (field.text or "").removeprefix("\n")
        if field.tag == "select":
            return next((option.get("value") for option in field.xpath("./option[@selected]")), "")
        return field.get("value", "")

    @property
    def title(self) -> str:
        return self.text("//h1")

    @property
    def note(self) -> str:
        return self.text("//*[@role='alert']")

    @property
    def buttons(self) -> list[str]:
        """What may be pressed in the bar of verbs."""
        return self.texts("//*[contains(@class,'acts')]//button[not(@disabled) and not(ancestor::details)]"
                          " | //*[contains(@class,'acts')]//summary | //*[contains(@class,'acts')]/a")

    @property
    def refused(self) -> list[str]:
        return self.texts("//*[contains(@class,'acts')]//button[@disabled]")

    @property
    def why(self) -> list[str]:
        """Each reason of the bar, a line each."""
        return [line.strip() for line in self.root.xpath("//*[@id='why']//text()") if line.strip()]


def see(user: User | None, url: str, **data) -> Page:
    return Page(client_of(user).get(url, data))


def png(name: str = "题图.png") -> SimpleUploadedFile:
    made = io.BytesIO()
    Image.new("RGB", (8, 6), "#12457a").save(made, "PNG")
    return SimpleUploadedFile(name, made.getvalue(), "image/png")


def csv(name: str = "说明.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, "甲,乙\n1,2\n".encode(), "text/csv")
