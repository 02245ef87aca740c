// The order of the paths follows each saved answer. What is ticked meanwhile stays ticked, and focus stays where it is.
// One whole with the answers: without this script a saved row would take the ticks away, so then none of it runs.

import "./answers.js";

const said = document.getElementById("said-score");
const list = () => document.getElementById("triage-paths");
const boxes = (root) => [...root.querySelectorAll("input[name=paths]")];

let focused = "";
let words = list().dataset.said;

document.body.addEventListener("htmx:oobBeforeSwap", (event) => {
  if (event.detail.target.id !== "triage-paths") return;
  const ticked = new Set(boxes(list()).filter((box) => box.checked).map((box) => box.value));
  for (const box of boxes(event.detail.fragment)) box.checked = ticked.has(box.value);
  focused = list().contains(document.activeElement) ? document.activeElement.id : "";
});

document.body.addEventListener("htmx:oobAfterSwap", (event) => {
  if (event.detail.target.id !== "triage-paths") return;
  if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
  if (list().dataset.said !== words) said.textContent = list().dataset.said;
  words = list().dataset.said;
});
