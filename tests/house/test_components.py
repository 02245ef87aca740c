"""The look keeps its promises: declared components, a whole gallery, honest numbers, clean templates."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template import Context, Template, TemplateSyntaxError
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation

from evaluations.styleguide import samples, styleguide
from evaluations.templatetags import figures
from evaluations.templatetags.naming import ICON_BOX, JOB_STATES, SAVE_STATES
from evaluations.templatetags.numbers import shown_difference, shown_range, shown_score, shown_share
from evaluations.templatetags.ui import register
from evaluations.vocabulary import LIKELIHOODS, VERDICT_WORDS
from tests.markup import squeezed

ROOT = Path(settings.BASE_DIR)
TEMPLATES = ROOT / "templates"
GALLERY = "".join(path.read_text() for path in sorted((TEMPLATES / "styleguide").glob("*.html")))


def drawn(source: str, **values: object) -> str:
    return squeezed(Template("{% load ui %}" + source).render(Context(values)))


@pytest.fixture
def gallery(db: None) -> str:
    request = RequestFactory().get("/styleguide/")
    return squeezed(styleguide(request))


# The gallery


@pytest.mark.parametrize("name", sorted(register.tags))
def test_each_component_is_in_the_gallery(name: str) -> None:
    used = GALLERY + (TEMPLATES / "base.html").read_text()
    assert re.search(rf"{{% {name}\b", used), f"/styleguide/ does not show {name}"


@pytest.mark.parametrize("name", ["score", "share", "difference"])
def test_each_number_filter_is_in_the_gallery(name: str) -> None:
    assert f"|{name}" in GALLERY


def test_the_gallery_shows_every_state(gallery: str) -> None:
    shown = samples()
    assert (shown["verdicts"], shown["save_states"]) == (list(VERDICT_WORDS), list(SAVE_STATES))
    assert (shown["job_states"], shown["likelihoods"]) == (JOB_STATES, list(LIKELIHOODS))
    for key in VERDICT_WORDS:
        assert f'data-tone="{key}"' in gallery
    for state in (*SAVE_STATES, *JOB_STATES):
        assert f'data-state="{state}"' in gallery


def test_every_id_of_the_gallery_is_used_once(gallery: str) -> None:
    ids = re.findall(r'\sid="([^"]+)"', gallery)
    assert sorted(ids) == sorted(set(ids))


# Declared components


@pytest.mark.parametrize(
    ("source", "complaint"),
    [
        ('{% verdict "scale" colour="red" %}', "colour"),
        ('{% verdict "Scale" %}', "none of"),
        ('{% icon "rocket" %}', "none of"),
        ('{% stave label="Fit" lo=0 %}', "hi"),
        ('{% save_state "lost" %}', "none of"),
        ('{% segments name="a" options=options %}', "label"),
        ('{% notice level="loud" %}x{% endnotice %}', "none of"),
        ("{% empty_state %}x{% endempty_state %}", "title"),
        ('{% likelihood "certain" %}', "none of"),
        ("{% steps names=options current=9 %}", "none of"),
    ],
)
def test_a_component_refuses_what_it_does_not_know(source: str, complaint: str) -> None:
    with pytest.raises(TemplateSyntaxError, match=complaint):
        drawn(source, options=[("a", "A")])


@pytest.mark.parametrize("name", [*VERDICT_WORDS, "fights"])
def test_each_verdict_has_a_mark_in_the_sprite(name: str) -> None:
    assert f'id="i-{name}"' in (TEMPLATES / "components" / "_sprite.html").read_text()


def test_the_sprite_and_the_list_of_icons_are_the_same() -> None:
    sprite = (TEMPLATES / "components" / "_sprite.html").read_text()
    drawn_marks = dict(re.findall(r'<symbol id="i-([\w-]+)" viewBox="0 0 (\d+)', sprite))
    assert {name: int(box) for name, box in drawn_marks.items()} == ICON_BOX


def test_a_mark_without_its_word_says_the_verdict() -> None:
    assert 'aria-label="Relieve first"' in drawn('{% verdict "relieve_first" word=False %}')
    assert 'aria-label="Park, fights the growth model"' in drawn(
        '{% verdict "park" word=False fights=True %}'
    )


def test_text_from_people_is_escaped() -> None:
    nasty = "<script>alert(1)</script>"
    page = drawn("{% cartouche facts=f %}{% chain nodes=n %}{% notice title=t %}{{ t }}{% endnotice %}",
                 f=[(nasty, nasty)], n=[nasty, (nasty, nasty)], t=nasty)  # fmt: skip
    assert "<script>" not in page


def test_a_range_is_drawn_the_same_in_every_language() -> None:
    source = '{% stave label="Fit" lo=0.25 hi=0.75 %}'
    with translation.override("de"):
        assert 'x="25.00%" y="5" width="50.00%"' in drawn(source)


@pytest.mark.parametrize(
    ("lo", "hi", "point"), [(0.5, 0.4, None), (-0.1, 0.4, None), (0.2, 1.1, None), (0.2, 0.4, 0.5)]
)
def test_a_range_outside_the_line_is_refused(lo: float, hi: float, point: float | None) -> None:
    with pytest.raises(ValueError, match="needs 0 <= lo"):
        figures.span(lo, hi, point)


def test_a_scale_bar_alternates_and_stops_where_the_answers_do() -> None:
    cells, _ = figures.scalebar_paths(1, 6)
    assert cells == "M0 0h12.0v5h-12.0ZM12 5h6.0v5h-6.0Z"
    assert figures.scalebar_paths(0, 0)[0] == ""
    with pytest.raises(ValueError, match="cannot be answered"):
        figures.scalebar_paths(7, 6)


# Numbers as method 1 shows them


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (0.625, "0.63"),
        (0.125, "0.13"),
        (0.615, "0.62"),
        (1.0, "1.00"),
        (0.0, "0.00"),
        (0.004999, "0.00"),
        (None, "–"),
    ],
)
def test_a_score_has_two_decimals_and_rounds_halves_up(value: float | None, shown: str) -> None:
    assert shown_score(value) == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (0.0, "0 %"),
        (0.0001, "<1 %"),
        (0.0049, "<1 %"),
        (0.005, "1 %"),
        (0.665, "67 %"),
        (0.994, "99 %"),
        (0.995, ">99 %"),
        (0.9999, ">99 %"),
        (1.0, "100 %"),
        (None, "–"),
    ],
)
def test_a_share_is_whole_per_cent_and_never_rounds_to_none_or_all(value: float | None, shown: str) -> None:
    assert shown_share(value) == shown.replace(" ", "\u00a0")


def test_differences_and_ranges_read_as_sentences() -> None:
    assert [shown_difference(value) for value in (0.05, -0.25, 0.004, None)] == [
        "+0.05",
        "−0.25",
        "same",
        "–",
    ]
    assert (shown_range(0.42, 0.88), shown_range(0.25, 0.251)) == ("0.42 to 0.88", "0.25")


def test_the_page_of_last_resort_needs_no_context() -> None:
    page = render_to_string("500.html")
    assert "Something broke on our side" in page
