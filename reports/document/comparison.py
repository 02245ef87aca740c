"""Composing the report of a comparison, from its frozen result alone. Pure."""

from comparisons.result import ComparisonResult, MemberHead
from comparisons.wording import shown_agreement
from evaluations.vocabulary import VERDICT_MEANINGS, VERDICT_ORDER, VERDICT_WORDS
from evaluations.wording import capitalised, listed
from reports.blocks import (
    Block,
    Bullets,
    Cell,
    Column,
    Document,
    Paragraph,
    Section,
    Span,
    Table,
    Term,
    Terms,
    cell,
    line,
    quiet,
    strong,
    text,
)
from reports.document.comparison_brief import brief_sections
from reports.document.comparison_sheets import comparison_records, comparison_sheets
from reports.document.material import shown_date
from reports.document.outcomes import outcome_section
from reports.document.side_by_side import (
    answers_section,
    constraints_section,
    dissent_section,
    glance_section,
    paths_section,
    surfaces_section,
)
from reports.frozen_comparison import COMPARISON_EXECUTIVE, FrozenComparison, result_of
from reports.local_times import in_zone, with_zone, zone_named

_OF_WHAT = {"over_time": "over time", "subjects": "of subjects", "raters": "of raters"}
KIND_WORDS = {"over_time": "Over time", "subjects": "Different subjects", "raters": "Several raters"}
_KIND_MEANS = {
    "over_time": "One subject at several moments. A change of fit is clear where the ranges before and after do not "
    "overlap; else it is counted how often it rises over all that is open on both sides.",
    "subjects": "Different subjects. One is clearly ahead of another where the low end of its lesser of fit and "
    "support lies above the other’s high end; no finer difference is claimed.",
    "raters": "Several people on one subject. The panel takes each question’s answers together first and judges then; "
    "disagreement widens its ranges.",
}
_LEFT_OUT = {
    "reworded": "it is worded differently",
    "not_everywhere": "not every member’s catalog asks it",
    "other_match": "the match with the growth model differs; the base’s is taken",
}


def compose_comparison(frozen: FrozenComparison, *, document_sha256: str) -> Document:
    """The finding, the members, paths and items side by side, what is not compared, and how to check it."""
    frozen = in_zone(frozen, frozen.zone)
    is_brief = frozen.template == COMPARISON_EXECUTIVE
    sections = brief_sections(frozen, document_sha256) if is_brief else _full(frozen, document_sha256)
    return Document(
        title=frozen.subject.title,
        subtitle=f"Comparison {_OF_WHAT[frozen.setting.kind]}",
        date=shown_date(frozen.date),
        facts=_facts(frozen),
        sections=tuple(section for section in sections if section is not None),
        form="executive" if is_brief else "full",
        sheets=with_zone(comparison_sheets(frozen), frozen.zone),
        records=comparison_records(frozen),
    )


def _full(frozen: FrozenComparison, document_sha256: str) -> tuple[Section | None, ...]:
    found = result_of(frozen)
    return (
        _finding(found),
        _members(found),
        glance_section(found),
        outcome_section(found),
        paths_section(found),
        surfaces_section(found),
        constraints_section(found),
        answers_section(found),
        dissent_section(found),
        _not_compared(found),
        _appendix(frozen, document_sha256),
    )


def _facts(frozen: FrozenComparison) -> tuple[Term, ...]:
    found = result_of(frozen)
    base = found.members[found.base].alias if found.base is not None else "None"
    return (
        Term("Kind", text(KIND_WORDS[frozen.setting.kind])),
        Term("Members", text(str(len(found.members)))),
        Term("Compared with", text(base)),
        Term("Paths", text(str(len(found.paths)))),
        Term("As of", text(zone_named(shown_date(frozen.date), frozen.zone))),
    )


def _finding(found: ComparisonResult) -> Section:
    blocks: list[Block] = [Paragraph(text(found.headline), tone="lead")]
    if found.sentences:
        blocks.append(Bullets(tuple(text(sentence) for sentence in found.sentences)))
    return Section(key="finding", title="The finding", blocks=tuple(blocks))


def _members(found: ComparisonResult) -> Section:
    columns = ("Member", "Evaluation", "As of", "Answered", "Growth model", "Catalog")
    table = Table(
        caption="The members",
        columns=tuple(Column(name) for name in columns),
        rows=tuple(_member(found, member) for member in found.members),
    )
    return Section(key="members", title="What is compared", blocks=(line(_KIND_MEANS[found.kind]), table))


