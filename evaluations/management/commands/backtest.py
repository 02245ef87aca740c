"""Hold both methods against public cases of which history knows the end."""

import argparse
from pathlib import Path
from typing import Any

import yaml
from django.core.management.base import BaseCommand

from channels_catalog.shipped import CONTENT
from evaluations.scoring.history import METHODS, RUNS, CaseRow, PathOfCase, backtest, counts


def read_cases(folder: Path) -> list[dict[str, Any]]:
    """Every case in a folder, by file name."""
    return [_read(path) for path in sorted(folder.glob("*.yaml"))]


def read_paths(content: Path) -> dict[str, PathOfCase]:
    """The paths of a catalog's files."""
    links = _read(content / "surface_links.yaml")
    alignment = _read(content / "alignment.yaml")
    return {
        path.stem: _path(_read(path), links[path.stem], alignment)
        for path in sorted((content / "channels").glob("*.yaml"))
    }


def _read(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def _path(checklist: dict[str, Any], links: dict[str, int], alignment: dict[str, Any]) -> PathOfCase:
    constraint = checklist["constraint"]
    factors = {factor["key"]: factor["role"] for factor in checklist["factors"]}
    return PathOfCase(
        key=checklist["key"],
        factors=factors,
        constraint=constraint["key"],
        surfaces=links,
        alignment={model: cells[checklist["key"]] for model, cells in alignment.items()},
        economics=tuple(
            factor["key"] for factor in checklist["factors"] if factor.get("asks") == "economics"
        ),
    )


class Command(BaseCommand):
    help = "Judge every case of a folder by both methods, plainly and under stress, and say what history accepts."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--cases", type=Path, default=CONTENT / "cases", help="the folder of cases")

    def handle(self, *args: Any, **options: Any) -> None:
        paths = read_paths(CONTENT)
        cases = read_cases(options["cases"])
        known = [case for case in cases if case["path"] in paths]
        self.stdout.write(table(list(backtest(known, paths))))
        if len(known) < len(cases):
            lacking = sorted({case["path"] for case in cases if case not in known})
            self.stdout.write(f"\nLeft out, since their paths are not known here: {', '.join(lacking)}.")


def table(rows: list[CaseRow]) -> str:
    """Per case what is accepted, and what each method issues, leans to and comes to; then the counts of each run."""
    head = ["case", "accepted", *(f"method {method}" for method in METHODS)]
    lines = [_line(head), _line(["---"] * len(head))]
    for row in rows:
        cells = [_cell(row, method) for method in METHODS]
        lines.append(_line([row.case, ", ".join(_words(each) for each in row.accepted), *cells]))
    lines += ["", _line(["run", "method", "agree", "open", "other", "wrong", "best"]), _line(["---"] * 7)]
    for run in RUNS:
        for method in METHODS:
            found = counts(rows, method, run)
            lines.append(_line([run, method, *(str(count) for count in found.values())]))
    return "\n".join(lines)


def _cell(row: CaseRow, method: str) -> str:
    judged = row.runs[method, "plain"]
    withheld = f" ({_words(judged.reason)}), leans to {_words(judged.lean)}" if judged.reason else ""
    return f"{_words(judged.verdict)}{withheld}: {judged.holds}"


def _words(key: str) -> str:
    return key.replace("_", " ")


def _line(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"
