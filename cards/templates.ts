import { createHash } from 'node:crypto';
import { Template } from 'adaptivecards-templating';
import { CardError } from './errors';
import type { TemplateName } from './card-data';
import again from './fragments/again.json';
import buttons from './fragments/buttons.json';
import closing from './fragments/closing.json';
import facts from './fragments/facts.json';
import header from './fragments/header.json';
import lead from './fragments/lead.json';
import link from './fragments/link.json';
import lines from './fragments/lines.json';
import note from './fragments/note.json';
import numbers from './fragments/numbers.json';
import profile from './fragments/profile.json';
import quote from './fragments/quote.json';
import timeline from './fragments/timeline.json';
import sections from './fragments/sections.json';
import after from './templates/after.json';
import confirmApprove from './templates/confirm-approve.json';
import confirmReason from './templates/confirm-reason.json';
import helpdeskForm from './templates/helpdesk-form.json';
import incident from './templates/incident.json';
import taskForm from './templates/task-form.json';
import message from './templates/message.json';
import openList from './templates/open-list.json';
import openFor from './templates/open-for.json';
import page from './templates/page.json';
import passwordForm from './templates/password-form.json';
import qr from './templates/qr.json';
import ready from './templates/ready.json';
import revealed from './templates/revealed.json';
import review from './templates/review.json';
import stepUp from './templates/step-up.json';

const FRAGMENTS: Readonly<Record<string, object>> = {
  ...{ header, note, lead, profile, link, lines, numbers, facts, sections, timeline, quote, closing, again, buttons },
};

/** The body of each card. `{ "$include": "x" }` stands for `fragments/x.json`. */
const BODIES: Readonly<Record<TemplateName, readonly object[]>> = {
  page,
  ready,
  revealed,
  after,
  qr,
  'step-up': stepUp,
  'confirm-approve': confirmApprove,
  'confirm-reason': confirmReason,
  review,
  'open-for': openFor,
  'helpdesk-form': helpdeskForm,
  incident,
  'task-form': taskForm,
  'password-form': passwordForm,
  message,
  'open-list': openList,
};

export const TEMPLATE_NAMES: readonly TemplateName[] =
  // Object.keys loses the key type; BODIES is a complete Record, so every key is a TemplateName.
  Object.keys(BODIES) as TemplateName[];

function include(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(include);
  if (typeof node !== 'object' || node === null) return node;
  if (!('$include' in node)) return Object.fromEntries(Object.entries(node).map(([key, one]) => [key, include(one)]));
  const fragment = FRAGMENTS[String(node.$include)];
  if (fragment === undefined) throw new CardError('template', `there is no fragment ${String(node.$include)}`);
  return include(fragment);
}

const compiled = new Map<TemplateName, Template>();

const digests = new Map<TemplateName, string>();

/** Another one for every version of a template. */
export function templateDigest(name: TemplateName): string {
  const known = digests.get(name);
  if (known !== undefined) return known;
  const made = createHash('sha256')
    .update(JSON.stringify(include(BODIES[name])))
    .digest('base64url');
  digests.set(name, made);
  return made;
}

/** A compiled template. Compiling costs twenty times an expansion, so each is compiled once. */
export function template(name: TemplateName): Template {
  const known = compiled.get(name);
  if (known !== undefined) return known;
  const made = new Template({ body: include(BODIES[name]) });
  compiled.set(name, made);
  return made;
}
