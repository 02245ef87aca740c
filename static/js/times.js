// Times in the reader's own zone. The server wrote them in its own, for those without JavaScript.

const language = document.documentElement.lang || undefined;
const clock = new Intl.DateTimeFormat(language, { hour: "2-digit", minute: "2-digit" });
const day = new Intl.DateTimeFormat(language, { day: "numeric", month: "long" });

// When something was saved: 14:32 if it was today, else the day.
export function spoken(moment) {
  const at = new Date(moment);
  return at.toDateString() === new Date().toDateString() ? clock.format(at) : day.format(at);
}

export function localise(root) {
  for (const time of root.querySelectorAll("time[data-clock]")) time.textContent = spoken(time.dateTime);
}