def _member(found: ComparisonResult, member: MemberHead) -> tuple[Cell, ...]:
    is_base = found.base is not None and found.members[found.base] is member
    name = cell(
        strong(f"{member.letter} {member.alias}"),
        quiet("the others are compared with it") if is_base else None,
    )
    if member.state == "deleted":
        return (name, cell(member.title), cell("deleted"), cell(), cell(), cell())
    progress, model, kept = member.progress, member.growth_model, member.snapshot
    return (
        name,
        cell(member.title),
        cell(
            shown_date((kept.taken_at if kept else member.changed_at).isoformat())
            if member.changed_at
            else None,
            quiet(f"snapshot {kept.number}, ‘{kept.name}’") if kept else None,
        ),
        cell(f"{progress.answered} of {progress.total}" if progress else None),
        cell(model.name if model else "Not declared"),
        cell(member.release),
    )


def _not_compared(found: ComparisonResult) -> Section | None:
    if not found.left_out:
        return None
    rows = tuple(
        (
            cell(strong(entry.name), quiet(entry.item)),
            cell(f"{capitalised(_LEFT_OUT[entry.reason])}."),
            cell(listed([found.members[place].alias for place in entry.asked_by])),
        )
        for entry in found.left_out
    )
    columns = (Column("Question"), Column("Why it is not compared"), Column("Asked of"))
    lead = line("Members were asked under different releases of the catalog. What follows counts on no side.")
    table = Table(caption="Questions that are not compared", columns=columns, rows=rows)
    return Section(key="left-out", title="Not compared", blocks=(lead, table))


def _appendix(frozen: FrozenComparison, document_sha256: str) -> Section:
    verdicts = tuple(
        Term(VERDICT_WORDS[key], text(f"{capitalised(VERDICT_MEANINGS[key])}.")) for key in VERDICT_ORDER
    )
    parts = (
        Section(
            key="reading",
            title="How to read it",
            blocks=(Terms((*verdicts, *_agreement(result_of(frozen)))),),
        ),
        Section(key="origin", title="Where it comes from", blocks=_origin(frozen, document_sha256)),
        Section(key="verifying", title="How to check it", blocks=(_verifying(),)),
    )
    return Section(key="appendix", title="Appendix", parts=parts)


def _agreement(found: ComparisonResult) -> tuple[Term, ...]:
    """The figures behind what the finding says in words of two orders, and of raters."""
    if found.over_time:
        told = [
            f"{member.alias} {shown_agreement(part.tau_b)}"
            for member, part in zip(found.members, found.over_time.members, strict=True)
            if part and part.tau_b is not None
        ]
        said = "Kendall’s tau-b against the base’s order; 1 is the same order, −1 the reverse"
        return (Term("Order of the paths", text(f"{said}. {', '.join(told)}.")),) if told else ()
    if found.raters and found.raters.alpha.value is not None:
        said = "Krippendorff’s alpha; 1 is full agreement, 0 what chance would give"
        return (
            Term(
                "Agreement of the raters",
                text(f"{said}. {shown_agreement(found.raters.alpha.value)}."),
            ),
        )
    return ()


def _origin(frozen: FrozenComparison, document_sha256: str) -> tuple[Block, ...]:
    members = result_of(frozen).members
    terms = Terms(
        (
            Term("Comparison", text(frozen.subject.title, ", ", _code(frozen.subject.id))),
            Term("Latest change", text(f"{shown_date(frozen.date)}, ", _code(frozen.date))),
            Term("Method", text(frozen.method)),
            Term("Renderer", text(f"{frozen.template}, version {frozen.renderer}")),
            Term("Inputs", text("SHA-256 ", _code(frozen.inputs_sha256))),
            Term("Figures", text("SHA-256 ", _code(frozen.figures_sha256))),
            Term("Frozen document", text("SHA-256 ", _code(document_sha256))),
        )
    )
    rows = tuple(
        (
            cell(strong(members[column.place].alias)),
            cell(_code(members[column.place].evaluation or "")),
            cell(f"{column.catalog_version}, method {column.method}", quiet(column.catalog_sha256)),
            cell(_code(column.inputs_sha256)),
        )
        for column in frozen.columns
    )
    columns = (Column("Member"), Column("Evaluation"), Column("Catalog release"), Column("Inputs, SHA-256"))
    return (terms, Table(caption="Each member’s inputs", columns=columns, rows=rows))


def _verifying() -> Bullets:
    again = text(
        "On the report’s page in distmap, or with ",
        _code("manage.py verify_report"),
        ": the figures are reckoned again from the frozen inputs of each member, the report is composed and rendered "
        "again, and all of it is compared.",
    )
    alone = text(
        "Without distmap’s database: the JSON form holds each member’s inputs under ",
        _code("document.columns"),
        "; each can be given to ",
        _code("python -m evaluations.scoring"),
        ".",
    )
    return Bullets((again, alone), ordered=True)


def _code(words: str) -> Span:
    return Span(words, tone="code")
