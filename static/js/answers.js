// The answer sheet: every answer saves by itself and says so. The states come from the server's replies alone.

import { Outbox } from "./outbox.js";
import { startKeys } from "./keys.js";
import * as row from "./rows.js";
import { localise, spoken } from "./times.js";

const PAUSE = { change: 200, input: 900 };
const RETRY_FIRST = 2000;
const RETRY_MOST = 30000;
// Replies after which sending the same again can help: no reply, a busy or restarting server, a lost session.
const PASSING = new Set([0, 401, 408, 429, 500, 502, 503, 504]);

class Sheet {
  constructor(root) {
    this.root = root;
    this.outbox = new Outbox(root.dataset.user, root.dataset.evaluation);
    this.stored = new WeakMap(); // form -> what the server holds
    this.sent = new WeakMap(); // form -> what is on its way
    this.timers = new WeakMap();
    this.retryIn = RETRY_FIRST;
    this.shown = document.getElementById("save-state");
    for (const form of this.forms()) this.adopt(form);
    this.listen();
    this.tell();
    this.outbox.look().then(() => {
      this.restore();
      this.tell();
    });
  }

  forms() {
    return [...this.root.querySelectorAll("form[data-item]")];
  }

  adopt(form) {
    // A row that came back refused differs from what is stored.
    this.stored.set(form, form.dataset.state === "saved" || form.dataset.state === "open" ? row.digest(form) : null);
  }

  listen() {
    const touch = (event) => {
      const form = event.target.closest("form[data-item]");
      if (form) this.touch(form, event.type);
    };
    this.root.addEventListener("input", touch);
    this.root.addEventListener("change", touch);
    this.root.addEventListener("change", (event) => {
      if (event.target.name === "choice") row.uncover(event.target.form);
    });
    document.body.addEventListener("htmx:beforeRequest", (event) => this.on(event, this.sending));
    document.body.addEventListener("htmx:beforeSwap", (event) => this.on(event, this.answered));
    document.body.addEventListener("htmx:sendError", (event) => this.on(event, (form) => this.failed(form, 0)));
    document.body.addEventListener("htmx:timeout", (event) => this.on(event, (form) => this.failed(form, 0)));
    window.addEventListener("online", () => this.retry());
    window.addEventListener("beforeunload", (event) => {
      if (this.unsent().length) event.preventDefault();
    });
    document.addEventListener("click", (event) => this.leave(event));
    this.root.addEventListener("click", (event) => this.press(event));
    this.root.addEventListener("submit", (event) => this.submit(event));
  }

  on(event, act) {
    const form = event.detail.elt;
    if (form.matches?.("form[data-item]")) act.call(this, form, event);
  }

  touch(form, kind) {
    row.supposeGrade(form);
    row.markAnchors(form);
    if (form.dataset.state === "conflict") return; // the person chooses first
    delete form.dataset.refused;
    clearTimeout(this.timers.get(form));
    if (row.digest(form) === this.stored.get(form)) {
      this.outbox.drop(row.item(form));
      if (!this.sent.has(form)) row.showStored(form);
      return this.tell();
    }
    const lack = row.lacks(form);
    row.show(form, "unsaved", lack ?? "Not saved yet");
    if (!lack) this.timers.set(form, setTimeout(() => this.save(form), PAUSE[kind]));
    this.keep(form);
    this.tell();
  }

  press(event) {
    const form = event.target.closest("form[data-item]");
    if (event.target.closest("button[name=clear]")) {
      event.preventDefault();
      this.clear(form);
    }
    if (event.target.closest("[data-takes-theirs]")) this.outbox.drop(row.item(form));
  }

  // Enter in a field, or the button that keeps one's own answer in a clash.
  submit(event) {
    const form = event.target.closest("form[data-item]");
    if (!form) return;
    event.preventDefault();
    clearTimeout(this.timers.get(form));
    if (!this.sent.has(form)) htmx.trigger(form, "save");
  }

  clear(form) {
    if (!form || form.querySelector("fieldset").disabled) return;
    row.clear(form);
    this.touch(form, "change");
  }

  keep(form, refused = "") {
    this.outbox.put(row.item(form), {
      refused,
      url: form.action,
      page: `${location.pathname}#${form.id}`,
      name: row.name(form),
      // What was typed upon: if somebody saves in between, a later sending must clash and not overwrite.
      version: row.versionField(form).value,
      fields: row.fields(form),
    });
  }

  save(form) {
    if (!form.isConnected || this.sent.has(form) || row.lacks(form) || form.dataset.state === "conflict") return;
    if (row.digest(form) === this.stored.get(form) || form.dataset.refused) return;
    clearTimeout(this.timers.get(form));
    htmx.trigger(form, "save");
  }

  sending(form) {
    this.sent.set(form, row.digest(form));
    this.keep(form);
    row.show(form, "saving", "Saving…");
    this.tell();
  }

