import { timingSafeEqual } from 'node:crypto';
import { RecoveryError } from './errors';
import type { KeyRing } from './ports';
import type { ObjectId } from './terms';

/** What a card's token stands for. It names no power: the verb's guards decide from stored state. */
export interface TokenSubject {
  readonly kind: 'request' | 'draft' | 'stop';
  /** Request id, draft id, or when the switch of the tenant was turned last. */
  readonly id: string;
  /** The request's round when the card was drawn; 0 for the others. */
  readonly round: number;
}

const PURPOSE = 'card-token';

const LETTERS = { request: 'r', draft: 'd', stop: 's' } as const satisfies Readonly<
  Record<TokenSubject['kind'], string>
>;
const KINDS: ReadonlyMap<string | undefined, TokenSubject['kind']> = new Map([
  ['r', 'request'],
  ['d', 'draft'],
  ['s', 'stop'],
]);

function payload(subject: TokenSubject): string {
  return `${LETTERS[subject.kind]}.${subject.id}.${subject.round}`;
}

function macOf(keys: KeyRing, keyId: string, tenantId: ObjectId, audience: ObjectId, text: string): string | undefined {
  return keys.mac(PURPOSE, `${tenantId}|${audience}|${text}`, keyId);
}

/**
 * The opaque text in a card's `data`: bound to one tenant, one person, one subject and one round, so that a forwarded,
 * edited or outlived card opens nothing. A decision moves the round or the state, which is what makes it single-use.
 */
export function mintCardToken(keys: KeyRing, tenantId: ObjectId, audience: ObjectId, subject: TokenSubject): string {
  const text = payload(subject);
  const mac = macOf(keys, keys.currentId, tenantId, audience, text);
  if (mac === undefined) throw new RecoveryError('integrity', 'the current key is not in the key ring');
  return `${text}.${keys.currentId}.${mac}`;
}

/** Reads a token. Attacker-controlled: anything that we did not mint for this person and tenant is `undefined`. */
export function readCardToken(
  keys: KeyRing,
  tenantId: ObjectId,
  audience: ObjectId,
  token: string,
): TokenSubject | undefined {
  const [letter, id, round, keyId, mac, ...rest] = token.slice(0, 400).split('.');
  if (id === undefined || round === undefined || keyId === undefined || mac === undefined || rest.length > 0)
    return undefined;
  const kind = KINDS.get(letter);
  if (letter === undefined || kind === undefined || !/^\d{1,6}$/.test(round)) return undefined;
  const right = macOf(keys, keyId, tenantId, audience, `${letter}.${id}.${round}`);
  if (right === undefined || !sameText(mac, right)) return undefined;
  return { kind, id, round: Number(round) };
}

function sameText(given: string, right: string): boolean {
  const a = Buffer.from(given);
  const b = Buffer.from(right);
  return a.length === b.length && timingSafeEqual(a, b);
}
