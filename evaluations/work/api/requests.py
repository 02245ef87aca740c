"""What the endpoints of products and evaluations take."""

from typing import Annotated, Any, Literal

from pydantic import Field

from distmap.api.bodies import Body, Identifier, Time, Words
from distmap.api.pagination import OrderedQuery
from evaluations.vocabulary import VerdictKey

# A field that may stay away, which differs from null; so no default is published.
MAY_BE_ABSENT: Any = Field(default_factory=lambda: None)

Key = Annotated[str, Field(max_length=200)]
Keys = Annotated[list[Key], Field(max_length=200)]
GrowthModel = Annotated[str | None, Field(max_length=200, description="A key, or null: undeclared.")]
Industries = Annotated[Keys, Field(description="Labels of the closed list.")]
Stage = Annotated[str | None, Field(max_length=200, description="idea, launch, growth, mature, or null.")]
Paths = Annotated[Keys, Field(description="Slugs of channel models of the release, in order.")]
Priorities = Annotated[
    Annotated[list[Annotated[list[Key], Field(max_length=20)]], Field(max_length=20)] | None,
    Field(
        description="Null, or groups of the five dimensions, the most important first; each dimension once."
    ),
]


class NewProduct(Body):
    """A product to evaluate."""

    name: str
    description: str = ""
    growth_model: GrowthModel = None
    industries: Industries = []
    stage: Stage = None


class ProductChanges(Body):
    """The fields to change; what is not named stays."""

    name: str = MAY_BE_ABSENT
    description: str = MAY_BE_ABSENT
    growth_model: GrowthModel = MAY_BE_ABSENT
    industries: Industries = MAY_BE_ABSENT
    stage: Stage = MAY_BE_ABSENT


class NewEvaluation(Body):
    """An evaluation to begin. Without `growth_model` it takes the product's over."""

    product: Identifier
    title: str
    paths: Paths
    release: Annotated[str, Field(max_length=200, description="A version, or `current`.")] = "current"
    growth_model: GrowthModel = MAY_BE_ABSENT
    priorities: Priorities = None


class EvaluationChanges(Body):
    """The fields to change; what is not named stays."""

    title: str = MAY_BE_ABSENT
    paths: Paths = MAY_BE_ABSENT
    growth_model: GrowthModel = MAY_BE_ABSENT
    priorities: Priorities = MAY_BE_ABSENT


class EvaluationQuery(OrderedQuery):
    """Filters of the list of evaluations; together they narrow it further."""

    product: Identifier | None = None
    status: Literal["draft", "submitted", "archived"] | None = None
    verdict: Annotated[
        VerdictKey | None,
        Field(description="The headline's verdict; with `path`, that path's."),
    ] = None
    path: Annotated[Words | None, Field(description="A chosen path's slug.")] = None
    q: Annotated[
        Words | None,
        Field(
            description="Words of the title or the product's name, in any order; case and accents do not count."
        ),
    ] = None
    created_after: Time | None = None
    created_before: Time | None = None
