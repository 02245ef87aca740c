"""Starting an evaluation in three steps: product, growth model, paths. Nothing is stored before the last one.

The steps are kept in the session, so that going back loses nothing, also without JavaScript. A start carries
the id that its evaluation will have: however often the last step is sent, there is one evaluation.
"""

from typing import Any
from uuid import UUID

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import formats, timezone
from django.views.decorators.http import require_http_methods

from channels_catalog.queries import catalog_of, current_release
from channels_catalog.schema import Catalog
from distmap.errors import Invalid, NotFound
from evaluations.answers.views.words import FIGHTS_UP_TO
from evaluations.models import Evaluation, Product
from evaluations.work.forms import NONE_FITS, GrowthModelForm, ProductForm, StartPathsForm, pointed_fields
from evaluations.work.operations.starts import start_evaluation
from evaluations.work.queries import products
from evaluations.work.views import drafts
from evaluations.work.views.drafts import Draft
from workspaces.access import fetch
from workspaces.ids import new_id
from workspaces.permissions import Act
from workspaces.views import MemberRequest, member_required
from workspaces.views.once import once

UNPROCESSABLE = 422
PRODUCTS_OFFERED = 100
REINFORCES = 4
STEPS = ("Product", "Growth model", "Paths")
PATHS_LEAD = "Choose the paths to judge for {product}. Each asks six questions; more can be added later."


def _catalog(request: MemberRequest) -> Catalog:
    return catalog_of(current_release(request.actor).pk)


def _known_product(request: MemberRequest, product_id: str) -> Product | None:
    """The visible product of this id; None for a new one."""
    try:
        rows = Product.objects.visible_to(request.actor)
        return fetch(rows, UUID(product_id), by=request.actor, act=Act.READ) if product_id else None
    except (NotFound, ValueError):
        return None


def _made(request: MemberRequest, draft_id: UUID) -> HttpResponse | None:
    """The way to the evaluation that this start has become already, if it has."""
    if not Evaluation.objects.visible_to(request.actor).filter(pk=draft_id).exists():
        return None
    drafts.forget(request.session, draft_id)
    return redirect(_onward(request), evaluation_id=draft_id)


def _onward(request: MemberRequest) -> str:
    """The page that follows a start: the first questions, or the ten that help to choose paths."""
    return "triage" if "triage" in request.POST else "answers"


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
@once()
def start(request: MemberRequest, draft_id: UUID | None = None) -> HttpResponse:
    """Step one: a product that is here already, or a new one."""
    request.actor.require(Act.WRITE_EVALUATIONS)
    if draft_id is not None and (made := _made(request, draft_id)):
        return made
    draft = drafts.read(request.session, draft_id) if draft_id else None
    catalog = _catalog(request)
    if request.method != "POST":
        chosen = draft.product_id if draft else request.GET.get("product", "")
        known = _known_product(request, chosen)
        form = ProductForm(catalog, initial=draft.product if draft else None)
        return _product_step(request, form, str(known.pk) if known else "", draft_id)
    return _take_product(request, catalog, draft or Draft(), draft_id)


def _take_product(
    request: MemberRequest, catalog: Catalog, draft: Draft, draft_id: UUID | None
) -> HttpResponse:
    chosen = request.POST.get("product", "")
    known = _known_product(request, chosen)
    if chosen and known is None:
        form = ProductForm(catalog, initial=draft.product)
        return _product_step(
            request, form, "", draft_id, fault="This product is not here any more. Choose another."
        )
    if known is not None:
        changes: dict[str, Any] = {"product_id": str(known.pk), "product": {}}
        if str(known.pk) != draft.product_id:
            changes["growth_model"] = known.growth_model or ""
    else:
        form = ProductForm(catalog, request.POST)
        if not form.is_valid():
            return _product_step(request, form, "", draft_id)
        changes = {"product_id": "", "product": form.product_fields()}
    draft_id = draft_id or new_id()
    drafts.write(request.session, draft_id, draft | changes)
    return redirect("start_growth_model", draft_id=draft_id)


def _product_step(
    request: MemberRequest, form: ProductForm, chosen: str, draft_id: UUID | None, fault: str = ""
) -> HttpResponse:
    newest = list(products(request.actor)[: PRODUCTS_OFFERED + 1])
    offered = newest[:PRODUCTS_OFFERED]
    if chosen and all(str(entry.pk) != chosen for entry in offered):
        known = _known_product(request, chosen)
        offered += [known] if known else []
    context = {
        "form": form,
        "draft_id": draft_id,
        "step": 1,
        "step_names": STEPS,
        "most_products": PRODUCTS_OFFERED,
        "has_more_products": len(newest) > PRODUCTS_OFFERED,
        "product_fault": fault,
        "product_faults": [("id_product", f"Product: {fault}")],
        "industries_open": bool(form["industries"].value() or form["industries"].errors),
        "products": sorted(filter(None, offered), key=lambda entry: entry.name.lower()),
        "chosen": chosen,
    }
    status = UNPROCESSABLE if fault or form.is_bound else 200
    return render(request, "evaluations/start_product.html", context, status=status)


def _begun(request: MemberRequest, draft_id: UUID) -> Draft:
    """The draft of a later step."""
    request.actor.require(Act.WRITE_EVALUATIONS)
    draft = drafts.read(request.session, draft_id) or drafts.carried(request)
    if draft is None or not draft.has_product:
        raise NotFound("This start is not known any more. Begin again from the list of evaluations.")
    return draft


