// Keys for answering: 0 to 4 rate, n does not apply, u clears, j and k move, e evidence, ? lists them.
// They can be switched off in that list, for those whose speech or switch device types single letters.

const OFF = "distmap:keys-off";

const isOff = () => localStorage.getItem(OFF) === "1";

const types = (element) =>
  element.isContentEditable || element.matches('textarea, select, input:not([type="radio"], [type="checkbox"])');

export function startKeys(root, acts) {
  const list = document.getElementById("keys");
  const forms = () => [...root.querySelectorAll("form[data-item]")];
  let last = null;

  const current = () =>
    document.activeElement?.closest("form[data-item]") ?? (last && document.getElementById(last)) ?? nearest(forms());

  const goTo = (form) => {
    if (!form) return;
    last = form.id;
    const control = form.querySelector("input:checked") ?? form.querySelector("input:not([type=hidden]), textarea");
    (control ?? form).focus({ preventScroll: true });
    form.scrollIntoView({ block: "start", behavior: "instant" });
  };

  const step = (by) => {
    // One question at a time: the neighbours are pages of their own.
    if ("one" in root.dataset) return document.querySelector(`a[rel=${by > 0 ? "next" : "prev"}]`)?.click();
    const all = forms();
    const inside = document.activeElement?.closest("form[data-item]");
    goTo(inside || last ? all[all.indexOf(current()) + by] : all[0]);
  };

  const pick = (form, selector) => {
    const control = form?.querySelector(selector);
    if (!control || control.disabled) return null;
    last = form.id;
    if (!control.checked) {
      control.checked = true;
      control.dispatchEvent(new Event("change", { bubbles: true }));
    }
    control.focus({ preventScroll: true });
    return control;
  };

  const doings = {
    j: () => step(1),
    k: () => step(-1),
    n: () => {
      const form = current();
      if (pick(form, 'input[name="choice"][value="na"]')) form.querySelector('[name="na_reason"]')?.focus();
    },
    u: () => acts.clear(current()),
    e: () => {
      const form = current();
      (form?.querySelector('input[name="grade"]:checked') ?? form?.querySelector('input[name="grade"]'))?.focus();
    },
    "?": () => list?.showModal(),
  };
  for (const level of "01234") doings[level] = () => pick(current(), `input[name="choice"][value="${level}"]`);

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (isOff() || types(event.target) || document.querySelector("dialog[open]")) return;
    const doing = doings[event.key];
    if (!doing) return;
    event.preventDefault();
    doing();
  });
  startList(list);
}

// The question whose top lies nearest below the head of the window.
function nearest(forms) {
  return forms.find((form) => form.getBoundingClientRect().bottom > 80) ?? forms[0];
}

function startList(list) {
  if (!list) return;
  for (const button of document.querySelectorAll("[data-opens=keys]")) {
    button.hidden = false;
    button.addEventListener("click", () => list.showModal());
  }
  const on = list.querySelector("input[name=keys-on]");
  on.checked = !isOff();
  on.addEventListener("change", () => {
    if (on.checked) localStorage.removeItem(OFF);
    else localStorage.setItem(OFF, "1");
  });
}
