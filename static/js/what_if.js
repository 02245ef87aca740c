// The scenario updates in place: marks glide to where they go, and what is as saved stays away from its address.

const form = document.querySelector("[data-what-if]");
const update = form.querySelector("[data-what-if-update]");
const GLIDE = 180;

// Without this script, or without htmx, the button sends the form.
if (window.htmx) update.hidden = true;

const rows = () => form.querySelectorAll(".what-if__row");

function isMoved(row) {
  const chosen = row.querySelector("input:checked");
  const saved = row.querySelector("[data-saved] input");
  return (chosen && chosen !== saved) || row.querySelector("select").value !== "";
}

function isAsSaved(name) {
  const field = form.elements[name];
  const row = field && (field[0] ?? field).closest?.(".what-if__row");
  return Boolean(row) && !isMoved(row);
}

form.addEventListener("htmx:configRequest", (event) => {
  const fields = event.detail.formData;
  for (const [name, value] of [...fields]) if (value === "" || isAsSaved(name)) fields.delete(name);
});

form.addEventListener("change", (event) => {
  const row = event.target.closest(".what-if__row");
  if (row) row.toggleAttribute("data-moved", isMoved(row));
});

// Where each mark stands on the screen; a sheet that is not shown has none.
function places() {
  const found = new Map();
  for (const mark of document.querySelectorAll("#scenario-map .map__point")) {
    const box = mark.querySelector(".map__mark").getBoundingClientRect();
    if (box.width) found.set(mark.id, { x: box.x, y: box.y });
  }
  return found;
}

let before = new Map();
document.addEventListener("htmx:beforeSwap", () => {
  before = places();
});

document.addEventListener("htmx:afterSettle", () => {
  if (matchMedia("(prefers-reduced-motion: reduce)").matches) return;
  for (const [id, now] of places()) {
    const was = before.get(id);
    if (!was || Math.hypot(was.x - now.x, was.y - now.y) < 1) continue;
    const mark = document.getElementById(id);
    const scale = mark.ownerSVGElement.getScreenCTM().a;
    const from = `translate(${(was.x - now.x) / scale}px, ${(was.y - now.y) / scale}px)`;
    mark.animate([{ transform: from }, { transform: "none" }], { duration: GLIDE, easing: "ease-out" });
  }
  before = new Map();
});
