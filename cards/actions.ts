import { z } from 'zod';
import { INPUTS } from './action-inputs';

const TOKEN = z.string().min(1).max(400);
const token = { token: TOKEN };
const tokenOrNone = { token: z.string().max(400).optional() };
const { reason } = INPUTS;
const task = z.object({ ...token, answer: INPUTS.answer, note: INPUTS.note });
const draft = {
  ...token,
  scenario: INPUTS.scenario,
  methods: INPUTS.methods,
  lostAt: INPUTS.lostAt,
  delivery: INPUTS.delivery,
  details: INPUTS.details,
};

/**
 * What each verb of a card sends back. Attacker-controlled: nothing here is trusted, the token only names a subject,
 * and unknown keys are dropped. Missing inputs are `undefined`: the domain refuses them with the right sentence.
 */
export const ACTIONS = {
  'request.confirm': z.object(draft),
  'request.confirmWithCode': z.object(draft),
  'request.review': z.object(draft),
  'request.solved': z.object(token),
  'request.cancel': z.object(token),
  'request.refresh': z.object(token),
  'request.fraud': z.object(token),
  'request.newLink': z.object(token),
  'request.itsMe': z.object(token),
  'request.again': z.object(token),
  'approval.approve': z.object(token),
  'approval.deny': z.object(token),
  'approval.fraud': z.object(token),
  'approval.unsure': z.object(token),
  'approval.notMine': z.object(token),
  'approval.back': z.object(token),
  'approval.newCode': z.object(token),
  'approval.withdraw': z.object(token),
  'approval.confirmApprove': z.object({
    ...token,
    matchNumber: INPUTS.matchNumber,
    verifiedBy: INPUTS.verifiedBy,
    reason,
  }),
  'approval.confirmDeny': z.object({ ...token, reason: INPUTS.denyReason }),
  'approval.confirmFraud': z.object({ ...token, reason: INPUTS.fraudReason }),
  'pass.reveal': z.object({ ...token, releaseCode: INPUTS.releaseCode }),
  'pass.revealAgain': z.object({ ...token, releaseCode: INPUTS.releaseCode }),
  'pass.newCode': z.object(token),
  'pass.askApprover': z.object(token),
  'pass.done': z.object(token),
  'helpdesk.openFor': z.object({
    ...tokenOrNone,
    person: INPUTS.person,
    proof: INPUTS.proof,
    ticket: INPUTS.ticket,
    scenario: INPUTS.scenario,
    place: INPUTS.place,
  }),
  'helpdesk.cancel': z.object({ ...token, reason }),
  'helpdesk.remind': z.object({ ...token, reason }),
  'helpdesk.reassign': z.object({ ...token, approver: INPUTS.approver, reason }),
  'helpdesk.note': z.object({ ...token, note: INPUTS.note }),
  'helpdesk.hold': z.object({ ...token, reason }),
  'helpdesk.release': z.object({ ...token, reason }),
  'helpdesk.escalate': z.object({ ...token, reason }),
  'helpdesk.incident': z.object({ ...token, reason }),
  'helpdesk.lift': z.object({ ...token, reason }),
  'helpdesk.password': z.object({ ...token, passwordReason: INPUTS.passwordReason, note: INPUTS.note }),
  'counter.attend': z.object(token),
  'counter.idCheck': z.object({ ...token, document: INPUTS.document }),
  'counter.showQr': z.object(token),
  'incident.show': z.object(token),
  'incident.reached': task,
  'incident.found': task,
  'incident.password': task,
  'incident.reviewed': task,
  'incident.close': z.object(token),
  'helpdesk.pause': z.object({ ...tokenOrNone, reason }),
  'helpdesk.resume': z.object({ ...tokenOrNone, reason }),
} as const;

export type CardVerb = keyof typeof ACTIONS;

/** `automatic`: the client refreshed by itself, nobody pressed. Draw a card and do nothing else. */
export type Trigger = 'automatic' | 'manual';

type Sent<V extends CardVerb> = z.output<(typeof ACTIONS)[V]>;

/** One press, told apart by `verb`. */
export type CardAction = {
  readonly [V in CardVerb]: { readonly verb: V; readonly trigger: Trigger } & Readonly<Sent<V>>;
}[CardVerb];

/** The action of one verb. */
export type ActionOf<V extends CardVerb> = Extract<CardAction, { readonly verb: V }>;

export type ParsedAction =
  | { readonly kind: 'action'; readonly action: CardAction }
  | {
      readonly kind: 'invalid';
      readonly why: 'shape' | 'unknownVerb' | 'input';
      readonly verb?: string;
      readonly input?: string;
    };

export const CARD_VERBS: readonly CardVerb[] =
  // Object.keys loses the key type; ACTIONS defines CardVerb, so every key is one.
  Object.keys(ACTIONS) as CardVerb[];

const VERB = z.string().max(64);
const execute = z.object({
  action: z.object({ verb: VERB, data: z.record(z.string(), z.unknown()).default({}) }),
  trigger: z.unknown().optional(),
});
const submit = z.looseObject({ verb: VERB });

function isVerb(verb: string): verb is CardVerb {
  return Object.hasOwn(ACTIONS, verb);
}

interface Press {
  readonly verb: string;
  readonly data: unknown;
  readonly trigger: Trigger;
}

function pressOf(value: unknown): Press | undefined {
  const executed = execute.safeParse(value);
  if (executed.success) {
    const { action, trigger } = executed.data;
    return { ...action, trigger: trigger === 'automatic' ? 'automatic' : 'manual' };
  }
  const submitted = submit.safeParse(value);
  return submitted.success ? { verb: submitted.data.verb, data: submitted.data, trigger: 'manual' } : undefined;
}

/** True when the value of a message activity is a press of a Submit fallback. */
export function isCardSubmit(value: unknown): boolean {
  return submit.safeParse(value).success;
}

/**
 * Reads `activity.value` of a press: an `adaptiveCard/action` invoke or a Submit fallback. Attacker-controlled; never
 * throws. `invalid` names the verb and the input, not their content.
 */
export function parseCardAction(value: unknown): ParsedAction {
  const press = pressOf(value);
  if (press === undefined) return { kind: 'invalid', why: 'shape' };
  const { verb, data, trigger } = press;
  if (!isVerb(verb)) return { kind: 'invalid', why: 'unknownVerb' };
  const sent = ACTIONS[verb].safeParse(data);
  if (!sent.success) return { kind: 'invalid', why: 'input', verb, input: String(sent.error.issues[0]?.path[0] ?? '') };
  // `sent.data` was made by the schema of `verb`, which is what ties the two together.
  return { kind: 'action', action: { ...sent.data, verb, trigger } as CardAction };
}
