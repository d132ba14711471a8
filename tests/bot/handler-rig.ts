import type { Answer } from '../../bot/answer';
import { CardsInHand } from '../../bot/cards-in-hand';
import type { HandlerDeps } from '../../bot/handler-deps';
import type { Metrics } from '../../bot/metrics';
import { createMetrics } from '../../bot/metrics';
import { People } from '../../bot/people';
import type { Turn } from '../../bot/turn';
import type { Verbs } from '../../bot/verbs';
import type { ActionOf, CardVerb } from '../../cards/actions';
import { parseCardAction } from '../../cards/actions';
import type { Card } from '../../cards/card';
import type { TokenSubject } from '../../recovery/card-token';
import { mintCardToken } from '../../recovery/card-token';
import type { Outcome } from '../../recovery/outcome';
import type { Draft } from '../../recovery/drafts';
import type { Stored } from '../../recovery/ports';
import type { RecoveryRequest } from '../../recovery/request';
import type { ObjectId } from '../../recovery/terms';
import { fakeKeyRing } from '../support/fake-key-ring';
import { EMPLOYEE, NOON, TENANT } from '../support/request-builder';
import { samplePerson, SETTINGS } from '../support/sample-people';
import { QuietLog } from './quiet-log';
import { FakeConversations } from './fake-conversations';
import { NO_PHOTOS } from './no-photos';

export const KEYS = fakeKeyRing();

const unused = (name: string) => () => {
  throw new Error(`the verb ${name} was not expected`);
};

const NAMES: readonly (keyof Verbs)[] = [
  ...([
    'draftRequest',
    'noteSolved',
    'openRequest',
    'confirmIdentity',
    'approveRequest',
    'denyRequest',
    'reportFraud',
  ] as const),
  ...(['beginApproval'] as const),
  ...(['markUnsure', 'passOn', 'renewCode', 'withdrawApproval', 'revealPass', 'cancelRequest', 'spendCode'] as const),
  ...([
    'remindApprover',
    'sendNewLink',
    'findRequest',
    'findMine',
    'liftShield',
    'releaseRequest',
    'retryRequest',
  ] as const),
  ...(['findOfPerson', 'listOpen', 'seemsHelpdesk', 'opensWithProof', 'suggestPerson', 'refuseCard'] as const),
  ...(['pauseRecoveries', 'resumeRecoveries', 'seeStop', 'seeIncident', 'fillTask', 'closeIncident'] as const),
  ...(['requirePasswordChange'] as const),
  ...(['nameDelegate', 'endDelegation', 'seeDelegation'] as const),
];

/** Verbs that a test does not expect throw. Whoever looks seems to be of security, which offers the most, and attends still. */
export const verbs = (expected: Partial<Verbs> = {}): Verbs => ({
  ...(Object.fromEntries(NAMES.map((name) => [name, unused(name)])) as unknown as Verbs),
  seemsUninvolvedSenior: () => Promise.resolve(true),
  numbersWithheld: () => Promise.resolve(undefined),
  passwordOffer: () => Promise.resolve(undefined),
  ...expected,
});

export interface Rig {
  readonly deps: HandlerDeps;
  readonly conversations: FakeConversations;
  readonly drafts: Map<string, Draft>;
  readonly metrics: Metrics;
}

export function rig(expected: Partial<Verbs> = {}, drafts: readonly Draft[] = []): Rig {
  const conversations = new FakeConversations();
  const clock = { now: () => NOON + 120_000 };
  const metrics = createMetrics();
  const kept = new Map(drafts.map((draft) => [draft.id, draft]));
  const directory = { person: (_tenant: ObjectId, id: ObjectId) => Promise.resolve(samplePerson(id)) };
  const deps: HandlerDeps = {
    ...{
      verbs: verbs(expected),
      people: new People({ directory, photos: NO_PHOTOS, clock }),
      keys: KEYS,
      clock,
      conversations,
    },
    drafts: {
      get: (_tenant, id) => Promise.resolve(kept.get(id)),
      remove: (_tenant, id) => {
        kept.delete(id);
        return Promise.resolve();
      },
    },
    tenants: { find: (id) => (id === TENANT ? SETTINGS : undefined) },
    stops: { known: () => undefined },
    hand: new CardsInHand(),
    ledger: { trail: () => Promise.resolve([]) },
    log: new QuietLog(),
    metrics,
  };
  return { deps, conversations, drafts: kept, metrics };
}

export const turn = (change: Partial<Turn> = {}): Turn => ({
  ...{ kind: 'press', tenantId: TENANT, presser: EMPLOYEE, channelUserId: '29:reader', scope: 'personal' },
  ...{ conversationId: 'a:chat', serviceUrl: 'https://teams.example/', locale: 'en-US', timeZone: 'Europe/Oslo' },
  ...{ text: '', hasAttachments: false, value: undefined, replyToId: 'message-1' },
  ...change,
});

export const stored = <R extends RecoveryRequest>(request: R): Stored<R> => ({ request, etag: 'e', seq: 1, head: 'h' });

export const done = (request: RecoveryRequest): Outcome => ({ kind: 'done', stored: stored(request) });

export const refusing = (code: Extract<Outcome, { kind: 'refused' }>['code'], request?: RecoveryRequest): Outcome => ({
  ...{ kind: 'refused', code },
  ...(request !== undefined && { stored: stored(request) }),
});

export const tokenFor = (audience: ObjectId, subject: TokenSubject, tenantId = TENANT): string =>
  mintCardToken(KEYS, tenantId, audience, subject);

export const requestToken = (audience: ObjectId, { id, round }: RecoveryRequest): string =>
  tokenFor(audience, { kind: 'request', id, round });

export function cardOf(answer: Answer): Card {
  if (answer.kind !== 'card') throw new Error(`the answer is ${JSON.stringify(answer)}`);
  return answer.card;
}

export const wordsOf = (answer: Answer): string =>
  answer.kind === 'card' ? JSON.stringify(answer.card.content) : JSON.stringify(answer);

/** The node of a card with this id. */
export function nodeOf(card: Card, id: string): Readonly<Record<string, unknown>> | undefined {
  const walk = (node: unknown): Readonly<Record<string, unknown>> | undefined => {
    if (typeof node !== 'object' || node === null) return undefined;
    if (Reflect.get(node, 'id') === id) return node as Readonly<Record<string, unknown>>;
    for (const child of Object.values(node)) {
      const found = walk(child);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  return walk(card.content);
}

/** Verbs of the buttons on a card, in order, each once. */
export function verbsOn(card: Card): readonly string[] {
  const found: string[] = [];
  const walk = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    if (Reflect.get(node, 'type') === 'Action.Execute') found.push(String(Reflect.get(node, 'verb')));
    Object.values(node).forEach(walk);
  };
  walk(card.content['body']);
  return [...new Set(found)];
}

/** What a card sends, read as the bot reads it. */
export function pressed<V extends CardVerb>(verb: V, data: Readonly<Record<string, unknown>>): ActionOf<V> {
  const parsed = parseCardAction({ action: { type: 'Action.Execute', verb, data }, trigger: 'manual' });
  if (parsed.kind === 'invalid') throw new Error(`no such press: ${parsed.why} ${parsed.input ?? ''}`);
  return parsed.action as ActionOf<V>;
}
