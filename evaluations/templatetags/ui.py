"""The components, as `{% load ui %}` gives them: every part of the look that has a state.

A wrong or missing keyword is a TemplateSyntaxError. Each component is shown in every state at /styleguide/.
What is only an arrangement of elements has a class and no tag.
"""

from django import template

from evaluations.templatetags import controls, frames, marks, pictures

register = template.Library()
for part in (marks, pictures, controls, frames):
    register.tags.update(part.register.tags)
    register.filters.update(part.register.filters)
