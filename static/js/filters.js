// A filter that is not set stays out of the address.
document.addEventListener("htmx:configRequest", (event) => {
  if (!event.detail.elt.matches(".filters")) return;
  for (const [name, value] of [...event.detail.formData]) if (!value) event.detail.formData.delete(name);
});

// How many rows are selected. Without scripts the bar says no number.
function tellSelected() {
  const words = document.querySelector("[data-selected]");
  const count = document.querySelectorAll(".list__select input:checked").length;
  if (words && count) words.textContent = `${count} selected`;
}

document.addEventListener("change", (event) => {
  if (event.target.closest(".list__select")) tellSelected();
});
document.addEventListener("htmx:afterSettle", tellSelected);
tellSelected(); // a browser that goes back ticks the rows again
