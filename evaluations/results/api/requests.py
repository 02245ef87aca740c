"""What the endpoints of results take."""

from typing import Annotated, Literal

from pydantic import Field

from distmap.api.bodies import Query


class ResultQuery(Query):
    part: Annotated[
        Literal["full", "exact"],
        Field(description="`exact` leaves out what is sampled: fast, but no verdicts."),
    ] = "full"
