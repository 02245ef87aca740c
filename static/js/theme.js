// The theme switch: system, light or dark, remembered on this device.
const KEY = "distmap-theme";
const root = document.documentElement;

function remember(choice) {
  try {
    if (choice === "system") localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, choice);
  } catch {
    // Storage is closed to us: the choice holds for this page.
  }
}

function apply(choice) {
  if (choice === "system") delete root.dataset.theme;
  else root.dataset.theme = choice;
}

for (const form of document.querySelectorAll("[data-theme-switch]")) {
  const current = form.querySelector(`input[value="${root.dataset.theme ?? "system"}"]`);
  if (current) current.checked = true;
  form.hidden = false;
  form.addEventListener("change", (event) => {
    apply(event.target.value);
    remember(event.target.value);
  });
}
