// The scenario updates in place: empty fields stay away from its address, and rows that are moved are marked.

const form = document.querySelector("[data-what-if]");
const update = form.querySelector("[data-what-if-update]");

// Without this script, or without htmx, the button sends the form.
if (window.htmx) update.hidden = true;

form.addEventListener("htmx:configRequest", (event) => {
  const fields = event.detail.formData;
  for (const [name, value] of [...fields]) if (value === "") fields.delete(name);
});

form.addEventListener("change", (event) => {
  const row = event.target.closest(".what-if__row");
  if (row) row.toggleAttribute("data-moved", [...row.querySelectorAll("select")].some((choice) => choice.value !== ""));
});
