// Play scripts of answers and say what instance each ends with.
//
//   node play.mjs < jobs > outcomes
//
// A line of jobs is {"form": path of an XForm, "xml": its text unless it is to be read, "script": {now, steps}};
// a line of outcomes is {"xml": instance} or {"error": message, "step": number}.

import { createInterface } from 'node:readline';
import { freeze, load, open, step } from './engine.mjs';

const forms = new Map();

async function play({ form: path, xml, script }) {
  let number = 0;
  try {
    freeze(script.now);
    const key = xml ?? path;
    if (!forms.has(key)) {
      if (forms.size > 20) forms.clear();
      forms.set(key, await load(path, xml));
    }
    const root = open(forms.get(key));
    for (const one of script.steps) {
      number += 1;
      step(root, one);
    }
    return { xml: root.instanceState.instanceXML };
  } catch (problem) {
    return { error: `${problem?.name}: ${problem?.message}`.slice(0, 300), step: number };
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  console.log(JSON.stringify(await play(JSON.parse(line))));
}
