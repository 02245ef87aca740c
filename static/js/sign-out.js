// Signing out forgets what this tab had kept of unsent answers: the next person at this desk must not find them.

import { forgetAll } from "./outbox.js";

document.addEventListener("submit", (event) => {
  if (event.target.matches("[data-clears-drafts]")) forgetAll();
});