  // A reply has come: 200 with the stored row, 409 or 422 with the row and what is wrong, or something else.
  answered(form, event) {
    const { xhr, requestConfig } = event.detail;
    // The stored row was asked for, to take it: whatever stands in this one goes.
    if (requestConfig.elt !== form) return this.afterSwap(form, (fresh) => this.adopt(fresh));
    const sent = this.sent.get(form);
    this.sent.delete(form);
    if (xhr.status !== 200 && xhr.status !== 409 && xhr.status !== 422) {
      event.detail.shouldSwap = false;
      return this.failed(form, xhr.status, xhr.responseText, xhr.getResponseHeader("X-Problem"));
    }
    this.retryIn = RETRY_FIRST;
    const typed = row.digest(form) === sent ? null : row.fields(form);
    if (xhr.status === 200 && !typed) this.outbox.drop(row.item(form));
    if (typed && xhr.status !== 409) {
      // Typed on meanwhile: the row under the fingers stays, and what is new goes out after it.
      event.detail.shouldSwap = false;
      if (xhr.status === 200) this.takeVersion(form, xhr.responseText, sent);
      return this.touch(form, "input");
    }
    const folds = row.openFolds(form);
    this.afterSwap(form, (fresh) => this.landed(fresh, folds, typed, xhr.status));
  }

  // Once the row is swapped, go on with the one that took its place.
  afterSwap(form, act) {
    const swapped = () => {
      const fresh = document.getElementById(form.id);
      if (!fresh || fresh === form) return;
      document.body.removeEventListener("htmx:afterSwap", swapped);
      act(fresh);
      this.tell();
    };
    document.body.addEventListener("htmx:afterSwap", swapped);
  }

  landed(form, folds, typed, status) {
    this.adopt(form);
    row.unfold(form, folds);
    if (typed) row.fill(form, typed);
    if (status === 200) this.say(`Saved: ${row.name(form)}, ${form.dataset.storedAnswer}.`);
    else this.say(`Not saved: ${row.name(form)}. ${form.querySelector("[data-problem]")?.textContent.trim() ?? ""}`);
  }

  takeVersion(form, text, sent) {
    const reply = new DOMParser().parseFromString(text, "text/html");
    const fresh = reply.querySelector('input[name="version"]');
    if (fresh) row.versionField(form).value = fresh.value;
    this.stored.set(form, sent);
  }

  failed(form, status, text = "", code = "") {
    this.sent.delete(form);
    if (PASSING.has(status) || code === "csrf_failed") {
      row.show(form, "retrying", status === 401 ? "Not saved: sign in again in another tab" : "Not saved: retrying");
      this.retryLater();
      this.say(`Not saved: ${row.name(form)}.`);
    } else this.refuse(form, text.length < 300 && text && !text.includes("<") ? text : "The server refused it.");
    this.tell();
  }

  // It cannot be saved as things stand, and sending it again would not help: the row says why and keeps what it holds.
  refuse(form, why) {
    form.dataset.refused = why;
    row.show(form, "unsaved", `Not saved. ${why}`);
    this.keep(form, why);
    this.say(`Not saved: ${row.name(form)}. ${why}`);
  }

  retryLater() {
    clearTimeout(this.retryTimer);
    this.retryTimer = setTimeout(() => this.retry(), this.retryIn);
    this.retryIn = Math.min(this.retryIn * 2, RETRY_MOST);
  }

  async retry() {
    clearTimeout(this.retryTimer);
    if (!this.unsent().some((entry) => !entry.refused)) return;
    if (!(await this.freshToken())) return this.retryLater();
    const here = new Map(this.forms().map((form) => [row.item(form), form]));
    for (const [item, entry] of Object.entries(this.outbox.all())) {
      if (here.has(item)) this.save(here.get(item));
      else if (!entry.refused) await this.resend(item, entry);
    }
    this.tell();
  }

  // After a new sign-in the forms' tokens are stale: take the one of a fresh page. Also tells whether we are online.
  async freshToken() {
    try {
      const reply = await fetch(location.pathname, { headers: { Accept: "text/html" } });
      if (!reply.ok || reply.redirected) return false;
      const page = new DOMParser().parseFromString(await reply.text(), "text/html");
      this.token = page.querySelector('input[name="csrfmiddlewaretoken"]')?.value ?? this.token;
      for (const field of document.querySelectorAll('input[name="csrfmiddlewaretoken"]')) field.value = this.token;
      return true;
    } catch {
      return false;
    }
  }

  // An answer of another page of this evaluation. A refusal stays in the outbox, and a link leads to it.
  async resend(item, entry) {
    const body = new URLSearchParams(entry.fields);
    body.set("csrfmiddlewaretoken", this.token ?? "");
    body.set("version", entry.version);
    try {
      const reply = await fetch(entry.url, { method: "POST", body, headers: { "HX-Request": "true" } });
      const why = reply.ok ? "" : await reply.text();
      if (reply.ok) this.outbox.drop(item);
      else if (PASSING.has(reply.status)) this.retryLater();
      else this.outbox.put(item, { ...entry, refused: why.length < 300 && !why.includes("<") ? why : "It needs a look." });
    } catch {
      this.retryLater();
    }
  }

