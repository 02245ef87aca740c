"""How the text of the code stands: `python -m tests.house.measures` prints every measure; tests hold the bounds.

A measure is a function without arguments that returns a number. Of Python, the packages that ship are measured,
without migrations; tests and their data are not.
"""

import ast
import gzip
import io
import re
import tokenize
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from statistics import median, quantiles

ROOT = Path(__file__).resolve().parents[2]
WIDTH = 110
DIALECT = {"kept", "told", "said", "asked", "listed", "found", "drawn", "shown", "given", "taken", "made"}

Function = ast.FunctionDef | ast.AsyncFunctionDef


def _paths(pattern: str, *folders: str) -> list[Path]:
    return sorted(path for folder in folders for path in (ROOT / folder).rglob(pattern))


def packages() -> list[str]:
    """The packages at the top that ship: each has a module and none is of tests."""
    return sorted(
        path.parent.name for path in ROOT.glob("*/__init__.py") if path.parent.name not in {"tests", "docs"}
    )


@cache
def templates() -> dict[Path, list[str]]:
    """The lines of each template."""
    return {path: path.read_text(encoding="utf-8").splitlines() for path in _paths("*.html", "templates")}


@cache
def styles() -> dict[Path, list[str]]:
    """The lines of each style sheet, of pages and of rendered files."""
    paths = _paths("*.css", "static/css", *packages())
    return {path: path.read_text(encoding="utf-8").splitlines() for path in paths}


@cache
def modules() -> dict[Path, str]:
    """The text of each module that ships, without migrations."""
    paths = [path for path in _paths("*.py", *packages()) if "migrations" not in path.parts]
    return {path: path.read_text(encoding="utf-8") for path in paths}


@cache
def trees() -> dict[Path, ast.Module]:
    return {path: ast.parse(text) for path, text in modules().items()}


def functions() -> Iterator[Function]:
    for tree in trees().values():
        for node in ast.walk(tree):
            if isinstance(node, Function):
                yield node


def is_private(name: str) -> bool:
    return name.startswith("_") and not name.startswith("__")


# Markup


def share_of_wide_markup() -> float:
    """Percent of all characters of templates that stand on lines over 200 wide."""
    lines = [line for each in templates().values() for line in each]
    return 100 * sum(len(line) for line in lines if len(line) > 200) / sum(map(len, lines))


def longest_markup_line() -> int:
    return max(len(line) for each in templates().values() for line in each)


def markup_lines_over_width() -> int:
    return len(wide_markup())


def wide_markup() -> list[str]:
    """Lines of templates over the width, as `path: line`."""
    return [
        f"{path.relative_to(ROOT)}: {line.strip()}"
        for path, lines in templates().items()
        for line in lines
        if len(line) > WIDTH
    ]


def style_width_at_90_percent() -> float:
    """The width that nine of ten lines of style sheets keep within; empty lines do not count."""
    return quantiles([len(line) for each in styles().values() for line in each if line.strip()], n=10)[-1]


def longest_style_line() -> int:
    return max(len(line) for each in styles().values() for line in each)


def style_sheet_bytes() -> int:
    """Gzipped bytes of the one style sheet that every page loads: `app.css` with its imports in their places."""
    folder = ROOT / "static" / "css"
    text = re.sub(
        r'@import "([^"]+)" layer\((\w+)\);',
        lambda match: f"@layer {match[2]} {{{(folder / match[1]).read_text(encoding='utf-8')}}}",
        (folder / "app.css").read_text(encoding="utf-8"),
    )
    return len(gzip.compress(text.encode(), mtime=0))


# Python


def lines_of_python() -> int:
    return sum(text.count("\n") for text in modules().values())


def median_module_length() -> float:
    """Lines of the module in the middle, of those that hold anything."""
    return median(text.count("\n") for text in modules().values() if text.strip())


def longest_module() -> int:
    return max(text.count("\n") for text in modules().values())


def longest_function() -> int:
    """Lines of the longest function, without its decorators."""
    return max((node.end_lineno or node.lineno) - node.lineno + 1 for node in functions())


def share_of_private_functions() -> float:
    names = [node.name for node in functions()]
    return 100 * sum(map(is_private, names)) / len(names)


def share_of_functions_used_once() -> float:
    """Percent of all functions that are private to their module and named there once beside their definition."""
    once = total = 0
    for tree in trees().values():
        names = Counter(
            node.id if isinstance(node, ast.Name) else node.attr
            for node in ast.walk(tree)
            if isinstance(node, ast.Name | ast.Attribute)
        )
        defined = [node.name for node in ast.walk(tree) if isinstance(node, Function)]
        total += len(defined)
        once += sum(is_private(name) and names[name] == 1 for name in defined)
    return 100 * once / total


def string_subscripts() -> int:
    """How often a value is taken by a literal key, as in x["name"]: what a type checker cannot follow."""
    return sum(
        isinstance(node, ast.Subscript)
        and isinstance(node.slice, ast.Constant)
        and isinstance(node.slice.value, str)
        for tree in trees().values()
        for node in ast.walk(tree)
    )


def untyped_mappings() -> int:
    """How often a signature or a variable is a mapping of anything: dict[str, Any] and Mapping[str, Any]."""
    return sum(len(re.findall(r"\b(?:dict|Mapping)\[str, Any\]", text)) for text in modules().values())


def share_of_comment_lines() -> float:
    """Percent of lines that have a comment; directives such as noqa do not count."""
    return 100 * sum(map(_comments, modules().values())) / lines_of_python()


def _comments(text: str) -> int:
    tokens = tokenize.generate_tokens(io.StringIO(text).readline)
    directive = re.compile(r"#\s*(noqa|type:|fmt:|pragma|djlint)")
    return sum(token.type == tokenize.COMMENT and not directive.match(token.string) for token in tokens)


def participle_names() -> int:
    """Functions, classes and modules named by a bare participle (kept, told, said …) or ending in one."""
    names = [node.name for node in functions()]
    names += [
        node.name for tree in trees().values() for node in ast.walk(tree) if isinstance(node, ast.ClassDef)
    ]
    names += [path.stem for path in modules()]
    return sum(name.lower().rpartition("_")[2] in DIALECT for name in names)


def format_skips() -> int:
    """How often code, tests included, is kept from the formatter."""
    paths = _paths("*.py", *packages(), "tests")
    return sum(path.read_text(encoding="utf-8").count("# fmt: " + "skip") for path in paths)


MEASURES: dict[str, Callable[[], float]] = {
    "markup: % of characters on lines over 200 wide": share_of_wide_markup,
    "markup: longest line": longest_markup_line,
    f"markup: lines over {WIDTH} wide": markup_lines_over_width,
    "styles: width at the 90th percentile": style_width_at_90_percent,
    "styles: longest line": longest_style_line,
    "styles: gzipped bytes of the sheet of every page": style_sheet_bytes,
    "python: lines without tests": lines_of_python,
    "python: median lines of a module": median_module_length,
    "python: lines of the longest module": longest_module,
    "python: lines of the longest function": longest_function,
    "python: % of functions private": share_of_private_functions,
    "python: % of functions private and used once": share_of_functions_used_once,
    'python: subscripts by a literal, x["name"]': string_subscripts,
    "python: mappings of anything, dict[str, Any]": untyped_mappings,
    "python: % of lines with a comment": share_of_comment_lines,
    "python: names that are or end in a participle": participle_names,
    "python: kept from the formatter": format_skips,
}


if __name__ == "__main__":
    for name, measure in MEASURES.items():
        print(f"{measure():>10.6g}  {name}")
