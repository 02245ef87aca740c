"""The look keeps its promises: declared components, a whole gallery, honest numbers, one style sheet."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.storage import FileSystemStorage
from django.template import Context, Template, TemplateSyntaxError
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation

from distmap.static_files import FOLDED, HashedStaticFiles, ImportNotFolded, folded
from distmap.styleguide import samples, styleguide
from distmap.templatetags import figures
from distmap.templatetags.naming import ICON_BOX, JOB_STATES, LIKELIHOODS, SAVE_STATES, VERDICTS
from distmap.templatetags.numbers import shown_difference, shown_range, shown_score, shown_share
from distmap.templatetags.ui import register

ROOT = Path(settings.BASE_DIR)
TEMPLATES = ROOT / "templates"
STYLES = ROOT / "static" / "css"
GALLERY = "".join(path.read_text() for path in sorted((TEMPLATES / "styleguide").glob("*.html")))


def drawn(source: str, **values: object) -> str:
    return Template("{% load ui %}" + source).render(Context(values))


@pytest.fixture
def plain_static_files(settings: object) -> None:
    """Files by their own names, as nothing is collected in tests."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}


@pytest.fixture
def gallery(db: None, plain_static_files: None) -> str:
    request = RequestFactory().get("/styleguide/")
    return styleguide(request).content.decode()


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
    assert (shown["verdicts"], shown["save_states"]) == (list(VERDICTS), list(SAVE_STATES))
    assert (shown["job_states"], shown["likelihoods"]) == (JOB_STATES, list(LIKELIHOODS))
    for key in VERDICTS:
        assert f'data-tone="{key}"' in gallery
    for state in (*SAVE_STATES, *JOB_STATES):
        assert f'data-state="{state}"' in gallery


def test_every_block_of_the_style_sheet_has_a_sample(gallery: str) -> None:
    """A block is named like its file; one that no sample uses is dead, or hidden from whoever changes it."""
    blocks = {path.stem.replace("_", "-") for path in (STYLES / "components").glob("*.css")}
    named_otherwise = {"empty-state": "empty", "report": "job"}
    elsewhere = {"masthead", "footer", "entrance", "report-article"}
    names = {named_otherwise.get(block, block) for block in blocks - elsewhere}
    assert {name for name in names if not re.search(rf'class="[^"]*\b{name}', gallery)} == set()


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


@pytest.mark.parametrize("name", [*VERDICTS, "fights"])
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


# Style sheets and collecting


def found(folder: Path) -> dict[str, tuple[FileSystemStorage, str]]:
    """A folder as collecting passes it around."""
    storage = FileSystemStorage(location=folder)
    paths = (path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return {path: (storage, path) for path in paths}


def put(folder: Path, **files: str) -> None:
    for name, text in files.items():
        path = folder / name.replace("__", "/").replace("_css", ".css").replace("_js", ".js")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def test_imports_are_folded_into_their_layers(tmp_path: Path) -> None:
    put(tmp_path, css__parts__a_css=".a { color: red; }\n")
    text = '@layer base, parts;\n@import "parts/a.css" layer(parts);\n'
    assert folded(text, name=FOLDED, found=found(tmp_path)) == (
        "@layer base, parts;\n@layer parts {\n.a { color: red; }\n}\n\n"
    )


@pytest.mark.parametrize("content", ['@import "b.css";', ".a { background: url(b.png); }", None])
def test_an_import_that_would_break_when_folded_is_refused(tmp_path: Path, content: str | None) -> None:
    if content is not None:
        put(tmp_path, css__a_css=content)
    with pytest.raises(ImportNotFolded):
        folded('@import "a.css" layer(base);', name=FOLDED, found=found(tmp_path))


def test_collected_files_are_hashed_folded_compressed_and_refer_to_each_other(
    tmp_path: Path, settings: object
) -> None:
    settings.DEBUG = False
    sources, target = tmp_path / "sources", tmp_path / "target"
    put(sources, css__app_css='@import "a.css" layer(base);\n', css__a_css=".a { color: red; }\n" * 40,
        js__page_js='import { b } from "./b.js";\nb();\n', js__b_js="export function b() {}\n")  # fmt: skip
    put(target, css__app_css="x", css__a_css="x", js__page_js="x", js__b_js="x")
    storage = HashedStaticFiles(location=str(target), base_url="/static/")
    outcome = list(storage.post_process(found(sources)))
    assert [name for name, _, done in outcome if isinstance(done, Exception)] == []
    sheet = target / storage.stored_name("css/app.css")
    assert sheet.read_text().startswith("@layer base {\n.a { color: red; }")
    assert sheet.with_name(sheet.name + ".gz").exists()
    script = (target / storage.stored_name("js/page.js")).read_text()
    assert f'from "./{Path(storage.stored_name("js/b.js")).name}"' in script


def test_the_real_style_sheet_folds_whole_and_stays_small() -> None:
    paths = found(ROOT / "static")
    sheet = folded((STYLES / "app.css").read_text(), name=FOLDED, found=paths)
    imported = re.findall(r'@import "([^"]+)"', (STYLES / "app.css").read_text())
    present = {path.relative_to(STYLES).as_posix() for path in STYLES.rglob("*.css")}
    linked = set(re.findall(r"{% static 'css/([^']+)' %}", "".join(p.read_text() for p in TEMPLATES.rglob("*.html"))))
    assert "@import" not in sheet
    assert present - set(imported) - linked == set()
    assert len(sheet.encode()) < 76_000


def style_rules() -> Iterator[tuple[str, str]]:
    for path in sorted(STYLES.rglob("*.css")):
        yield path.name, re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.DOTALL)


def test_no_style_is_important_and_colours_are_tokens() -> None:
    for name, text in style_rules():
        assert "!important" not in text, name
        if name not in {"tokens.css", "print.css", "confirm.css", "list.css"}:
            assert not re.search(r"#[0-9a-f]{3,8}\b(?=[^{]*;)|rgb\(", text), name


def test_every_token_used_is_defined() -> None:
    text = "".join(text for _, text in style_rules())
    defined = set(re.findall(r"(--[\w-]+)\s*:", text))
    assert set(re.findall(r"var\((--[\w-]+)\)", text)) - defined == set()


def test_templates_hold_no_style_or_script_of_their_own() -> None:
    for path in [*TEMPLATES.glob("*.html"), *(TEMPLATES / "components").rglob("*.html")]:
        text = path.read_text()
        assert not re.search(r'\sstyle="|<style|\son\w+="|<script(?![^>]*\bsrc=)', text), path


def test_the_page_of_last_resort_needs_no_context(plain_static_files: None) -> None:
    page = render_to_string("500.html")
    assert "Something broke on our side" in page
