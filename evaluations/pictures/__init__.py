"""Pictures as plain numbers, for templates to draw: pure geometry, the same for page, report and file.

constraint_map(points, WIDE)       the map of an evaluation, labelled by name
constraint_map(points, NARROW)     the same for a phone, labelled by number
"""

from evaluations.pictures.canvas import NARROW, WIDE, Canvas
from evaluations.pictures.constraint_map import ConstraintMap, constraint_map
from evaluations.pictures.points import Point, points_of

__all__ = ["NARROW", "WIDE", "Canvas", "ConstraintMap", "Point", "constraint_map", "points_of"]
