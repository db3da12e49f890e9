// What the resident said and the server has not yet confirmed. It is kept in the browser, so that it
// survives a reload; the id stays the same, so that saying it twice does not double it. Several tabs keep
// theirs in one place: each adds and takes out its own only.

const KEY = "linli.pending";

function read() {
  try {
    return JSON.parse(localStorage.getItem(KEY)) || [];
  } catch {
    return [];
  }
}

function write(items) {
  try {
    localStorage.setItem(KEY, JSON.stringify(items));
  } catch {
    // A full or forbidden store costs only the survival of a reload.
  }
}

export class Pending {
  constructor() {
    this.items = read();
  }

  add(said) {
    this.items.push(said);
    write([...read(), said]);
  }

  // Takes one out and gives it back; undefined when it is not there.
  remove(id) {
    const found = this.items.find((said) => said.id === id);
    this.items = this.items.filter((said) => said.id !== id);
    write(read().filter((said) => said.id !== id));
    return found;
  }

  has(id) {
    return this.items.some((said) => said.id === id);
  }
}

export function newId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
