// Answers that were sent and not yet acknowledged, kept for this tab by user and evaluation, so that a dropped
// connection or a closed page loses nothing. An entry leaves when the server has confirmed it, or at sign-out.

const PREFIX = "distmap:unsent:";

export class Outbox {
  constructor(user, evaluation, storage = window.sessionStorage) {
    this.storage = storage;
    this.key = `${PREFIX}${user}:${evaluation}`;
    forgetOthers(user, storage);
  }

  all() {
    try {
      return JSON.parse(this.storage.getItem(this.key)) ?? {};
    } catch {
      return {};
    }
  }

  // entry: {url, page, name, version, fields: [[name, value], …]}
  put(item, entry) {
    this.#write({ ...this.all(), [item]: entry });
  }

  get(item) {
    return this.all()[item];
  }

  drop(item) {
    const { [item]: gone, ...rest } = this.all();
    if (gone) this.#write(rest);
  }

  #write(entries) {
    try {
      if (Object.keys(entries).length) this.storage.setItem(this.key, JSON.stringify(entries));
      else this.storage.removeItem(this.key);
    } catch {
      // Storage is full or forbidden: the answer stays in the form, and the page warns before it is left.
    }
  }
}

function forgetOthers(user, storage) {
  for (const key of Object.keys(storage)) {
    if (key.startsWith(PREFIX) && !key.startsWith(`${PREFIX}${user}:`)) storage.removeItem(key);
  }
}

export function forgetAll(storage = window.sessionStorage) {
  for (const key of Object.keys(storage)) if (key.startsWith(PREFIX)) storage.removeItem(key);
}
