"""Pictures as plain numbers, for templates to draw: pure geometry, the same for page, report and file.

constraint_map(points, WIDE)       the map of an evaluation, labelled by name
constraint_map(points, NARROW)     the same for a phone, labelled by number
"""

from evaluations.pictures.constraint_map import ConstraintMap, constraint_map
from evaluations.pictures.points import Point, points_of
from evaluations.pictures.sheet import NARROW, WIDE, Sheet

__all__ = ["NARROW", "WIDE", "ConstraintMap", "Point", "Sheet", "constraint_map", "points_of"]
