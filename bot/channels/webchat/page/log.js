// The conversation as it stands on the page: messages by id, edits in their place, days between them.

import { bubble, element, when } from "./message.js";
import { dayName, say } from "./words.js";

const NEAR = 120;            // px from the end that still count as reading the newest

const MOMENT = 600;          // ms an edit may take to follow a tap

export class Log extends EventTarget {
  constructor() {
    super();
    this.root = document.getElementById("log");
    this.scroll = document.getElementById("scroll");
    this.newer = document.getElementById("newer");
    this.entries = new Map();   // our messages by ref, the resident's by id
    this.shown = new Set();     // ids of our messages, edits included
    this.day = "";
    this.following = true;      // the end is in view, and stays so when a picture loads or the keyboard opens
    this.newer.onclick = () => this.toEnd();
    this.top = 0;
    this.scroll.onscroll = () => {
      const up = this.scroll.scrollTop < this.top;   // only people scroll up; what grows below leaves us where we are
      this.top = this.scroll.scrollTop;
      if (this.isNear()) {
        this.following = true;
        this.newer.hidden = true;
      } else if (up) this.following = false;
    };
    const resized = new ResizeObserver(() => this.following && this.toEnd());
    resized.observe(this.root);
    resized.observe(this.scroll);
  }

  get size() {
    return this.entries.size;
  }

  // What was missed, without reading it all aloud when it is the whole conversation.
  fill(past) {
    this.root.setAttribute("aria-live", this.size ? "polite" : "off");
    for (const message of past) this.put(message);
    this.toEnd();
    setTimeout(() => this.root.setAttribute("aria-live", "polite"), 500);
  }

  put(message, elsewhere = false) {
    if (message.mine && message.tap !== undefined && message.tap !== null) this.choose(message.ref, message.tap);
    else if (message.mine) this.mine(message, elsewhere ? this.answerSince(message.at) : null);
    else this.theirs(message);
  }

  mine(message, before = null) {
    if (this.entries.has(message.id) || !(message.text || message.picture || message.sound || message.document || message.location)) return;
    this.add(message.id, message, "mine", before);
  }

  // What was said on another page of this chat may come here after the answer to it: the first of that.
  answerSince(moment) {
    let first = null;
    let one = this.root.lastElementChild;
    while (one?.message && !one.message.mine && one.message.at >= moment) [first, one] = [one, one.previousElementSibling];
    return first;
  }

  theirs(message) {
    if (this.shown.has(message.id)) return;
    this.shown.add(message.id);
    const known = this.entries.get(message.ref);
    if (known) this.fillEntry(known, message);
    else {
      this.add(message.ref, message, "theirs");
      this.settleOlder(message.ref);
    }
  }

  add(key, message, side, before = null) {
    const near = this.following;
    this.separate(new Date(message.at));
    const entry = element("div", { className: `message ${side}` });
    this.fillEntry(entry, message);
    this.entries.set(key, entry);
    if (!before) this.omitTime(side, entry);
    this.root.insertBefore(entry, before);
    if (near || side === "mine") this.toEnd();
    else this.newer.hidden = false;
  }

  fillEntry(entry, message) {
    const near = this.following;
    const held = entry.contains(document.activeElement);
    entry.message = message;
    entry.taken = undefined;
    entry.replaceChildren(bubble(message), when(message));
    if (!message.mine) this.offer(entry, message);
    if (held) this.hold(entry);
    if (near) this.toEnd();
  }

  separate(moment) {
    const day = moment.toDateString();
    if (day === this.day) return;
    this.day = day;
    const line = element("p", { className: "day", textContent: dayName(moment) });
    line.moment = moment;
    this.root.append(line);
  }

  // The page's own words in the log, after another language was chosen.
  retell() {
    for (const line of this.root.querySelectorAll(".day")) line.textContent = dayName(line.moment);
    for (const line of this.root.querySelectorAll(".chosen")) line.textContent = say("chosen", { label: line.label });
  }

  // The same time is not said twice in a row.
  omitTime(side, entry) {
    const before = this.root.lastElementChild;
    const time = before?.classList.contains(side) && before.querySelector(".when");
    if (time && time.textContent === entry.querySelector(".when").textContent) time.hidden = true;
  }

