// Runs before the first paint, so that a chosen theme does not flash the other one. Not a module: modules wait.
try {
  const chosen = localStorage.getItem("distmap-theme");
  if (chosen === "light" || chosen === "dark") document.documentElement.dataset.theme = chosen;
} catch {
  // Storage is closed to us: the page follows the system.
}
