// Joins the parts: what the resident does goes to the connection, what comes back goes to the log.

import { Composer } from "./composer.js";
import { Connection } from "./connection.js";
import { Log } from "./log.js";
import { upload, whereabouts } from "./sharing.js";
import { say, speak } from "./words.js";

const TYPING_AFTER = 400;    // ms an answer may take before the typing sign shows
const TYPING_UNTIL = 12000;
const FORGET = "forgotten:";  // the tap that deletes all there is; what stands on the screen goes with it

const connection = new Connection();
const log = new Log();
const composer = new Composer();
const state = document.getElementById("state");
const typing = document.getElementById("typing");
const files = new Map();     // files just uploaded, as they are shown, by the id of what carries them
let typingTimer;
let forgetting = false;

function expectAnswer() {
  clearTimeout(typingTimer);
  typingTimer = setTimeout(() => {
    typing.hidden = false;
    log.toEnd();
    typingTimer = setTimeout(answered, TYPING_UNTIL);
  }, TYPING_AFTER);
}

function answered() {
  clearTimeout(typingTimer);
  typing.hidden = true;
}

function tell(content, sent) {
  const said = connection.say(content);
  if (sent) files.set(said.id, sent);
  showPending(said);
  if (connection.ready) expectAnswer();
}

// How a file is shown: a picture to look at, a recording to hear, anything else by its name.
function shownAs(mime) {
  if (mime.startsWith("image/")) return "picture";
  return mime.startsWith("audio/") ? "sound" : "document";
}

function showPending(said) {
  const { id, text, phone, location, tap } = said;
  if (tap !== undefined || said.start !== undefined) return;
  const sent = files.get(id) || (said.file && { document: { url: `/chat/file/${said.file}`, name: "" } });
  log.put({ id, at: Date.now(), mine: true, text: text || phone || "", location, ...sent });
}

// the resident ---------------------------------------------------------------------------------------

composer.addEventListener("text", ({ detail }) => tell({ text: detail }));

composer.addEventListener("file", async ({ detail }) => {
  composer.warn("");
  try {
    const { token, url, mime } = await upload(detail);
    tell({ file: token }, { [shownAs(mime)]: { url, name: detail.name || "" } });
  } catch (problem) {
    composer.warn(problem.message);
  }
});

async function sendPlace(entry) {
  composer.warn("");
  try {
    tell({ location: await whereabouts() });
    if (entry) log.quiet(entry, say("my_place"));
  } catch (problem) {
    composer.warn(problem.message);
  }
}

composer.addEventListener("place", () => sendPlace());
log.addEventListener("place", ({ detail }) => sendPlace(detail.entry));
log.addEventListener("tap", ({ detail }) => tell({ tap: detail.data, source: detail.source }));
log.addEventListener("phone", ({ detail }) => {
  tell({ phone: detail.phone });
  log.quiet(detail.entry, detail.phone);
});

// the connection -------------------------------------------------------------------------------------

connection.addEventListener("state", ({ detail }) => {
  state.dataset.state = detail;
  state.dataset.say = detail;
  state.textContent = say(detail);
  if (detail === "offline") answered();
});

connection.addEventListener("language", ({ detail }) => {
  speak(detail);
  log.retell();
  composer.fit();
});

connection.addEventListener("welcome", ({ detail }) => {
  const fresh = log.size === 0 && detail.length === 0;
  log.fill(detail);
  connection.pending.items.forEach(showPending);
  greet(fresh);
});

connection.addEventListener("message", ({ detail }) => {
  log.put(detail, true);
  if (detail.mine) forgetting ||= detail.tap === FORGET;
  else {
    answered();
    if (forgetting) location.reload();
  }
});

connection.addEventListener("sending", ({ detail }) => log.mark(detail, ""));
connection.addEventListener("unsent", ({ detail }) => unsent(detail));

connection.addEventListener("confirmed", ({ detail: { id, said } }) => {
  log.mark(id, "");
  if (said && said.tap !== undefined) log.take(said.source, said.tap);
  forgetting ||= said?.tap === FORGET;
});

connection.addEventListener("refused", ({ detail }) => {
  log.remove(detail);
  composer.warn(say("refused"));
});

function unsent(id) {
  answered();
  const said = connection.pending.items.find((one) => one.id === id);
  if (said && said.tap !== undefined) composer.warn(say("offline"));
  log.mark(id, say("unsent"), () => connection.again(id));
}

// A new chat begins by itself; a poster's code is told once.
function greet(fresh) {
  const code = new URLSearchParams(location.search).get("c") || "";
  const known = localStorage.getItem("linli.start");
  if (connection.pending.items.some((said) => said.start !== undefined)) return;
  if (!fresh && (!code || code === known)) return;
  localStorage.setItem("linli.start", code);
  tell({ start: code.replace(/[^A-Za-z0-9_-]/g, "").slice(0, 64) });
}

connection.open();
