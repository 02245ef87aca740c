// What was typed into a plain form stands there again after going back or forward, or loading the page anew: pages
// are kept by no cache, so the browser would show an empty form. It is kept for this tab, by user and place in its
// history, until sign-out. The form's stamp and version come back with it: sent again, it leads to what it made.

const user = document.body.dataset.user;
const PREFIX = "distmap:draft:";
const forms = () => [...document.querySelectorAll("form[method=post]")].filter((form) => !form.closest("[data-live]"));
// Never what lets somebody in.
const isKept = (control) =>
  control.name && !/csrf|password|code|credential|secret/i.test(control.name)
  && !["password", "file", "submit", "button"].includes(control.type);
const isTicked = (control) => control.type === "checkbox" || control.type === "radio";

function valuesOf(form) {
  return [...form.elements].filter(isKept).map((control) => {
    const value = isTicked(control) ? control.checked
      : control.multiple ? [...control.selectedOptions].map((option) => option.value)
      : control.value;
    return [control.name, isTicked(control) ? control.value : "", value];
  });
}

function keep(form) {
  try {
    if (!history.state?.draft) history.replaceState({ ...history.state, draft: `${Date.now()}-${Math.random()}` }, "");
    const key = `${PREFIX}${user}:${history.state.draft}`;
    const kept = JSON.parse(sessionStorage.getItem(key)) ?? {};
    kept[forms().indexOf(form)] = { action: form.action, values: valuesOf(form) };
    sessionStorage.setItem(key, JSON.stringify(kept));
  } catch {
    // Storage is full or forbidden: the form is what it always was.
  }
}

function putBack(form, values) {
  const waiting = [...values];
  for (const control of [...form.elements].filter(isKept)) {
    const told = isTicked(control) ? control.value : "";
    const at = waiting.findIndex(([name, choice]) => name === control.name && choice === told);
    if (at < 0) continue;
    const [[, , value]] = waiting.splice(at, 1);
    if (isTicked(control)) control.checked = value;
    else if (control.multiple) for (const option of control.options) option.selected = value.includes(option.value);
    else control.value = value;
  }
}

function restore() {
  try {
    const kept = JSON.parse(sessionStorage.getItem(`${PREFIX}${user}:${history.state?.draft}`)) ?? {};
    for (const [place, { action, values }] of Object.entries(kept)) {
      const form = forms()[place];
      // A form that the server has filled in holds what was sent last.
      if (form?.action === action && !form.querySelector(".kept-form, [aria-invalid]")) putBack(form, values);
    }
  } catch {
    // Nothing was kept, or it cannot be read.
  }
}

if (user) {
  restore();
  for (const kind of ["input", "change", "submit"]) {
    document.addEventListener(kind, (event) => {
      const form = event.target.closest?.("form[method=post]");
      if (form && forms().includes(form)) keep(form);
    });
  }
}
