// The input at the bottom: text, files, a recording, place; and the size of the letters.

import { Recorder } from "./recorder.js";
import { say } from "./words.js";

const SIZES = [18, 20, 22, 24];
const KEY = "linli.size";
const DRAFT = "linli.draft";    // what is typed and not sent yet outlives a reload, in this tab

export class Composer extends EventTarget {
  constructor() {
    super();
    this.text = document.getElementById("text");
    this.send = document.getElementById("send");
    this.notice = document.getElementById("notice");
    const form = document.getElementById("composer");
    const file = document.getElementById("file");
    form.onsubmit = (event) => { event.preventDefault(); this.submit(); };
    this.text.value ||= sessionStorage.getItem(DRAFT) || "";  // somebody may have typed before we were loaded
    this.text.oninput = () => this.fit();
    this.text.onkeydown = (event) => this.key(event, form);
    file.onchange = () => { if (file.files[0]) this.tell("file", file.files[0]); file.value = ""; };
    this.recorder = new Recorder(document.getElementById("recording"), (recorded) => this.tell("file", recorded));
    this.record = document.getElementById("record");
    this.discard = document.getElementById("discard");
    this.record.onclick = () => this.startRecording();
    this.discard.onclick = () => { this.recorder.stop(false); this.fit(); this.text.focus(); };
    document.getElementById("place").onclick = () => this.tell("place");
    this.letters();
  }

  key(event, form) {
    // While a Chinese input method composes, Enter belongs to it.
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    form.requestSubmit();
  }

  async startRecording() {
    this.warn("");
    try {
      await this.recorder.start();
    } catch (problem) {
      this.warn(problem.message);
    }
    this.fit();
    if (this.recorder.running) this.send.focus();
  }

  submit() {
    if (this.recorder.running) {
      this.recorder.stop(true);
      this.fit();
      return;
    }
    const text = this.text.value.trim();
    if (!text) return;
    this.text.value = "";
    this.fit();
    this.text.focus();
    this.tell("text", text);
  }

  fit() {
    const [said, running] = [this.text.value.trim(), this.recorder.running];
    this.send.disabled = !said && !running;
    this.record.hidden = Boolean(said) || running || !this.recorder.possible;
    this.send.hidden = !this.record.hidden;
    this.text.hidden = running;
    this.discard.hidden = !running;
    this.send.setAttribute("aria-label", say(running ? "send_recording" : "send"));
    sessionStorage.setItem(DRAFT, this.text.value);
    this.text.style.height = "auto";
    this.text.style.height = `${this.text.scrollHeight + 2}px`;
  }

  warn(words) {
    this.notice.textContent = words;
    this.notice.hidden = !words;
    clearTimeout(this.timer);
    if (words) this.timer = setTimeout(() => { this.notice.hidden = true; }, 8000);
  }

  letters() {
    const apply = (size) => {
      document.documentElement.style.setProperty("--text", `${size / 16}rem`);
      this.fit();
    };
    // 18, 20, 22, 24 px and round again
    let size = Number(localStorage.getItem(KEY)) || SIZES[0];
    apply(size);
    document.getElementById("size").onclick = () => {
      size = SIZES[(SIZES.indexOf(size) + 1) % SIZES.length];
      localStorage.setItem(KEY, size);
      apply(size);
    };
  }

  tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}
