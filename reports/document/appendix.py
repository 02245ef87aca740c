"""How the report was made, how to read its words, and how anybody can check it."""

from evaluations.vocabulary import VERDICT_ORDER, VERDICT_WORDS
from evaluations.wording import capitalised
from reports.blocks import Block, Bullets, Section, Span, Term, Terms, line, text
from reports.document.material import Issued, Material, shown_date, snapshot_words
from reports.frozen import FrozenSnapshot


def appendix_section(material: Material) -> Section:
    parts = (
        Section(key="reading", title="How to read it", blocks=_reading(material)),
        Section(key="origin", title="Where it comes from", blocks=(_origin(material),)),
        Section(key="verifying", title="How to check it", blocks=_verifying()),
    )
    return Section(key="appendix", title="Appendix", parts=parts)


_FIT_AND_SUPPORT = (
    "Fit says whether market and product suit a path: a mean of five dimensions that the weakest can cap. "
    "Support says whether the company can carry it: the least of capability, constraint and growth-model "
    "match. An answer is a range, the wider the weaker its evidence; an unanswered question is the whole "
    "scale."
)


_ISSUED = (
    "Fit says whether market and product suit a path: a mean of five dimensions that the weakest can cap. Support says "
    "whether the company can carry it: the least of capability, constraint and growth-model match. An answer is one of "
    "five levels, and its grade says how likely a measurement would land elsewhere: never (measured), rarely "
    "(observed), sometimes (reported), often (assumed).",
    "A verdict is issued only if no open question could change it, if it would hold with a chance of at least 66 % "
    "should answers turn out worse or better, and, but for Park, if enough of what carries it was seen or measured. "
    "Otherwise the path is to be found out about first, with the way it leans and the shortest road to a verdict.",
    "Everything that is said to lead to a verdict was tried: the answers were set, the path was judged again by the "
    "same rules, and that verdict was issued.",
)


def _reading(material: Material) -> tuple[Block, ...]:
    catalog = material.frozen.catalog
    verdicts = tuple(
        Term(VERDICT_WORDS[key], text(f"{capitalised(material.meaning(key))}.")) for key in VERDICT_ORDER
    )
    levels = tuple(Term(word.name, text(word.meaning)) for word in catalog.levels)
    grades = tuple(Term(word.name, text(word.meaning)) for word in catalog.grades)
    reading = _ISSUED if isinstance(material, Issued) else (_FIT_AND_SUPPORT,)
    return (*map(line, reading), Terms(verdicts), Terms(levels), Terms(grades), line(catalog.ai_statement))


def _origin(material: Material) -> Terms:
    frozen = material.frozen
    return Terms(
        (
            Term("Evaluation", text(frozen.subject.title, ", ", _code(frozen.subject.id))),
            *_snapshot(frozen.subject.snapshot),
            Term("Status", text(frozen.subject.status.capitalize())),
            Term("Latest change", text(f"{shown_date(frozen.date)}, ", _code(frozen.date))),
            Term("Method", text(frozen.method)),
            Term(
                "Catalog release", text(f"{frozen.catalog.version}, SHA-256 ", _code(frozen.catalog.sha256))
            ),
            Term("Renderer", text(f"{frozen.template}, version {frozen.renderer}")),
            Term("Inputs", text("SHA-256 ", _code(frozen.inputs_sha256))),
            Term("Frozen document", text("SHA-256 ", _code(material.document_sha256))),
        )
    )


def _snapshot(snapshot: FrozenSnapshot | None) -> tuple[Term, ...]:
    if snapshot is None:
        return ()
    return (Term("Snapshot", text(snapshot_words(snapshot), ", ", _code(snapshot.id))),)


def _verifying() -> tuple[Block, ...]:
    again = text(
        "On the report’s page in distmap, or with ",
        _code("manage.py verify_report"),
        ": the frozen document is scored, composed and rendered again, and compared byte by byte.",
    )
    alone = text(
        "Without distmap’s database: the JSON form holds the inputs under ",
        _code("document.inputs"),
        "; given to ",
        _code("python -m evaluations.scoring"),
        " they yield what stands under ",
        _code("result"),
        ".",
    )
    digests = text("Both digests are taken of JSON with sorted keys and no spaces, in UTF-8.")
    return (Bullets((again, alone, digests), ordered=True),)


def _code(words: str) -> Span:
    return Span(words, tone="code")
