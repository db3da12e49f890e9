// Photos, files and places: what the browser lets the resident share.

import { say } from "./words.js";

const LARGEST = 10 * 1024 * 1024;
const LONGEST_SIDE = 1600;

export class NotShared extends Error {}

// A smaller JPEG without the camera's notes (they tell where it was taken); the file itself if the
// browser cannot read it.
async function reduced(file) {
  if (!file.type.startsWith("image/")) return file;
  try {
    const bitmap = await createImageBitmap(file);
    const scale = Math.min(1, LONGEST_SIDE / Math.max(bitmap.width, bitmap.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(bitmap.width * scale);
    canvas.height = Math.round(bitmap.height * scale);
    canvas.getContext("2d").drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    return await new Promise((done) => canvas.toBlob((blob) => done(blob || file), "image/jpeg", 0.85));
  } catch {
    return file;
  }
}

// Uploads a file; gives back its token, its type and its address.
export async function upload(file) {
  const body = await reduced(file);
  if (body.size > LARGEST) throw new NotShared(say("too_large"));
  const headers = { "x-file-name": encodeURIComponent(file.name || "") };
  const answer = await fetch("/chat/file", { method: "POST", body, headers }).catch(() => null);
  if (!answer) throw new NotShared(say("offline_file"));
  if (answer.status === 413) throw new NotShared(say("too_large"));
  if (answer.status === 415) throw new NotShared(say("wrong_kind"));
  if (!answer.ok) throw new NotShared(say("offline_file"));
  return answer.json();
}

// Where the resident is.
export function whereabouts() {
  return new Promise((found, failed) => {
    const refuse = () => failed(new NotShared(say("place_failed")));
    if (!navigator.geolocation) refuse();
    else {
      navigator.geolocation.getCurrentPosition(({ coords }) => found({
        latitude: coords.latitude, longitude: coords.longitude, accuracy: coords.accuracy,
      }), refuse, { enableHighAccuracy: true, timeout: 10000, maximumAge: 60000 });
    }
  });
}
