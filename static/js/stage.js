// Selecting a path in place: its panel, its mark and the lines to the axes change, and the address with them.
// Without this script every mark is a link to the same page with that path selected.

const stage = document.querySelector("[data-stage]");

function show(key) {
  const panel = stage.querySelector(`[data-panel="${CSS.escape(key)}"]`);
  if (!panel) return false;
  for (const each of stage.querySelectorAll("[data-panel]")) each.hidden = each !== panel;
  for (const mark of stage.querySelectorAll(".map__point")) {
    if (mark.dataset.select === key) mark.setAttribute("aria-current", "true");
    else mark.removeAttribute("aria-current");
  }
  for (const cross of stage.querySelectorAll("[data-cross]")) {
    if (cross.dataset.cross === key) cross.removeAttribute("visibility");
    else cross.setAttribute("visibility", "hidden");
  }
  for (const link of document.querySelectorAll("a[data-follows]")) {
    const address = new URL(link.href);
    address.searchParams.set("path", key);
    link.href = address;
  }
  return true;
}

function selected() {
  return new URL(location.href).searchParams.get("path");
}

const first = stage.querySelector("[data-panel]:not([hidden])")?.dataset.panel;

stage.addEventListener("click", (event) => {
  const link = event.target.closest("[data-select]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || event.button) return;
  const key = link.dataset.select;
  if (!show(key)) return;
  event.preventDefault();
  const address = new URL(location.href);
  address.searchParams.set("path", key);
  address.hash = "";
  if (selected() !== key) history.pushState(null, "", address);
  // The step that was pressed went with its panel; the one of the new panel takes its place.
  if (link.matches(".panel__step")) {
    const steps = [...link.parentElement.children];
    const panel = stage.querySelector(`[data-panel="${CSS.escape(key)}"]`);
    panel.querySelectorAll(".panel__step")[steps.indexOf(link)]?.focus();
  }
});

addEventListener("popstate", () => show(selected() ?? first));
