// Builds what one message looks like. Everything said is put in as text, never as markup.

import { say, timeOfDay } from "./words.js";

const SVG = "http://www.w3.org/2000/svg";
const PIN = "M12 21s-6.5-5.6-6.5-11a6.5 6.5 0 0 1 13 0c0 5.4-6.5 11-6.5 11z M12 8a2 2 0 1 0 0 4 2 2 0 0 0 0-4z";
const PAPER = "M7 3h7l4 4v14H7zM14 3v4h4";

// Links, emergency and service lines, mobile and landline numbers.
const LINKS = /(https?:\/\/[^\s，。！？、；）)]+)|(?<![\d-])(110|119|120|122|12[0-9]{3}|1[3-9]\d{9}|0\d{2,3}-?\d{7,8})(?![\d-])/g;

export function element(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

function drawing(path) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  const line = document.createElementNS(SVG, "path");
  line.setAttribute("d", path);
  svg.append(line);
  return svg;
}

function words(text, linked) {
  const made = element("p", { className: "words" });
  let end = 0;
  for (const match of linked ? text.matchAll(LINKS) : []) {
    const href = match[1] ? match[1] : `tel:${match[2]}`;
    const target = match[1] ? { target: "_blank", rel: "noopener" } : {};
    made.append(text.slice(end, match.index), element("a", { href, ...target, textContent: match[0] }));
    end = match.index + match[0].length;
  }
  made.append(text.slice(end));
  return made;
}

function picture(attachment) {
  const image = element("img", { src: attachment.url, alt: attachment.name || say("photo_alt"), decoding: "async" });
  return element("a", { className: "picture", href: attachment.url, target: "_blank", rel: "noopener" }, image);
}

function paper(attachment) {
  const link = element("a", { className: "file", href: attachment.url, download: attachment.name || "" });
  link.append(drawing(PAPER), attachment.name || say("file_alt"));
  return link;
}

function sound(attachment) {
  const player = element("audio", { className: "sound", src: attachment.url, controls: true, preload: "metadata" });
  player.setAttribute("aria-label", say("sound_alt"));
  return player;
}

function spot() {
  return element("span", { className: "spot" }, drawing(PIN), say("my_place"));
}

export function bubble(message) {
  const made = element("div", { className: "bubble" });
  const who = message.mine ? "me" : "them";
  const speaker = element("span", { className: "unseen", textContent: say(who) });
  speaker.dataset.say = who;
  made.append(speaker);
  if (message.picture) made.append(picture(message.picture));
  if (message.text) made.append(words(message.text, !message.mine));
  if (message.sound) made.append(sound(message.sound));
  if (message.document) made.append(paper(message.document));
  if (message.location) made.append(spot());
  return made;
}

export function when(message) {
  const moment = new Date(message.at);
  return element("time", { className: "when", dateTime: moment.toISOString(), textContent: timeOfDay(moment) });
}
