// One question's form: what is in it, what keeps it from being sent, and the words that tell its state.

import { spoken } from "./times.js";

// Fields that say nothing about the answer itself.
const BOOKKEEPING = new Set(["csrfmiddlewaretoken", "version", "place", "seen", "rest"]);

export const fields = (form) => [...new FormData(form)].filter(([name]) => !BOOKKEEPING.has(name));

export const digest = (form) => JSON.stringify(fields(form));

// The evidence is asked for right after the answer: it shall not lie under the bar at the foot of a phone.
export function uncover(form) {
  if (matchMedia("(max-width: 720px)").matches) form.querySelector(".evidence")?.scrollIntoView({ block: "nearest", behavior: "instant" });
}

export const item = (form) => form.dataset.item;

export const name = (form) => form.dataset.name;

export const versionField = (form) => form.elements.namedItem("version");

const chosen = (form, field) => form.querySelector(`input[name="${field}"]:checked`);

export const choice = (form) => chosen(form, "choice")?.value ?? "";

// A level that nothing is said to rest on is an assumption; the form shows so at once, as the server would store it.
export function supposeGrade(form) {
  const level = choice(form);
  if (level === "" || level === "na" || chosen(form, "grade") || "override" in form.dataset) return;
  const assumed = form.querySelector('input[name="grade"][value="assumed"]');
  if (assumed) assumed.checked = true;
}

// Why the form cannot be sent yet, or null. The server has the same rules and the last word.
export function lacks(form) {
  const level = choice(form);
  const filled = (field) => Boolean(form.elements.namedItem(field)?.value.trim());
  if (level === "na" && !filled("na_reason")) return "Say why it does not apply; then it is saved";
  if (level === "" && chosen(form, "grade")) return "Choose an answer as well; then it is saved";
  if ("override" in form.dataset && level !== "" && !(chosen(form, "grade") && filled("note"))) {
    return "Say what it rests on, and why, in the note; then it is saved";
  }
  return null;
}

// Put values back into a form as they were typed.
export function fill(form, entries) {
  const given = new Map(entries);
  for (const control of form.elements) {
    if (!control.name || BOOKKEEPING.has(control.name) || control.type === "submit") continue;
    if (control.type === "radio") control.checked = given.get(control.name) === control.value;
    else if (given.has(control.name)) control.value = given.get(control.name);
  }
}

// The levels that the chosen one lies at or between.
export function markAnchors(form) {
  const level = Number.parseInt(choice(form), 10);
  for (const anchor of form.querySelectorAll("[data-level]")) {
    anchor.toggleAttribute("data-near", Math.abs(Number(anchor.dataset.level) - level) <= 1);
  }
}

const MARKS = { saved: "done", open: "none", saving: "wait", retrying: "wait", unsaved: "alert", conflict: "clash" };

// A state in its mark and words, on a row or at the head of the page.
export function tell(shown, state, words) {
  if (!shown) return;
  shown.dataset.state = state;
  shown.querySelector("use").setAttribute("href", `#i-${MARKS[state]}`);
  shown.querySelector("[data-words]").textContent = words;
}

export const show = (form, state, words) => tell(form.querySelector(".save-state"), state, words);

// The row as the server holds it.
export function showStored(form) {
  if (form.dataset.at) show(form, "saved", `Saved ${spoken(form.dataset.at)}`);
  else show(form, "open", "Not answered");
}

// Take the rating away; note and link stay.
export function clear(form) {
  for (const control of form.querySelectorAll('input[name="choice"], input[name="grade"]')) control.checked = false;
  const reason = form.elements.namedItem("na_reason");
  if (reason) reason.value = "";
  const designable = form.querySelector('input[name="designable"][value="yes"]');
  if (designable) designable.checked = true;
}

export const state = (form) => form.querySelector(".save-state")?.dataset.state ?? "";

// Which folds stand open, so that a row that comes back from the server keeps them.
export const openFolds = (form) => [...form.querySelectorAll("details[open]")].map((fold) => fold.id);

export function unfold(form, folds) {
  for (const fold of form.querySelectorAll("details")) if (folds.includes(fold.id)) fold.open = true;
}
