// Comfort for the keyboard; everything works without it.
// j/k: next and previous need. a, d, r: accept, decline, resolve. /: search. Escape: close what is open.

const rows = () => [...document.querySelectorAll("a.row")];
const typing = (target) => target.closest("input, textarea, select, [contenteditable]");

function step(by) {
  const all = rows();
  if (all.length === 0) return;
  const at = all.findIndex((row) => row === document.activeElement);
  const from = at >= 0 ? at : all.findIndex((row) => row.hasAttribute("aria-current"));
  const to = all[Math.min(all.length - 1, Math.max(0, from < 0 ? 0 : from + by))];
  if (document.body.classList.contains("at-need") && !to.hasAttribute("aria-current")) {
    location.href = to.href;
  } else {
    to.focus();
    to.scrollIntoView({ block: "nearest" });
  }
}

function press(key) {
  const button = document.querySelector(`[data-key="${key}"]`);
  if (!button) return false;
  button.click();
  if (button.tagName === "SUMMARY") {
    button.parentElement.querySelector("input:not([type=hidden]), textarea, select")?.focus();
  }
  return true;
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    document.querySelectorAll("details.act[open], details.me[open]").forEach((one) => {
      if (one.contains(document.activeElement)) one.querySelector("summary").focus();
      one.open = false;
    });
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  if (event.key === "j") step(1);
  else if (event.key === "k") step(-1);
  else if (event.key === "/") document.getElementById("text")?.focus();
  else if (!"adr".includes(event.key) || !press(event.key)) return;
  event.preventDefault();
});

// What is not wholly solved needs a word on what remains.
document.addEventListener("change", ({ target }) => {
  if (target.name === "outcome") target.form.elements.text.required = target.value !== "solved";
});

document.querySelector("a.row[aria-current]")?.scrollIntoView({ block: "nearest" });
