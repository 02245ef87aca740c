// A word of the glossary opens in place: as a pop-over, on narrow screens in the flow under the word. Without this
// script, and with a modifier key, it is a link to its page.
const NARROW = matchMedia("(max-width: 640px)");
let open = null;

function close() {
  if (!open) return;
  const { card, link } = open;
  open = null;
  link.removeAttribute("aria-expanded");
  if (card.contains(document.activeElement)) link.focus();
  card.remove();
}

function made(link, page) {
  const card = document.createElement("div");
  card.className = "pop";
  card.setAttribute("role", "dialog");
  card.setAttribute("aria-label", page.querySelector("h1").textContent);
  const head = document.createElement("p");
  head.className = "pop__head";
  head.append(page.querySelector("h1").textContent);
  const button = document.createElement("button");
  button.type = "button";
  button.className = "pop__close";
  button.setAttribute("aria-label", "Close");
  button.textContent = "×";
  button.addEventListener("click", close);
  head.append(button);
  const more = document.createElement("a");
  more.href = link.href;
  more.textContent = "In the glossary";
  card.append(head, page.querySelector("#meaning"), more);
  return card;
}

function placed(card, link) {
  if (NARROW.matches || !("popover" in card)) {
    card.classList.add("pop--flow");
    const named = link.closest("dt")?.nextElementSibling;
    (named ?? link.closest("p, dd, li, th, td, h2, h3, legend, label, figcaption, div")).append(card);
    return;
  }
  card.popover = "manual";
  document.body.append(card);
  card.showPopover();
  const at = link.getBoundingClientRect();
  const most = document.documentElement.clientWidth - card.offsetWidth - 16;
  card.style.left = `${scrollX + Math.max(16, Math.min(at.left, most))}px`;
  card.style.top = `${scrollY + at.bottom + 8}px`;
}

document.addEventListener("click", async (event) => {
  const link = event.target.closest?.("a.term");
  if (!link) {
    if (open && !open.card.contains(event.target)) close();
    return;
  }
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  const again = open?.link === link;
  close();
  if (again) return;
  try {
    const answer = await fetch(link.href, { headers: { Accept: "text/html" } });
    if (!answer.ok) throw new Error(answer.status);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const card = made(link, page);
    close();
    open = { card, link };
    placed(card, link);
    link.setAttribute("aria-expanded", "true");
    card.querySelector("button").focus({ preventScroll: true });
  } catch {
    location.assign(link.href);
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !open) return;
  const { link } = open;
  close();
  link.focus();
});