def _product_name(request: MemberRequest, draft: Draft) -> str:
    known = _known_product(request, draft.product_id)
    return known.name if known else str(draft.product.get("name", ""))


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def start_growth_model(request: MemberRequest, draft_id: UUID) -> HttpResponse:
    """Step two: the growth model that pays the bills, or none."""
    if made := _made(request, draft_id):
        return made
    draft = _begun(request, draft_id)
    catalog = _catalog(request)
    initial = {"growth_model": draft.growth_model}
    form = GrowthModelForm(catalog, request.POST if request.method == "POST" else None, initial=initial)
    if form.is_bound and form.is_valid():
        drafts.write(request.session, draft_id, draft | {"growth_model": form.cleaned_data["growth_model"]})
        return redirect("start_paths", draft_id=draft_id)
    context = {
        "form": form,
        "draft_id": draft_id,
        "carried": drafts.as_carried(draft),
        "step": 2,
        "step_names": STEPS,
        "models": catalog.growth_models,
        "none_fits": NONE_FITS,
        "chosen": form["growth_model"].value() or "",
        "product_name": _product_name(request, draft),
    }
    status = UNPROCESSABLE if form.is_bound else 200
    return render(request, "evaluations/start_growth_model.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
@once()
def start_paths(request: MemberRequest, draft_id: UUID) -> HttpResponse:
    """Step three: the paths to judge, and a title. The evaluation, and its product if new, are made here."""
    if made := _made(request, draft_id):
        return made
    draft = _begun(request, draft_id)
    if not draft.growth_model:
        return redirect("start_growth_model", draft_id=draft_id)
    catalog = _catalog(request)
    initial = {"paths": draft.paths, "title": draft.title or _usual_title()}
    form = StartPathsForm(catalog, _chosen(request, catalog, draft), initial=initial)
    if form.is_bound and form.is_valid():
        finished = draft | {"paths": form.cleaned_data["paths"], "title": form.cleaned_data["title"]}
        if (made := _create(request, draft_id, finished, form)) is not None:
            return made
    return _paths_step(request, form, draft_id, draft, catalog)


def _chosen(request: MemberRequest, catalog: Catalog, draft: Draft) -> QueryDict | None:
    """What was sent. Who asks for the ten questions first need not choose: every path that does not fight is taken."""
    if request.method != "POST" or "triage" not in request.POST or request.POST.getlist("paths"):
        return request.POST if request.method == "POST" else None
    groups = path_groups(catalog, _model(draft))
    kept = [path["key"] for group in groups if group["kind"] != "fights" for path in group["paths"]]
    sent = request.POST.copy()
    sent.setlist("paths", kept or [channel.key for channel in catalog.channels])
    return sent


def _model(draft: Draft) -> str | None:
    return None if draft.growth_model == NONE_FITS else draft.growth_model


def _usual_title() -> str:
    return f"Distribution review, {formats.date_format(timezone.localtime(timezone.now()), 'F Y')}"


def _create(
    request: MemberRequest, draft_id: UUID, draft: Draft, form: StartPathsForm
) -> HttpResponse | None:
    """Make it, and go on to its first questions; None if there were faults, which the form then shows."""
    model = _model(draft)
    try:
        evaluation = start_evaluation(
            pk=draft_id,
            product=_known_product(request, draft.product_id),
            new_product=draft.product,
            title=draft.title,
            paths=draft.paths,
            growth_model=model,
            by=request.actor,
            now=timezone.now(),
        )
    except Invalid as invalid:
        for fault in invalid.faults:
            field = pointed_fields(fault.pointer)
            form.add_error(field if field in form.fields else None, fault.detail)
        return None
    drafts.forget(request.session, draft_id)
    return redirect(_onward(request), evaluation_id=evaluation.pk)


def _paths_step(
    request: MemberRequest, form: StartPathsForm, draft_id: UUID, draft: Draft, catalog: Catalog
) -> HttpResponse:
    model = _model(draft)
    context = {
        "form": form,
        "draft_id": draft_id,
        "carried": drafts.as_carried(draft),
        "step": 3,
        "step_names": STEPS,
        "paths_lead": PATHS_LEAD.format(product=_product_name(request, draft)),
        "groups": path_groups(catalog, model),
        "chosen": request.POST.getlist("paths") if form.is_bound else draft.paths,
        "model_name": catalog.growth_model(model).name if model else "",
    }
    status = UNPROCESSABLE if form.is_bound else 200
    return render(request, "evaluations/start_paths.html", context, status=status)


def path_groups(catalog: Catalog, model: str | None) -> list[dict[str, Any]]:
    """The paths to choose from: those that reinforce the growth model first, those that fight it last."""
    if model is None:
        return [{"kind": "all", "paths": [_path(catalog, channel.key, None) for channel in catalog.channels]}]
    cells = catalog.alignment[model]
    kinds = {
        "reinforces": [key for key, cell in cells.items() if cell.level >= REINFORCES],
        "neutral": [key for key, cell in cells.items() if FIGHTS_UP_TO < cell.level < REINFORCES],
        "fights": [key for key, cell in cells.items() if cell.level <= FIGHTS_UP_TO],
    }
    order = [channel.key for channel in catalog.channels]
    found = [(kind, [key for key in order if key in keys]) for kind, keys in kinds.items()]
    return [
        {"kind": kind, "paths": [_path(catalog, key, model) for key in keys]} for kind, keys in found if keys
    ]


def _path(catalog: Catalog, key: str, model: str | None) -> dict[str, Any]:
    channel = catalog.channel(key)
    return {
        "key": key,
        "name": channel.name,
        "summary": channel.summary,
        "constraint": channel.constraint.label,
        "reason": catalog.alignment[model][key].reason if model else "",
    }
