// Times in the reader's own zone and words. The server wrote them in its own, for those without JavaScript.

const clock = new Intl.DateTimeFormat(document.documentElement.lang || undefined, { hour: "2-digit", minute: "2-digit" });

export function localise(root) {
  for (const time of root.querySelectorAll("time[data-clock]")) {
    time.textContent = clock.format(new Date(time.dateTime));
  }
}

localise(document);
document.addEventListener("htmx:load", (event) => localise(event.detail.elt));
