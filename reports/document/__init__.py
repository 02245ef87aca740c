"""Composing a report: from a frozen document and its score to one intermediate document. Pure."""

from evaluations.scoring import method2
from evaluations.scoring.method1.result import Result
from reports.blocks import Document, Section, Term, text
from reports.document.answers import answers_section, rule_section
from reports.document.appendix import appendix_section
from reports.document.decision import decision_section
from reports.document.dissent import dissent_section
from reports.document.executive import executive_sections
from reports.document.findings import finding_section, map_section, ranking_section
from reports.document.ground import ai_section, design_map_section, product_section, unknown_section
from reports.document.material import Material, material_of, shown_date
from reports.document.paths import paths_section
from reports.document.relief import relief_section
from reports.document.sheets import records_of, sheets_of
from reports.frozen import EXECUTIVE, FrozenDocument, FrozenSubject
from reports.local_times import in_zone, with_zone, zone_named

__all__ = ["Document", "compose"]


def compose(frozen: FrozenDocument, result: Result | method2.Result, *, document_sha256: str) -> Document:
    """The report in its order: what was decided, the finding, each path, the record of every answer."""
    frozen = in_zone(frozen, frozen.zone)
    material = material_of(frozen, result, document_sha256)
    is_brief = frozen.template == EXECUTIVE
    sections = executive_sections(material) if is_brief else _full(material)
    return Document(
        title=frozen.subject.title,
        subtitle=_subtitle(frozen.subject),
        date=shown_date(frozen.date),
        facts=_facts(material),
        sections=tuple(section for section in sections if section is not None),
        form="executive" if is_brief else "full",
        sheets=with_zone(sheets_of(material), frozen.zone),
        records=records_of(material),
    )


def _full(material: Material) -> tuple[Section | None, ...]:
    return (
        decision_section(material),
        finding_section(material),
        map_section(material),
        relief_section(material),
        ranking_section(material),
        design_map_section(material),
        product_section(material),
        ai_section(material),
        unknown_section(material),
        paths_section(material),
        rule_section(material),
        answers_section(material),
        dissent_section(material),
        appendix_section(material),
    )


def _subtitle(subject: FrozenSubject) -> str:
    if subject.snapshot is None:
        return subject.product.name
    return f"{subject.product.name}, snapshot {subject.snapshot.number} ‘{subject.snapshot.name}’"


def _facts(material: Material) -> tuple[Term, ...]:
    frozen = material.frozen
    counts = material.counts
    model = frozen.growth_model.name if frozen.growth_model else "Not declared"
    snapshot = frozen.subject.snapshot
    kept = (
        (Term("Snapshot", text(f"{snapshot.number}, {shown_date(snapshot.taken_at)}")),) if snapshot else ()
    )
    return (
        *kept,
        Term("Growth model", text(model)),
        Term("Paths", text(str(len(frozen.paths)))),
        Term("Answered", text(f"{counts.answered} of {counts.total}")),
        Term("Seen or measured", text(f"{counts.evidenced} of {counts.rated}")),
        Term("As of", text(zone_named(shown_date(frozen.date), frozen.zone))),
    )
