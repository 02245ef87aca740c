"""A page as a tree, to ask what stands where."""

from collections.abc import Iterator
from html.parser import HTMLParser
from xml.etree.ElementTree import Element, TreeBuilder

VOID = {"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.builder = TreeBuilder()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.builder.start(tag, {name: value or "" for name, value in attrs})
        if tag in VOID:
            self.builder.end(tag)
        else:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.builder.start(tag, {name: value or "" for name, value in attrs})
        self.builder.end(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag, f"</{tag}> closes another element"
        self.builder.end(tag)

    def handle_data(self, data: str) -> None:
        self.builder.data(data)


class Markup:
    """A whole page. Elements are those of the standard library; their parents are known here."""

    def __init__(self, text: str) -> None:
        reader = _Reader()
        reader.feed(f"<page>{text}</page>")
        self.root = reader.builder.close()
        self.parents = {child: parent for parent in self.root.iter() for child in parent}
        self.ids = {element.get("id"): element for element in self.root.iter() if element.get("id")}

    def having(self, attribute: str, value: str | None = None) -> list[Element]:
        """Elements with this attribute; of a class or other list, those that have the word."""
        return [
            element
            for element in self.root.iter()
            if attribute in element.attrib and (value is None or value in element.get(attribute, "").split())
        ]

    def around(self, element: Element) -> Iterator[Element]:
        """The element and what it stands in, from the inside out."""
        found: Element | None = element
        while found is not None:
            yield found
            found = self.parents.get(found)

    def described(self, element: Element) -> str:
        """The words that describe an element to a screen reader."""
        ids = element.get("aria-describedby", "").split()
        return " ".join(words(self.ids[name]) for name in ids if name in self.ids)

    def title(self) -> str:
        return words(next(self.root.iter("title")))


def words(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def controls(element: Element) -> list[Element]:
    """What can be filled in: fields that are on show, without buttons."""
    return [
        found
        for found in element.iter()
        if found.tag in {"select", "textarea"}
        or (found.tag == "input" and found.get("type") not in {"hidden", "submit", "button", "search"})
    ]


def values_of(form: Element, name: str) -> list[str]:
    """What the fields of this name hold: typed text, chosen options, ticked boxes."""
    held = []
    for field in form.iter():
        if field.get("name") != name:
            continue
        if field.tag == "textarea":
            held.append("".join(field.itertext()).removeprefix("\n"))
        elif field.tag == "select":
            held += [
                option.get("value", "") for option in field.iter("option") if "selected" in option.attrib
            ]
        elif field.get("type") in {"radio", "checkbox"}:
            held += [field.get("value", "")] if "checked" in field.attrib else []
        else:
            held.append(field.get("value", ""))
    return held
