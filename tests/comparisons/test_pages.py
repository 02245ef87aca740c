"""Pages of comparisons: from the selection at home to five views, and back by undo."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from comparisons.models import Comparison
from comparisons.operations import change_comparison, create_comparison
from comparisons.paths import PanelPath, PathRow
from comparisons.queries import comparisons, result_of, setting_of, whole
from comparisons.result import ComparisonResult, LeaderChange, MemberChange, MemberHead, OverTimePart
from comparisons.rules import MemberInput
from comparisons.views import drafting
from comparisons.views.cells import path_row
from comparisons.views.course import moved_fits
from evaluations.answers.operations import save_answers
from evaluations.models import Evaluation
from evaluations.scoring.method1.comparing import FitChange, OneSided, PathChange, VerdictChange
from evaluations.scoring.plain import plain as as_json
from evaluations.versions.operations import take_snapshot
from evaluations.wording import show_score
from evaluations.work.operations.evaluations import delete_evaluation
from reports.operations.purging import purge_hidden
from tests.comparisons.conftest import Make, rated, whole_path
from tests.comparisons.releases import reworded
from tests.conftest import NOW
from tests.markup import squeezed
from workspaces.actors import Actor

INTEREST = "community/community-interest"
SHARED = "community/product-shareability"
FIT = [
    INTEREST, "community/product-shareability", "community/community-infrastructure",
    "community/network-growth-potential",
]  # fmt: skip
Clients = Callable[..., Client]


def text(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return " ".join(squeezed(answer).split())


def members(page: str) -> str:
    return page[page.index('id="sides"') :].partition("</ol>")[0]


@pytest.fixture
def pair(make: Make, strategist: Actor) -> tuple[Evaluation, Evaluation]:
    one, other = make("Ledgerline", "May"), make("Osprey", "First look")
    ratings = whole_path(one, "community", "3 observed")
    save_answers(evaluation=one, answers=rated(ratings), by=strategist, now=NOW)
    return one, other


@pytest.fixture
def stored(pair: tuple[Evaluation, Evaluation], compared: Callable[..., Comparison]) -> Comparison:
    return compared("subjects", *pair)


def test_the_selected_rows_become_a_proposal_and_a_comparison(
    pair: tuple[Evaluation, Evaluation], client_of: Clients
) -> None:
    client = client_of("strategist")
    assert "Compare</button>" in text(client, "/")
    chosen = [str(each.pk) for each in pair]
    sent = client.post("/comparisons/new/", {"propose": "1", "evaluation": chosen})
    assert sent.status_code == 302
    form = text(client, sent.headers["Location"])
    assert 'value="Ledgerline and Osprey"' in form
    assert re.search(r'name="kind" value="subjects" checked', form)
    body = {
        "title": "Two",
        "kind": "subjects",
        "member": chosen,
        "base": "1",
        "position-0": "2",
        "position-1": "1",
    }
    made = client.post("/comparisons/new/", body)
    stored = Comparison.objects.get()
    assert made.headers["Location"] == f"/comparisons/{stored.pk}/"
    assert [member.evaluation_id for member in stored.members.all()] == [pair[1].pk, pair[0].pk]
    assert stored.base == 0


def test_one_product_is_proposed_over_time_in_its_order(make: Make, client_of: Clients) -> None:
    older, newer = make("Ledgerline", "May"), make("Ledgerline", "June")
    form = text(client_of("strategist"), f"/comparisons/new/?evaluation={newer.pk}&evaluation={older.pk}")
    assert re.search(r'name="kind" value="over_time" checked', form)
    assert form.index(f'name="member" value="{older.pk}"') < form.index(f'name="member" value="{newer.pk}"')


def test_an_operator_has_no_button_and_may_not(
    pair: tuple[Evaluation, Evaluation], client_of: Clients
) -> None:
    client = client_of("operator")
    assert "Compare</button>" not in text(client, "/")
    assert client.get("/comparisons/new/").status_code == 403


def test_an_older_evaluation_is_found_among_many(
    client_of: Clients, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drafting, "MOST_OFFERED", 21)
    old = make("Çedille", "Spring")
    for number in range(21):
        make("Ledgerline", f"Week {number}")
    client = client_of("strategist")
    assert "The 21 newest can be chosen below" in text(client, "/comparisons/new/")
    sent = {"redraw": "find", "find": "CEDILLE: spring", "title": "Kept"}
    page = client.post("/comparisons/new/", sent)
    assert [key for key, _ in page.context["offer"].choices] == [str(old.pk)]
    assert page.context["draft"].title == "Kept"
    none = client.post("/comparisons/new/", sent | {"find": "nothing"})
    assert "No evaluation holds these words" in " ".join(squeezed(none).split())


def test_each_view_has_an_address_and_shows_its_rows(stored: Comparison, client_of: Clients) -> None:
    client, of = client_of("viewer"), f"/comparisons/{stored.pk}/"
    assert "Ledgerline is clearly ahead" in text(client, of) or "Nobody is clearly ahead" in text(client, of)
    assert "Community Interest" in text(client, f"{of}factors/")
    assert "Workflow" in text(client, f"{of}surfaces/")
    assert "No Repeated Member Value" in text(client, f"{of}constraints/").title()
    assert "Operator’s rule" in text(client, f"{of}answers/")
    assert client.get(f"{of}rings/").status_code == 404


def test_figures_of_table_and_picture_are_the_results(
    stored: Comparison, strategist: Actor, client_of: Clients
) -> None:
    page = text(client_of("viewer"), f"/comparisons/{stored.pk}/")
    found = as_json(result_of(setting_of(whole(comparisons(strategist)).get(pk=stored.pk))))
    for path in found["paths"]:
        row = page[page.index(f'id="row-{path["key"]}"') :].partition("</tr>")[0]
        for cell in path["cells"]:
            assert f"<b>{show_score(cell['V']['point'])}</b>" in row
        for member, cell in zip(found["members"], path["cells"], strict=True):
            assert f"{member['letter']} {member['alias']}: {show_score(cell['V']['point'])}, " in page


def test_only_what_differs_and_only_what_is_unknown(stored: Comparison, client_of: Clients) -> None:
    client, of = client_of("viewer"), f"/comparisons/{stored.pk}/factors/"
    assert "Buying questions" in text(client, of)
    differing = text(client, f"{of}?differs=1")
    assert "Buying questions" not in differing
    assert "Community Interest" in differing
    assert "Buying questions" in text(client, f"{of}?unknown=1")


def test_every_column_sorts_and_says_so(stored: Comparison, client_of: Clients) -> None:
    client, of = client_of("viewer"), f"/comparisons/{stored.pk}/"
    page = text(client, of)
    assert "aria-sort" not in page
    assert re.findall(r'id="sort-1-(\w+)" href="\?sort=([\w-]+)"', page) == [
        ("name", "name"), ("a", "-a"), ("b", "-b"), ("ahead", "-ahead"),
    ]  # fmt: skip
    highest = text(client, f"{of}?sort=-a")
    assert re.search(r'aria-sort="descending"><a class="sort" id="sort-1-a" href="\?sort=a"', highest)
    assert "All two rows, by A, highest first" in highest
    assert "sort=-a" in highest.partition("/export/?")[2].partition('"')[0]
    rows = re.findall(r'id="row-([\w-]+)"', highest)
    assert rows == list(reversed(re.findall(r'id="row-([\w-]+)"', text(client, f"{of}?sort=a"))))
    for wrong in ("c", "--a", "-order", "", "A"):
        assert "aria-sort" not in text(client, f"{of}?sort={wrong}"), wrong


def test_answers_stand_by_path_until_another_order_runs_across_them(
    stored: Comparison, client_of: Clients
) -> None:
    client, of = client_of("viewer"), f"/comparisons/{stored.pk}/answers/"
    assert text(client, of).count("<tbody>") == 4
    assert text(client, f"{of}?sort=spread").count("<tbody>") == 1


def test_subjects_are_set_apart_by_steps_and_no_finer(stored: Comparison, client_of: Clients) -> None:
    page = text(client_of("viewer"), f"/comparisons/{stored.pk}/?figure=value")
    assert re.findall(r"<i>([^<]+)</i>", page) == ["−1 step", "same step"]
    assert "<i>" not in text(client_of("viewer"), f"/comparisons/{stored.pk}/?figure=fit")


def test_over_time_each_change_says_whether_it_is_clear_and_what_it_is_made_of(
    make: Make, compared: Callable[..., Comparison], client_of: Clients
) -> None:
    low = make("Ledgerline", "May", dict.fromkeys(FIT, "1 measured"))
    high = make("Ledgerline", "June", dict.fromkeys(FIT, "3 measured"))
    page = text(client_of("viewer"), f"/comparisons/{compared('over_time', low, high).pk}/")
    row = page[page.index('id="row-community"') :].partition("</tr>")[0]
    assert re.search(
        r'<i>\+0\.\d\d</i></span><span class="heat__range">[^<]+</span><span class="heat__range">clear<', row
    )
    moved = page[page.index('id="moved"') :].partition("</tbody>")[0]
    assert "What moved fit, base to June" in moved
    parts = [
        float(part.replace("−", "-")) for part in re.findall(r"<td[^>]*>(?:<b>)?([+−]?\d\.\d\d)<", moved)
    ]
    *added, together = parts[:7]
    assert sum(added) == pytest.approx(together, abs=0.03)
    assert "moved most" in moved


def test_raters_see_the_panel_beside_themselves_and_what_they_contest(
    make: Make, compared: Callable[..., Comparison], client_of: Clients
) -> None:
    ratings = ("4 observed", "0 observed", "4 observed")
    raters = [
        make("Ledgerline", f"Rater {number}", {INTEREST: told, SHARED: "3 observed"})
        for number, told in enumerate(ratings)
    ]
    page = text(client_of("viewer"), f"/comparisons/{compared('raters', *raters).pk}/")
    row = page[page.index('id="row-community"') :].partition("</tr>")[0]
    assert re.search(r"heat__panel.*<b>0\.\d\d</b>.*\d of 3 share it", row)
    contested = page[page.index('id="contested"') :].partition("</table>")[0]
    assert "Community Interest" in contested
    assert "Product Shareability" not in contested
    assert re.search(r"P Panel: \d\.\d\d", page)


def test_members_on_different_releases_say_so_and_list_what_is_not_compared(
    pair: tuple[Evaluation, Evaluation], make: Make, compared: Callable[..., Comparison], client_of: Clients
) -> None:
    def reword(document: dict[str, Any]) -> None:
        document["factors"][0]["question"] = "Is there anything at all?"

    client = client_of("viewer")
    assert "catalog 20" not in members(text(client, f"/comparisons/{compared('subjects', *pair).pk}/"))
    newer = make("Heron", "May", release=reworded("2027.01", "community", reword))
    page = text(client, f"/comparisons/{compared('subjects', pair[0], newer).pk}/factors/")
    assert "catalog 2027.01" in members(page)
    assert re.search(r"<b>Community Interest</b> asked in other words; on the checklist of A and B", page)
    assert "not compared: asked differently" in page


def test_the_base_is_chosen_in_the_address(stored: Comparison, client_of: Clients) -> None:
    client, of = client_of("viewer"), f"/comparisons/{stored.pk}/"
    assert re.search(r'name="base" value="1" checked', text(client, f"{of}?base=1"))
    for wrong in ("7", "-1", "x", "²", "99999999999"):
        assert re.search(r'name="base" value="0" checked', text(client, f"{of}?base={wrong}")), wrong


def test_a_deleted_member_is_shown_as_such(
    stored: Comparison, pair: tuple[Evaluation, Evaluation], strategist: Actor, client_of: Clients
) -> None:
    delete_evaluation(evaluation=pair[1], by=strategist, now=NOW)
    page = text(client_of("viewer"), f"/comparisons/{stored.pk}/")
    assert "Osprey: First look" in page
    assert "Deleted; nothing of it is compared." in page
    assert "Only Ledgerline is still there" in page
    assert "(deleted)" in text(client_of("viewer"), "/comparisons/")


def test_deleted_members_stay_when_the_form_is_saved(
    pair: tuple[Evaluation, Evaluation], make: Make, strategist: Actor, client_of: Clients
) -> None:
    """A snapshot of a deleted evaluation, and evaluations removed for good: each posts who it is."""
    one, other = pair
    kept = take_snapshot(evaluation=other, name="First", by=strategist, now=NOW)
    removed = [make(product, "May") for product in ("Quill", "Heron")]
    named = [MemberInput(evaluation=each.pk) for each in (*removed, one)]
    stored = create_comparison(
        title="Four", kind="subjects", by=strategist, now=NOW,
        members=[*named, MemberInput(evaluation=other.pk, snapshot=kept.pk)],
    )  # fmt: skip
    for each in removed:
        delete_evaluation(evaluation=each, by=strategist, now=NOW)
    purge_hidden(now=NOW + timedelta(days=31))
    delete_evaluation(evaluation=other, by=strategist, now=NOW)
    client, of = client_of("strategist"), f"/comparisons/{stored.pk}/"
    form = text(client, f"{of}edit/")
    body: dict[str, Any] = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form))
    body |= {
        "member": re.findall(r'name="member" value="([^"]*)"', form),
        "title": "Four",
        "kind": "subjects",
    }
    redrawn = squeezed(client.post(f"{of}edit/", body | {"redraw": "1"}))
    assert "Heron: May" in redrawn
    assert client.post(f"{of}edit/", body | {"alias-0": "Gone"}).headers["Location"] == of
    assert [(each.last_title, each.snapshot_id, each.alias) for each in stored.members.all()] == [
        ("Quill: May", None, "Gone"), ("Heron: May", None, ""), ("Ledgerline: May", None, ""),
        ("Osprey: First look, First", kept.pk, ""),
    ]  # fmt: skip


def test_a_change_by_another_is_told_of_also_after_the_form_was_rearranged(
    stored: Comparison, strategist: Actor, client_of: Clients
) -> None:
    client, of = client_of("strategist"), f"/comparisons/{stored.pk}/edit/"
    change_comparison(comparison=stored, changes={"title": "Theirs"}, by=strategist, now=NOW)
    members = [str(member.evaluation_id) for member in stored.members.all()]
    body = {"title": "Mine", "kind": "subjects", "member": members, "base": "0", "version": "1"}
    assert 'name="version" value="1"' in squeezed(client.post(of, body | {"redraw": "1"}))
    stale = client.post(of, body)
    assert (stale.status_code, 'name="version" value="2"' in squeezed(stale)) == (422, True)


def test_it_is_edited_deleted_and_brought_back(stored: Comparison, client_of: Clients) -> None:
    client, of = client_of("strategist"), f"/comparisons/{stored.pk}/"
    members = [str(member.evaluation_id) for member in stored.members.all()]
    body = {
        "title": "New",
        "kind": "subjects",
        "member": members,
        "base": "0",
        "alias-0": "Ours",
        "version": "1",
    }
    assert client.post(f"{of}edit/", body).headers["Location"] == of
    assert "Ours" in text(client, of)
    stale = client.post(f"{of}edit/", body | {"title": "Other"})
    assert stale.status_code == 422
    assert "Somebody changed this comparison in between" in squeezed(stale)
    client.post(f"{of}delete/")
    assert "New is deleted." in text(client, "/comparisons/")
    assert client.get(of).status_code == 404
    assert client.post(f"{of}restore/").headers["Location"] == of
    assert Comparison.objects.get().title == "New"


def test_a_file_is_taken_along(stored: Comparison, client_of: Clients) -> None:
    client = client_of("viewer")
    answer = client.get(f"/comparisons/{stored.pk}/export/?view=factors&format=csv&differs=1")
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert 'filename="Side-by-side-factors.csv"' in answer.headers["Content-Disposition"]
    assert b"Community Interest" in answer.content
    assert client.get(f"/comparisons/{stored.pk}/export/?view=rings").status_code == 404


@pytest.mark.parametrize(
    ("verdicts", "said"),
    [
        (["scale", "scale", "park"], "0 of 3 share it; most say Scale"),
        (["scale", "park", "design_in_first"], "0 of 3 share it; the most common are Scale, Park and Design in first"),
        (["scale", "scale", "park", "design_in_first"], "0 of 4 share it; the most common is Scale"),
    ],
)  # fmt: skip
def test_beside_the_panel_stands_what_its_raters_really_say(verdicts: list[str], said: str) -> None:
    panel = PanelPath(
        verdict="find_out_first", sharing=0, rater_verdicts=tuple(verdicts), discursive_dilemma=True,
        F=None, S=None, V=None,
    )  # fmt: skip
    row = PathRow(
        key="content",
        name="Content",
        differs=True,
        unknown=True,
        cells=(),
        changes=None,
        ahead=None,
        panel=panel,
    )
    shown = path_row(bare("raters"), row, "value")["panel"]
    assert shown["sharing"] == said


def bare(kind: str, **parts: Any) -> ComparisonResult:
    """A result with nothing in it but these parts."""
    empty = dict.fromkeys(
        ("members", "paths", "factors", "constraints", "matches", "surfaces", "rule", "left_out", "grounds"),
        (),
    )
    none = dict.fromkeys(("priorities", "over_time", "subjects", "raters"))
    return ComparisonResult(kind=kind, base=0, method="1", **{**empty, **none, **parts})


def test_a_member_whose_fit_compares_on_no_path_has_no_table_of_what_moved_it() -> None:
    fit = FitChange(
        change=0.2, contributions={}, cap_effect=0.0, interval=(0.1, 0.3), clear=True, P_up=1.0,
        likelihood="very likely up",
    )  # fmt: skip
    moved = PathChange(F=fit, items=(), verdict=None)
    apart = OneSided(verdict=VerdictChange(from_="park", to="not_applicable"))
    row = PathRow(
        key="content", name="Content", differs=True, unknown=False, cells=(), changes=(None, moved, apart),
        ahead=None, panel=None,
    )  # fmt: skip
    same = MemberChange(
        tau_b=None, leader_changed=False, leader=LeaderChange(from_=None, to=None), verdicts_changed=(),
        moved_most=None,
    )  # fmt: skip
    found = bare(
        "over_time",
        members=tuple(
            MemberHead(letter=letter, alias=alias, title=alias, state="present", evaluation=None)
            for letter, alias in zip("ABC", ("Spring", "Summer", "Autumn"), strict=True)
        ),
        paths=(row,),
        over_time=OverTimePart(ranked=(), ranks=(), members=(None, same, same)),
    )
    assert [part["member"].alias for part in moved_fits(found)] == ["Summer"]
