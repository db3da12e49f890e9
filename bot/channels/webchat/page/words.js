// The page's own few words, in the language the resident chose or else the browser's.

const all = JSON.parse(document.getElementById("words").textContent);
let language = document.documentElement.lang.replace("-", "_");

export function say(key, values = {}) {
  return all[language][key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

export function locale() {
  return language.replace("_", "-");
}

export function speak(chosen) {
  if (!all[chosen] || chosen === language) return;
  language = chosen;
  document.documentElement.lang = locale();
  document.title = say("title");
  for (const [data, put] of Object.entries(places)) {
    for (const element of document.querySelectorAll(`[data-${data}]`)) {
      put(element, say(element.getAttribute(`data-${data}`)));
    }
  }
}

const places = {
  "say": (element, text) => { element.textContent = text; },
  "say-label": (element, text) => { element.setAttribute("aria-label", text); },
  "say-title": (element, text) => { element.title = text; },
  "say-placeholder": (element, text) => { element.placeholder = text; },
};

// 今天, 昨天, 周三 (within a week), 11月3日, 2025年11月3日.
export function dayName(moment) {
  const midnight = (date) => new Date(date.getFullYear(), date.getMonth(), date.getDate());
  const days = Math.round((midnight(new Date()) - midnight(moment)) / 86400000);
  if (days <= 0) return say("today");
  if (days === 1) return say("yesterday");
  if (days < 7) return moment.toLocaleDateString(locale(), { weekday: "long" });
  const year = moment.getFullYear() === new Date().getFullYear() ? {} : { year: "numeric" };
  return moment.toLocaleDateString(locale(), { month: "long", day: "numeric", ...year });
}

export function timeOfDay(moment) {
  return moment.toLocaleTimeString(locale(), { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
}
