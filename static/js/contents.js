// Contents that stick: the line of the section in view is marked, and its name stands in the line that folds them.
const links = new Map(
  [...document.querySelectorAll(".toc a[href^='#']")].map((link) => [link.hash.slice(1), link]),
);
const fold = document.querySelector(".essay__toc summary");
const folded = fold?.closest("details");
const label = fold?.firstChild;
const beginning = label?.textContent.trim() ?? "";
const inView = new Set();

function mark() {
  const first = [...links.keys()].find((id) => inView.has(id));
  if (!first) return;
  for (const [id, link] of links)
    if (id === first) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  if (label) label.textContent = `${beginning}: ${links.get(first).lastChild.textContent}`;
}

const watcher = new IntersectionObserver(
  (entries) => {
    for (const entry of entries)
      if (entry.isIntersecting) inView.add(entry.target.id);
      else inView.delete(entry.target.id);
    mark();
  },
  { rootMargin: "-64px 0px -55% 0px" },
);
for (const id of links.keys()) {
  const section = document.getElementById(id);
  if (section) watcher.observe(section);
}
// On a narrow screen, whoever has chosen a section wants to see it, not the list.
for (const link of links.values()) link.addEventListener("click", () => folded?.removeAttribute("open"));
