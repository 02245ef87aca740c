"""Pictures as plain numbers, for templates to draw: pure geometry, the same for page, report and file.

constraint_map(points, WIDE)       the map of an evaluation, labelled by name
constraint_map(points, NARROW)     the same for a phone, labelled by number
constraint_map(points, STAGE)      the map of the result page, axes in words; STAGE_NARROW for a phone
"""

from evaluations.pictures.canvas import NARROW, SCENARIO_NARROW, STAGE, STAGE_NARROW, WIDE, Canvas
from evaluations.pictures.constraint_map import ConstraintMap, constraint_map
from evaluations.pictures.points import Point, leaning_points_of, points_of

__all__ = [
    "NARROW",
    "SCENARIO_NARROW",
    "STAGE",
    "STAGE_NARROW",
    "WIDE",
    "Canvas",
    "ConstraintMap",
    "Point",
    "constraint_map",
    "leaning_points_of",
    "points_of",
]
