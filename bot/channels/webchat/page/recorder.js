// A voice message: recorded by a tap, sent by the next one.

import { NotShared } from "./sharing.js";
import { say } from "./words.js";

const LONGEST = 300;         // seconds; about 2 MB of speech
const KINDS = ["audio/webm;codecs=opus", "audio/mp4", "audio/ogg;codecs=opus"];

export class Recorder {
  constructor(clock, done) {
    this.clock = clock;
    this.done = done;
    this.running = false;
    this.possible = Boolean(navigator.mediaDevices?.getUserMedia && window.MediaRecorder);
  }

  async start() {
    const sound = await navigator.mediaDevices.getUserMedia({ audio: true }).catch(() => null);
    if (!sound) throw new NotShared(say("mic_failed"));
    const kind = KINDS.find((one) => MediaRecorder.isTypeSupported(one));
    const media = new MediaRecorder(sound, kind ? { mimeType: kind } : {});
    const parts = [];
    media.ondataavailable = (event) => parts.push(event.data);
    media.onstop = () => {
      sound.getTracks().forEach((track) => track.stop());
      const recorded = new Blob(parts, { type: media.mimeType.split(";")[0] });
      if (this.wanted && recorded.size) this.done(recorded);
    };
    this.media = media;
    this.running = true;
    this.seconds = 0;
    this.tick();
    media.start();
  }

  tick() {
    const time = `${Math.floor(this.seconds / 60)}:${String(this.seconds % 60).padStart(2, "0")}`;
    this.clock.textContent = say("recording", { time });
    this.clock.hidden = false;
    if (this.seconds === LONGEST) this.media.pause();
    else this.timer = setTimeout(() => this.tick(), 1000);
    this.seconds += 1;
  }

  // Ends it; what was said is sent when it is wanted.
  stop(wanted) {
    clearTimeout(this.timer);
    this.wanted = wanted;
    this.running = false;
    this.clock.hidden = true;
    this.media.stop();
  }
}
