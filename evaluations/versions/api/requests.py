"""What the endpoints of snapshots take."""

from typing import Annotated

from pydantic import Field

from distmap.api.bodies import Body


class NewSnapshot(Body):
    """A copy to keep of the evaluation as it stands."""

    name: Annotated[str, Field(description="One line of 1 to 120 characters, once in the evaluation.")]
