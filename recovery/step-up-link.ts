import { Secret } from '../platform/secret';
import type { Deps } from './deps';
import { currentMac } from './mac';
import { ownKeys } from './own-keys';
import type { KeyRing } from './ports';
import type { RequestFacts } from './request';
import { readSignedText, signText } from './signed-text';
import type { Millis, ObjectId, RequestId } from './terms';
import { asObjectId } from './terms';

/** What the link to a fresh sign-in is for: one approver, one request, one round. */
export interface StepUpLink {
  readonly tenantId: ObjectId;
  readonly requestId: RequestId;
  readonly approver: ObjectId;
  readonly round: number;
  readonly issuedAt: Millis;
}

/** One try to sign in: from one link, in one browser. */
export interface SignInTry {
  readonly link: StepUpLink;
  /** The link's text, to go back to. */
  readonly token: string;
  readonly startedAt: Millis;
  /** Comes back in the token: so it was made for this try. */
  readonly nonce: Secret;
  /** Code verifier of RFC 7636. */
  readonly verifier: Secret;
  /** Lies in a cookie meanwhile: who comes back is who was sent. */
  readonly browser: Secret;
}

/** How long a link, and a try from it, are good. */
export const STEP_UP_LINK_MS = 10 * 60_000;

const LINK = { purpose: 'step-up-link' };
const STATE = { purpose: 'step-up-state' };
const LINK_TEXT = /^([\da-f-]{36})\.([\dA-Z]{26})\.([\da-f-]{36})\.(\d{1,6})\.(\d{1,15})$/;
const STATE_TEXT = /^(.+)~(\d{1,15})~[\dA-Z]{26}$/;

/** The part of a link that says what it is for, signed. It holds no secret and no power: the sign-in behind it is the proof. */
export function mintStepUpToken(keys: KeyRing, link: StepUpLink): string {
  const { tenantId, requestId, approver, round, issuedAt } = link;
  return signText(keys, LINK, [tenantId, requestId, approver, round, issuedAt].join('.'));
}

/** Reads it. Attacker-controlled: what we did not mint, and what is too old, is `undefined`. */
export function readStepUpToken(keys: KeyRing, token: string, now: Millis): StepUpLink | undefined {
  const read = LINK_TEXT.exec(readSignedText(keys, LINK, token)?.text ?? '');
  const [, tenant, requestId, person, round, issued] = read ?? [];
  const [tenantId, approver, issuedAt] = [asObjectId(tenant), asObjectId(person), Number(issued)];
  if (tenantId === undefined || approver === undefined || requestId === undefined) return undefined;
  return now < issuedAt + STEP_UP_LINK_MS
    ? { tenantId, requestId, approver, round: Number(round), issuedAt }
    : undefined;
}

/** The whole link for one approver of a request as it stands. */
export function makeStepUpLink(
  { keys, publicUrl, clock }: Pick<Deps, 'keys' | 'publicUrl' | 'clock'>,
  { tenantId, id: requestId, round }: Pick<RequestFacts, 'tenantId' | 'id' | 'round'>,
  approver: ObjectId,
): Secret {
  const token = mintStepUpToken(keys, { tenantId, requestId, approver, round, issuedAt: clock.now() });
  return Secret.of(`${publicUrl}/step-up?link=${token}`);
}

/** The `state` of a try to sign in. Everything else about it is derived from it: nothing is stored. */
export function mintState(keys: KeyRing, token: string, startedAt: Millis, id: string): string {
  return signText(keys, STATE, `${token}~${String(startedAt)}~${id}`);
}

/** Reads a `state`, with the same `undefined` for a forged one and one whose time is over. */
export function readState(keys: KeyRing, state: string, now: Millis): SignInTry | undefined {
  const signed = readSignedText(keys, STATE, state);
  const [, token, started] = STATE_TEXT.exec(signed?.text ?? '') ?? [];
  const startedAt = Number(started);
  if (signed === undefined || token === undefined || now >= startedAt + STEP_UP_LINK_MS) return undefined;
  // The link was good when the try began; it may run out while somebody types a password.
  const link = readStepUpToken(keys, token, startedAt);
  if (link === undefined) return undefined;
  const own = ownKeys(keys, signed);
  return {
    ...{ link, token, startedAt },
    nonce: Secret.of(currentMac(own, 'step-up-nonce', state)),
    verifier: Secret.of(currentMac(own, 'step-up-verifier', state)),
    browser: Secret.of(currentMac(own, 'step-up-browser', state)),
  };
}
