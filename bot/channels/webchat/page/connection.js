// The socket: connects, reconnects with growing pauses, says everything pending again, in order.

import { newId, Pending } from "./pending.js";

const PATIENCE = 6000;      // ms to wait for a confirmation before saying "not sent"
const LONGEST_PAUSE = 15000;
const NO_CHAT = 4401;       // this browser has no chat; the page gets one by loading anew

export class Connection extends EventTarget {
  constructor() {
    super();
    this.pending = new Pending();
    this.after = "";
    this.tries = 0;
    this.watches = new Map();
    addEventListener("online", () => this.hurry());
    document.addEventListener("visibilitychange", () => document.hidden || this.hurry());
  }

  open() {
    clearTimeout(this.timer);
    this.tell("state", "connecting");
    const scheme = location.protocol === "https:" ? "wss:" : "ws:";
    const socket = new WebSocket(`${scheme}//${location.host}/chat/socket`);
    this.socket = socket;
    socket.onopen = () => socket.send(JSON.stringify({ kind: "hello", after: this.after, language: navigator.language }));
    socket.onmessage = (event) => this.take(JSON.parse(event.data));
    socket.onclose = (event) => this.closed(socket, event);
  }

  closed(socket, event) {
    if (socket !== this.socket) return;
    this.ready = false;
    this.tell("state", "offline");
    if (event.code === NO_CHAT && !sessionStorage.getItem("linli.renewed")) {
      sessionStorage.setItem("linli.renewed", "1");
      location.reload();
      return;
    }
    for (const said of this.pending.items) this.tell("unsent", said.id);
    const pause = Math.min(LONGEST_PAUSE, 500 * 2 ** this.tries) * (0.7 + 0.6 * Math.random());
    this.tries += 1;
    this.timer = setTimeout(() => this.open(), pause);
  }

  // Connect at once rather than after the pause, when there is reason to hope.
  hurry() {
    if (this.socket && this.socket.readyState > WebSocket.OPEN) {
      this.tries = 0;
      this.open();
    }
  }

  take(frame) {
    if (frame.kind === "welcome") this.welcomed(frame);
    else if (frame.kind === "pushed") this.seen(frame.message), this.tell("message", frame.message);
    else if (frame.kind === "ack") this.confirmed(frame.id);
    else if (frame.kind === "nack") this.refused(frame);
    else if (frame.kind === "speaks") this.tell("language", frame.language);
  }

  welcomed(frame) {
    this.ready = true;
    this.tries = 0;
    sessionStorage.removeItem("linli.renewed");
    frame.past.forEach((message) => this.seen(message));
    for (const message of frame.past) if (message.mine && this.pending.has(message.id)) this.confirmed(message.id);
    this.tell("state", "online");
    if (frame.language) this.tell("language", frame.language);
    for (const said of this.pending.items) this.transmit(said);
    this.tell("welcome", frame.past);
  }

  seen(message) {
    if (!message.mine && BigInt(message.id) > BigInt(this.after || 0)) this.after = message.id;
  }

  // Say something; it is kept until the server has it.
  say(content) {
    const said = { kind: "said", id: newId(), ...content };
    this.pending.add(said);
    if (this.ready) this.transmit(said);
    else setTimeout(() => this.pending.has(said.id) && !this.ready && this.tell("unsent", said.id), 400);
    return said;
  }

  again(id) {
    const said = this.pending.items.find((one) => one.id === id);
    if (said && this.ready) this.transmit(said);
    else this.hurry();
  }

  transmit(said) {
    this.socket.send(JSON.stringify(said));
    this.tell("sending", said.id);
    this.watch(said.id, PATIENCE, () => {
      this.tell("unsent", said.id);
      this.abandon();
    });
  }

  // A connection that swallows words is not one; a close in good order may take a minute on it.
  abandon() {
    const socket = this.socket;
    socket.onmessage = null;
    socket.close();
    this.closed(socket, { code: 1006 });
    socket.onclose = null;
  }

  confirmed(id) {
    this.unwatch(id);
    const said = this.pending.remove(id);
    this.tell("confirmed", { id, said });
  }

  refused({ id, retry }) {
    this.unwatch(id);
    const said = this.pending.items.find((one) => one.id === id);
    if (retry === null) {
      this.pending.remove(id);
      this.tell("refused", id);
    } else if (said) {
      this.watch(id, retry * 1000, () => this.ready && this.transmit(said));
    }
  }

  watch(id, after, act) {
    this.unwatch(id);
    this.watches.set(id, setTimeout(() => this.pending.has(id) && act(), after));
  }

  unwatch(id) {
    clearTimeout(this.watches.get(id));
    this.watches.delete(id);
  }

  tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}