  // Answers of an earlier visit that never arrived stand in their rows again and go out.
  restore() {
    let found = false;
    for (const form of this.forms()) {
      const entry = this.outbox.get(row.item(form));
      if (!entry || form.dataset.state === "invalid" || form.dataset.state === "conflict") continue;
      row.fill(form, entry.fields);
      row.versionField(form).value = entry.version;
      row.unfold(form, [`${form.id}-words`]);
      this.touch(form, "change"); // what was refused is tried once more: the reason may be gone
      found = true;
    }
    if (!found && Object.keys(this.outbox.all()).length) this.retry();
  }

  unsent() {
    const here = this.forms().filter((form) => this.isUnsent(form))
      .map((form) => ({ name: row.name(form), page: `#${form.id}`, refused: form.dataset.refused }));
    const items = new Set(this.forms().map(row.item));
    const elsewhere = Object.entries(this.outbox.all()).filter(([item]) => !items.has(item));
    return [...here, ...elsewhere.map(([, entry]) => entry)];
  }

  isUnsent(form) {
    return this.sent.has(form) || row.digest(form) !== this.stored.get(form);
  }

  // A link that would leave while an answer is on its way waits for the reply, at most three seconds.
  leave(event) {
    const link = event.target.closest("a[href]");
    if (!link || link.target || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (link.origin !== location.origin || (link.pathname === location.pathname && link.hash)) return;
    const waiting = this.forms().filter((form) => this.isUnsent(form) && !row.lacks(form));
    if (!waiting.length || !navigator.onLine) return;
    event.preventDefault();
    for (const form of waiting) this.save(form);
    const until = Date.now() + 3000;
    const go = () => {
      if (!this.forms().some((form) => this.sent.has(form)) || Date.now() > until) location.href = link.href;
      else setTimeout(go, 50);
    };
    go();
  }

  // The state of the whole sheet, at the head of the page.
  tell() {
    if (!this.shown) return;
    const forms = this.forms();
    const unsent = this.unsent();
    const conflicts = forms.filter((form) => form.dataset.state === "conflict");
    const [state, words] =
      conflicts.length ? ["conflict", "Two answers to one question: choose"]
      : forms.some((form) => row.state(form) === "retrying") ? ["retrying", `${count(unsent.length)} not saved: retrying`]
      : forms.some((form) => this.sent.has(form)) ? ["saving", "Saving…"]
      : unsent.some((entry) => entry.refused) ? ["unsaved", `${count(unsent.length)} not saved`]
      : unsent.length ? ["unsaved", `${count(unsent.length)} not saved yet`]
      : ["saved", this.lastSaved()];
    row.tell(this.shown, state, words);
    this.list(unsent.filter((entry) => !entry.page.startsWith("#")));
  }

  lastSaved() {
    const saved = document.getElementById("last-saved")?.dateTime;
    return saved ? `All saved, ${spoken(saved)}` : "Every answer saves by itself";
  }

  // Unsent answers of other pages, each with a way to it.
  list(entries) {
    const place = document.getElementById("unsent");
    if (!place) return;
    place.hidden = entries.length === 0;
    place.querySelector("ul")?.remove();
    const lines = document.createElement("ul");
    lines.append(...entries.map((entry) => {
      const line = document.createElement("li");
      const link = document.createElement("a");
      link.href = entry.page;
      link.textContent = entry.name;
      line.append(link);
      if (entry.refused) line.append(`: ${entry.refused}`);
      return line;
    }));
    place.append(lines);
  }

  say(words) {
    const said = document.getElementById("said");
    if (said) said.textContent = words;
  }
}

// The verdict comes after the save, by a request of its own. Until then the one shown is an old one, and looks so.
function followVerdict() {
  const live = document.getElementById("live");
  if (!live) return; // triage shows an order, not a verdict
  const said = document.getElementById("said-score");
  let last = document.getElementById("live-verdict").dataset.said;
  document.body.addEventListener("htmx:oobAfterSwap", (event) => {
    if (event.detail.target.id === "live-exact") live.dataset.state = "stale";
    if (event.detail.target.id === "live-ask") outlineNext();
  });
  document.body.addEventListener("htmx:afterSwap", (event) => {
    outlineNext();
    if (event.detail.target.id !== "live-verdict") return;
    delete live.dataset.state;
    const words = document.getElementById("live-verdict").dataset.said;
    if (words !== last) said.textContent = words;
    last = words;
  });
}

// The row that is worth asking next, as the panel names it.
function outlineNext() {
  const next = document.getElementById("live-ask")?.dataset.row;
  for (const form of document.querySelectorAll("form[data-item]")) form.toggleAttribute("data-next", form.id === next);
}

const count = (number) => (number === 1 ? "1 answer" : `${number} answers`);

localise(document);
document.addEventListener("htmx:load", (event) => localise(event.detail.elt));
const root = document.getElementById("sheet");
// Without htmx nothing could be sent: the plain forms stand, each with its button.
if (root?.dataset.user && window.htmx) {
  const sheet = new Sheet(root);
  root.dataset.live = "";
  startKeys(root, { clear: (form) => sheet.clear(form) });
  followVerdict();
}
