// Menus close as one expects: by Escape, which gives the focus back, and by a click elsewhere.
const open = () => document.querySelector("details.dropdown[open], .masthead details[open]");

document.addEventListener("keydown", (event) => {
  const menu = event.key === "Escape" ? open() : null;
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});

document.addEventListener("click", (event) => {
  const menu = open();
  if (menu && !menu.contains(event.target)) menu.open = false;
});
