// Signing out forgets what this browser had kept of unsent answers and typed forms: the next person at this desk must not find them.

import { forgetAll } from "./outbox.js";

document.addEventListener("submit", (event) => {
  if (event.target.matches("[data-clears-drafts]")) forgetAll();
});
