// A filter that is not set stays out of the address.
document.addEventListener("htmx:configRequest", (event) => {
  if (!event.detail.elt.matches(".filters")) return;
  for (const [name, value] of [...event.detail.formData]) if (!value) event.detail.formData.delete(name);
});
