"""The acceptance list of the catalog's content: every numbered element is one assertion."""

import pytest

from channels_catalog.schema import Catalog
from tests.catalog.acceptance import Element
from tests.catalog.map_elements import CONSTRAINT_ELEMENTS, MAP_ELEMENTS
from tests.catalog.model_elements import COMMUNITY_ELEMENTS, MODEL_ELEMENTS
from tests.catalog.thought_elements import THOUGHT_ELEMENTS

ELEMENTS = (
    *COMMUNITY_ELEMENTS,
    *MODEL_ELEMENTS,
    *MAP_ELEMENTS,
    *CONSTRAINT_ELEMENTS,
    *THOUGHT_ELEMENTS,
)


# Elements that the content does not hold yet; the last model that makes one true takes it out.
OPEN: dict[str, str] = {}


def marks_of(element: Element) -> list[pytest.MarkDecorator]:
    open_yet = OPEN.get(element.number)
    waiting = [pytest.mark.xfail(reason=open_yet)] if open_yet else []
    return [pytest.mark.element(element.number), *waiting]


@pytest.mark.parametrize(
    "element",
    [pytest.param(element, id=element.number, marks=marks_of(element)) for element in ELEMENTS],
)
def test_the_catalog_holds(element: Element, catalog: Catalog) -> None:
    assert element.found(catalog) == element.expected


def test_no_element_of_the_content_is_left_out() -> None:
    assert [element.number for element in ELEMENTS] == [f"S{number}" for number in range(1, 101)]
