// Time one form in the reference engine and say it as JSON.
//
//   node --expose-gc measure.mjs WARM.xml FORM.xml ROUNDS SCRIPT.json...
//
// {"load": ms, "answers": [µs, ...], "session": bytes}. WARM.xml is loaded and opened before, so that what is timed
// is the form and not the compiler of JavaScript. The scripts are played once to warm up, then ROUNDS times; with
// none, only the load is timed.

import { readFileSync } from 'node:fs';
import { answer, at, freeze, load, open, step } from './engine.mjs';

const SESSIONS = 5;

const now = () => Number(process.hrtime.bigint()) / 1000;

/** Bytes in use when what is no longer needed is gone. */
async function heap() {
  for (let round = 0; round < 3; round += 1) {
    globalThis.gc();
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return process.memoryUsage().heapUsed;
}

function played(form, script, times) {
  freeze(script.now);
  const root = open(form);
  for (const one of script.steps) {
    const node = one.op === 'set' ? at(root, one.path) : undefined;
    if (one.op !== 'set') step(root, one);
    else if (node !== undefined && !node.currentState.readonly) {
      const started = now();
      answer(node, one.value);
      times.push(now() - started);
    }
  }
  freeze(null);
  return root;
}

const [warm, path, rounds, ...scriptPaths] = process.argv.slice(2);
const scripts = scriptPaths.map((one) => JSON.parse(readFileSync(one, 'utf8')));
open(await load(warm));

const started = now();
const form = await load(path);
const loaded = now() - started;

const answers = [];
for (const script of scripts) played(form, script, []);
for (let round = 0; round < Number(rounds); round += 1) {
  for (const script of scripts) played(form, script, answers);
}

let session = 0;
if (scripts.length > 0) {
  const before = await heap();
  const sessions = Array.from({ length: SESSIONS }, () => played(form, scripts[0], []));
  session = ((await heap()) - before) / sessions.length;
}

console.log(JSON.stringify({ load: loaded / 1000, answers, session }));
