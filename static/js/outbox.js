// Answers that were sent and not yet acknowledged, kept in this browser by user and evaluation, so that a dropped
// connection, a closed tab or an ended session loses nothing. An entry leaves when the server has confirmed it, or at
// sign-out. Each answer has a key of its own: two tabs do not write over each other.

const PREFIX = "distmap:unsent:";
const TAB = "distmap:tab";

// This tab by a name that survives loading anew, and that others can see to be alive.
function thisTab() {
  const tab = sessionStorage.getItem(TAB) ?? `${Date.now()}-${Math.random()}`;
  sessionStorage.setItem(TAB, tab);
  // Never given back while the tab lives; without locks (plain HTTP) every other tab counts as closed.
  navigator.locks?.request(`${TAB}:${tab}`, () => new Promise(() => {}));
  return tab;
}

export class Outbox {
  constructor(user, evaluation, storage = window.localStorage) {
    this.storage = storage;
    this.key = `${PREFIX}${user}:${evaluation}:`;
    this.others = new Set();
    forgetOthers(user, storage);
    try {
      this.tab = thisTab();
    } catch {
      this.tab = ""; // storage is forbidden: nothing is kept, see put
    }
  }

  // Which entries are another living tab's, which looks after them itself.
  async look() {
    const { held = [] } = (await navigator.locks?.query()) ?? {};
    const alive = held.map((lock) => lock.name.slice(TAB.length + 1));
    this.others = new Set(alive.filter((tab) => tab !== this.tab));
  }

  all() {
    const found = {};
    for (const key of keys(this.storage, this.key)) {
      const item = key.slice(this.key.length);
      const entry = this.get(item);
      if (entry) found[item] = entry;
    }
    return found;
  }

  // entry: {url, page, name, version, fields: [[name, value], …], refused: why it cannot be saved, if it cannot}
  put(item, entry) {
    try {
      this.storage.setItem(this.key + item, JSON.stringify({ ...entry, tab: this.tab }));
    } catch {
      // Storage is full or forbidden: the answer stays in the form, and the page warns before it is left.
    }
  }

  get(item) {
    try {
      const entry = JSON.parse(this.storage.getItem(this.key + item));
      return entry && !this.others.has(entry.tab) ? entry : undefined;
    } catch {
      return undefined;
    }
  }

  drop(item) {
    try {
      this.storage.removeItem(this.key + item);
    } catch {
      // Nothing was kept.
    }
  }
}

function keys(storage, prefix) {
  try {
    return Object.keys(storage).filter((key) => key.startsWith(prefix));
  } catch {
    return [];
  }
}

function forgetOthers(user, storage) {
  for (const key of keys(storage, PREFIX)) if (!key.startsWith(`${PREFIX}${user}:`)) storage.removeItem(key);
}

export function forgetAll() {
  for (const storage of [window.localStorage, window.sessionStorage]) {
    for (const prefix of [PREFIX, "distmap:draft:"]) for (const key of keys(storage, prefix)) storage.removeItem(key);
  }
}
