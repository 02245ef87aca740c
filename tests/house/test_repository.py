"""The repository checks itself: layers, names, sizes, hashes, what no file may hold."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest
from drf_spectacular.renderers import OpenApiYamlRenderer

from distmap.api.reference import openapi_document

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("distmap", "evaluations", "comparisons", "reports", "channels_catalog", "workspaces")
REFUSED_NAMES = {"utils", "helpers", "common", "manager", "service", "handle", "data", "info", "core", "misc"}


def source_files(*folders: str) -> list[Path]:
    return [
        path
        for folder in folders
        for path in sorted((ROOT / folder).rglob("*.py"))
        if "migrations" not in path.parts
    ]


def tracked() -> list[str]:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True)
    return listed.stdout.split("\n")[:-1]


def test_the_top_of_the_repository_holds_what_it_should_and_no_stray_file() -> None:
    folders = {*PACKAGES, ".ci", "docs", "requirements", "static", "templates", "tests"}
    files = {
        ".dockerignore", ".editorconfig", ".env.example", ".gitignore", ".pre-commit-config.yaml", "CHANGELOG.md",
        "CONTRIBUTING.md", "Dockerfile", "LICENSE", "Makefile", "README.md", "docker-compose.yml", "manage.py",
        "pyproject.toml",
    }  # fmt: skip
    assert {path.split("/")[0] for path in tracked()} == folders | files


def test_the_layers_hold() -> None:
    command = [Path(sys.executable).parent / "lint-imports", "--no-cache"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("path", source_files(*PACKAGES), ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_is_small_and_named_for_what_it_is(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert path.stem not in REFUSED_NAMES
    assert text.count("\n") <= 400
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert (node.end_lineno or 0) - node.lineno < 60, node.name


@pytest.mark.parametrize("folder", ["views", "api"])
@pytest.mark.parametrize("package", PACKAGES[1:])
def test_doors_fetch_through_visible_to(package: str, folder: str) -> None:
    for path in (path for path in source_files(package) if folder in path.parts):
        found = re.findall(r"\.objects\.(?!visible_to|hidden_from)\w+", path.read_text(encoding="utf-8"))
        assert not found, f"{path.relative_to(ROOT)}: {found}"


def test_the_project_speaks_no_word_of_the_domain() -> None:
    """But where it puts the apps together: settings, addresses, probes, gauges and the command that runs them."""
    together = {"settings.py", "urls.py", "health.py", "gauges.py", "checks.py"}
    for path in source_files("distmap"):
        if path.name in together or "management" in path.parts:
            continue
        found = re.findall(
            r"\b(?:verdict|evaluation|comparison|channel|surface|constraint map|growth model|catalog)s?\b",
            path.read_text(encoding="utf-8"),
            re.IGNORECASE,
        )
        assert not found, f"{path.relative_to(ROOT)}: {found}"


def test_every_app_has_its_place_in_the_contract() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    [layers] = re.findall(r'name = "Apps stand.*?layers = \[(.*?)\n\]', text, re.DOTALL)
    apps = {path.parent.name for path in ROOT.glob("*/apps.py")} - {"distmap"}
    rooms = {f"distmap.{path.stem}" for path in (ROOT / "distmap").iterdir() if path.suffix in {".py", ""}}
    outside = {
        "__init__",
        "__pycache__",
        "apps",
        "settings",
        "celery",
        "asgi",
        "rsgi",
        "wsgi",
        "logs",
        "fonts",
        "static_files",
    }
    named = set(re.findall(r"[\w.]+", layers.replace('"', " ")))
    assert apps | {room for room in rooms if room.removeprefix("distmap.") not in outside} == named


def test_templates_hold_no_inline_script_or_style() -> None:
    for path in (ROOT / "templates").rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        name = str(path.relative_to(ROOT))
        # A block of JSON is data that a script reads: the policy does not run it.
        assert not re.search(r"<script(?![^>]*\b(?:src=|type=\"application/json\"))", text), name
        assert not re.search(r"\sstyle=|\son\w+=\"", text), name
        if "reports/standalone" not in name:
            assert "<style" not in text, name


def test_a_short_comment_of_a_template_ends_on_its_line() -> None:
    """Django reads `{# … #}` on one line alone: over two, the page would show it."""
    for path in (ROOT / "templates").rglob("*.html"):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            assert line.count("{#") == line.count("#}"), f"{path.relative_to(ROOT)}:{number}"


def test_requirements_are_hashed_and_name_no_host() -> None:
    for name in ("base", "dev"):
        text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
        assert "http" not in text
        pinned = re.findall(r"^[a-z0-9._-]+(?:\[[^]]*\])?==\S+", text, flags=re.MULTILINE | re.IGNORECASE)
        assert len(pinned) > 30
        assert text.count("--hash=sha256:") >= len(pinned)


def test_no_file_is_big_or_holds_merge_marks() -> None:
    for name in tracked():
        path = ROOT / name
        if path.suffix in {".png", ".txt"} or name == "docs/openapi.yaml" or not path.exists():
            continue
        body = path.read_bytes()
        # An earlier release is one whole catalog, as published: it is as large as that catalog was.
        whole_catalog = name.startswith("channels_catalog/releases/")
        assert len(body) < 200_000 or whole_catalog, name
        assert b"\n<<<<<<< " not in body, name


def test_each_decision_has_a_number_of_its_own_and_is_headed_by_it() -> None:
    numbers = []
    for path in sorted((ROOT / "docs" / "decisions").glob("*.md")):
        number = int(path.name.partition("-")[0])
        assert path.read_text(encoding="utf-8").startswith(f"# {number}. "), path.name
        numbers.append(number)
    assert numbers == list(range(1, len(numbers) + 1))


def test_migrations_are_complete() -> None:
    done = subprocess.run(
        [sys.executable, "manage.py", "makemigrations", "--check", "--dry-run"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_written_api_description_is_what_the_code_says() -> None:
    """A change of the API shows in review as a change of docs/openapi.yaml."""
    written = ROOT / "docs" / "openapi.yaml"
    said = OpenApiYamlRenderer().render(openapi_document())
    same = written.exists() and written.read_bytes() == said
    assert same, (
        "docs/openapi.yaml is not what the code says. Write it anew with `make schema` (that is: "
        ".venv/bin/python manage.py spectacular --validate --fail-on-warn --file docs/openapi.yaml), and commit it "
        "with your change. After a merge conflict in it: the same."
    )


def test_every_environment_variable_is_in_the_example() -> None:
    named = re.findall(
        r'env\.\w+\(\s*"(\w+)"', (ROOT / "distmap" / "settings.py").read_text(encoding="utf-8")
    )
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    hidden = {"DISTMAP_TEST_DATA", "DISTMAP_REPORT_STEP_PAUSE", "DISTMAP_REPORT_PAUSE_AT"}
    assert not [name for name in named if name not in example and name not in hidden]
