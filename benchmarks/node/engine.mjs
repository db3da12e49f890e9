// @getodk/xforms-engine made ready for Node: it was written for browsers, so it is given a document model, and
// a clock that stands still where answers depend on the time.

import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { JSDOM } from 'jsdom';

const { window } = new JSDOM('', { url: 'http://localhost/' });
const BROWSER = ['DOMParser', 'XMLSerializer', 'Document', 'Element', 'Node', 'Attr', 'Text', 'XMLDocument', 'XPathResult'];
for (const name of [...BROWSER, 'window', 'document', 'localStorage', 'CDATASection', 'Comment', 'NodeFilter']) {
  globalThis[name] ??= name === 'window' ? window : window[name];
}

const RealDate = globalThis.Date;
let frozen = null;

/** Let every clock show this moment (an ISO text); null lets time go on. */
export function freeze(moment) {
  frozen = moment === null ? null : RealDate.parse(moment);
}

globalThis.Date = class extends RealDate {
  constructor(...given) {
    super(...(given.length === 0 && frozen !== null ? [frozen] : given));
  }

  static now() {
    return frozen ?? RealDate.now();
  }
};

// Its parser would look for files in Node's old way and not find them; in a browser it carries them itself.
const { process } = globalThis;
globalThis.process = undefined;
const { loadForm } = await import('@getodk/xforms-engine');
globalThis.process = process;

const FACTS = { deviceID: 'dev', username: 'user', email: 'e@x', phoneNumber: '1' };

/** The form of an XForm file; its attachments lie beside it. */
export async function load(path, xml = readFileSync(path, 'utf8')) {
  const beside = new Map(readdirSync(dirname(path)).map((name) => [name, join(dirname(path), name)]));
  const form = await loadForm(xml, {
    missingResourceBehavior: 'BLANK',
    fetchFormAttachment: async (url) => {
      const found = beside.get(decodeURIComponent(url.href).split('/').at(-1));
      return found === undefined ? new Response('', { status: 404 }) : new Response(readFileSync(found));
    },
  });
  if (form.status === 'failure') throw form.error;
  return form;
}

/** A new session: the root node of its instance. */
export function open(form) {
  return form.createInstance({ preloadProperties: FACTS }).root;
}

/** The node at a path such as /data/member[2]/age; undefined when there is none. */
export function at(root, path) {
  const [, ...steps] = path.split('/').slice(1);
  let nodes = [root];
  for (const step of steps) {
    const [, name, place] = /^([^[]+)(?:\[(\d+)\])?$/.exec(step);
    const found = nodes.flatMap((node) => children(node)).filter((node) => named(node) === name);
    nodes = place === undefined ? found.slice(0, 1) : found.slice(place - 1, place);
  }
  return nodes[0];
}

/** The children as the instance has them: instances of a repeat beside the others. */
function children(node) {
  return (node.currentState.children ?? []).flatMap((child) =>
    child.nodeType.startsWith('repeat-range') ? child.currentState.children : [child],
  );
}

function named(node) {
  const { qualifiedName, nodeName } = node.definition;
  return qualifiedName?.getPrefixedName?.() ?? nodeName;
}

/** Give a question an answer, as the form script has it. */
export function answer(node, value) {
  switch (node.nodeType) {
    case 'select':
      if (node.selectType === 'select') node.selectValues(several(value));
      else node.selectValue(value === '' ? null : value);
      break;
    case 'rank':
      node.setValues(several(value));
      break;
    case 'trigger':
      node.setValue(value === true || value === 'true' || value === 'OK');
      break;
    case 'input':
    case 'range':
      node.setValue(value);
      break;
    default:
      throw new TypeError(`a ${node.nodeType} takes no answer`);
  }
}

function several(value) {
  return Array.isArray(value) ? value : value.split(/\s+/).filter(Boolean);
}

/** The repeat that the instances at this path belong to. */
export function range(root, path) {
  const parent = path.slice(0, path.lastIndexOf('/'));
  const name = path.slice(parent.length + 1).replace(/\[\d+\]$/, '');
  const above = parent.split('/').length > 2 ? at(root, parent) : root;
  return above?.currentState.children.find(
    (child) => child.nodeType.startsWith('repeat-range') && child.definition.nodeset?.endsWith(`/${name}`),
  );
}

/** One step of a script. What the form does not ask (any more) is passed over; says whether it was done. */
export function step(root, one) {
  if (one.op === 'add') {
    const found = range(root, one.path);
    if (found?.addInstances === undefined) return false;
    found.addInstances();
    return true;
  }
  if (one.op === 'remove') {
    const found = range(root, one.path);
    if (found?.removeInstances === undefined) return false;
    found.removeInstances(Number(/\[(\d+)\]$/.exec(one.path)[1]) - 1);
    return true;
  }
  if (one.op === 'lang') {
    const language = root.languages.find((found) => found.language === one.value);
    if (language !== undefined) root.setLanguage(language);
    return language !== undefined;
  }
  const node = at(root, one.path);
  if (node === undefined || node.currentState.readonly || !node.currentState.relevant) return false;
  answer(node, one.value);
  return true;
}
