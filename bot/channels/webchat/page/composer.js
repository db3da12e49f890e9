// The input at the bottom: text, photo, place; and the size of the letters.

const SIZES = [18, 20, 22, 24];
const KEY = "linli.size";

export class Composer extends EventTarget {
  constructor() {
    super();
    this.text = document.getElementById("text");
    this.send = document.getElementById("send");
    this.notice = document.getElementById("notice");
    const form = document.getElementById("composer");
    const photo = document.getElementById("photo");
    form.onsubmit = (event) => { event.preventDefault(); this.submit(); };
    this.text.oninput = () => this.fit();
    this.text.onkeydown = (event) => this.key(event, form);
    photo.onchange = () => { if (photo.files[0]) this.tell("photo", photo.files[0]); photo.value = ""; };
    document.getElementById("place").onclick = () => this.tell("place");
    this.letters();
  }

  key(event, form) {
    // While a Chinese input method composes, Enter belongs to it.
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    form.requestSubmit();
  }

  submit() {
    const text = this.text.value.trim();
    if (!text) return;
    this.text.value = "";
    this.fit();
    this.text.focus();
    this.tell("text", text);
  }

  fit() {
    this.send.disabled = !this.text.value.trim();
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