  // buttons ------------------------------------------------------------------------------------------

  offer(entry, message) {
    const rows = (message.keyboard || []).map((row) => this.row(entry, row));
    if (message.ask_location) rows.push(this.row(entry, [{ label: message.ask_location, act: "place" }]));
    if (message.ask_phone) rows.push(this.phone(entry, message.ask_phone));
    if (rows.length) entry.append(element("div", { className: "choices", role: "group" }, ...rows));
  }

  row(entry, buttons) {
    return element("div", { className: "row" }, ...buttons.map((button) => this.button(entry, button)));
  }

  button(entry, { label, data, url, act }) {
    if (url) return element("a", { className: "choice", href: url, target: "_blank", rel: "noopener", textContent: label });
    const made = element("button", { type: "button", className: "choice", textContent: label });
    made.onclick = () => {
      if (act) this.tell(act, { entry });
      else this.press(entry, made, data || "");
    };
    return made;
  }

  press(entry, button, data) {
    const choices = entry.querySelector(".choices");
    if (choices.getAttribute("aria-busy") === "true") return;
    choices.setAttribute("aria-busy", "true");
    button.setAttribute("aria-pressed", "true");
    this.tell("tap", { data, source: entry.message.ref || entry.message.id });
  }

  phone(entry, label) {
    const input = element("input", { type: "tel", autocomplete: "tel", placeholder: say("phone"), maxLength: 32 });
    input.setAttribute("aria-label", say("phone"));
    const send = element("button", { type: "submit", className: "choice", textContent: label });
    const form = element("form", { className: "ask-phone" }, input, send);
    form.onsubmit = (event) => {
      event.preventDefault();
      if (input.value.trim()) this.tell("phone", { entry, phone: input.value.trim() });
    };
    return form;
  }

  // The server has the tap. Its buttons stay a moment, because an edit of the message may come instead.
  take(ref, data) {
    const entry = this.entries.get(ref);
    if (!entry || !entry.querySelector(".choices[aria-busy]")) return;
    entry.taken = data;
    if (entry.classList.contains("past")) this.choose(ref, data);
    else setTimeout(() => entry.taken === data && this.choose(ref, data), MOMENT);
  }

  // What was tapped becomes a quiet line.
  choose(ref, data) {
    const entry = this.entries.get(ref);
    const chosen = entry && (entry.message.keyboard || []).flat().find((button) => (button.data || "") === data);
    if (chosen) this.quiet(entry, chosen.label);
  }

  quiet(entry, label) {
    const choices = entry.querySelector(".choices");
    if (!choices) return;
    const held = choices.contains(document.activeElement);
    const line = element("p", { className: "chosen", textContent: say("chosen", { label }) });
    line.label = label;
    choices.replaceWith(line);
    if (held) this.hold(entry);
  }

  // The button that had the focus is gone; the next one by Tab is this message's or the one after it.
  hold(entry) {
    entry.tabIndex = -1;
    entry.focus({ preventScroll: true });
  }

  // Something newer was said: older buttons step back, those tapped become their quiet line.
  settleOlder(newest) {
    for (const [ref, entry] of this.entries) {
      entry.classList.toggle("past", ref !== newest);
      if (entry.taken !== undefined && ref !== newest) this.choose(ref, entry.taken);
    }
  }

  // what became of the resident's words --------------------------------------------------------------

  mark(id, failed, retry) {
    const entry = this.entries.get(id);
    if (!entry) return;
    entry.classList.toggle("unsent", failed !== "");
    entry.querySelector(".failed")?.remove();
    if (!failed) return;
    const button = element("button", { type: "button", className: "failed", textContent: failed });
    button.onclick = retry;
    entry.append(button);
    if (this.following) this.toEnd();
  }

  remove(id) {
    this.entries.get(id)?.remove();
    this.entries.delete(id);
  }

  // scrolling ----------------------------------------------------------------------------------------

  isNear() {
    return this.scroll.scrollHeight - this.scroll.scrollTop - this.scroll.clientHeight < NEAR;
  }

  toEnd() {
    this.newer.hidden = true;
    this.following = true;
    this.scroll.scrollTop = this.scroll.scrollHeight;
    this.top = this.scroll.scrollTop;
  }

  tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}
