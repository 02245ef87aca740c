"""One style sheet: folded whole, small, made of tokens that read well in both themes; files hashed."""

import gzip
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.storage import FileSystemStorage

from distmap.static_files import FOLDED, HashedStaticFiles, ImportNotFolded, folded

ROOT = Path(settings.BASE_DIR)
TEMPLATES = ROOT / "templates"
STYLES = ROOT / "static" / "css"


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
    linked = set(
        re.findall(r"{% static 'css/([^']+)' %}", "".join(p.read_text() for p in TEMPLATES.rglob("*.html")))
    )
    assert "@import" not in sheet
    assert present - set(imported) - linked == set()
    assert len(gzip.compress(sheet.encode())) < 20_000, "a first page has 100 KB for everything"


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


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2 defines it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


WORDS = ("ink", "ink-2", "ink-3", "rubric", "v-scale", "v-relieve", "v-design", "v-find", "v-park")
GROUNDS = ("paper", "sheet")
PAIRS = [(word, ground) for word in WORDS for ground in GROUNDS] + [
    *((word, ground) for word in ("ink", "ink-2", "ink-3", "rubric") for ground in ("inset", "rubric-wash")),
    *((word, ground) for word in ("ink", "ink-2") for ground in ("w-scale", "w-relieve", "w-short")),
    *(("v-scale", "w-scale"), ("v-relieve", "w-relieve"), ("v-find", "w-short"), ("v-design", "w-short")),
    *(
        ("on-act", "act"),
        ("on-act", "act-hover"),
        ("on-rubric", "rubric"),
        ("on-slab", "slab"),
        ("on-slab-2", "slab"),
    ),
    *(("paper", "ink"), ("sheet", "ink")),
]


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_words_stand_out_from_every_ground_they_are_set_on(theme: int) -> None:
    tokens = re.findall(r"--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)", (STYLES / "tokens.css").read_text())
    colours = {name: pair[theme] for name, *pair in tokens}
    weak = {pair: round(contrast(*(colours[name] for name in pair)), 2) for pair in PAIRS}
    assert {pair: ratio for pair, ratio in weak.items() if ratio < 4.5} == {}
    assert min(contrast(colours["edge"], colours[ground]) for ground in GROUNDS) >= 3


def test_every_block_of_the_style_sheet_is_used() -> None:
    """The first class of each file names its block; one that no template has is dead."""
    sources = [*TEMPLATES.rglob("*.html"), *ROOT.glob("*/templatetags/*.py")]
    templates = "".join(path.read_text() for path in sources)
    for path in sorted((STYLES / "components").glob("*.css")):
        block = re.search(r"^\s*\.([\w-]+)", path.read_text(), re.MULTILINE)
        assert block, path.name
        assert re.search(rf'class="[^"]*\b{block[1]}\b', templates), (
            f"no template has .{block[1]} of {path.name}"
        )
