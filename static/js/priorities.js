// Sides of fit can be dragged into order. What counts are the numbers, which can be chosen without any dragging.

const form = document.querySelector("[data-priorities]");

function rank(side) {
  return Number(side.querySelector("input:checked").value);
}

function place(event, side) {
  const box = side.getBoundingClientRect();
  const part = (event.clientY - box.top) / box.height;
  return part < 0.3 ? "before" : part > 0.7 ? "after" : "equal";
}

function unmark() {
  for (const side of form.querySelectorAll("[data-drop]")) side.removeAttribute("data-drop");
}

// Equal numbers are a group; the dragged side leaves its own and joins one, or stands between two.
function drop(dragged, target, where) {
  const others = [...form.querySelectorAll("[data-side]")].filter((side) => side !== dragged);
  const groups = [];
  for (const number of [...new Set(others.map(rank))].sort((a, b) => a - b)) {
    const group = others.filter((side) => rank(side) === number);
    const own = group.includes(target);
    if (own && where === "before") groups.push([dragged]);
    groups.push(own && where === "equal" ? [...group, dragged] : group);
    if (own && where === "after") groups.push([dragged]);
  }
  groups.forEach((group, index) => {
    for (const side of group) side.querySelector(`input[value="${index + 1}"]`).checked = true;
  });
  const last = form.querySelector("[data-side] ~ :not([data-side])");
  for (const side of groups.flat()) last.before(side);
}

if (form) {
  let dragged = null;
  for (const side of form.querySelectorAll("[data-side]")) {
    side.draggable = true;
    side.addEventListener("dragstart", (event) => {
      dragged = side;
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData("text/plain", side.dataset.side);
    });
    side.addEventListener("dragover", (event) => {
      if (!dragged || dragged === side) return;
      event.preventDefault();
      unmark();
      side.dataset.drop = place(event, side);
    });
    side.addEventListener("drop", (event) => {
      event.preventDefault();
      if (dragged && dragged !== side) drop(dragged, side, place(event, side));
    });
    side.addEventListener("dragend", () => {
      dragged = null;
      unmark();
    });
  }
}
