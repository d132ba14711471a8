import { isQrOpen } from './attendance';
import { isChatOver } from './chat-time';
import { sameDigits } from './codes';
import { commitEvent } from './commit';
import { compareCode, noteWrongCode } from './compare-code';
import type { Deps } from './deps';
import { isEvaluated } from './evaluation';
import type { EventType } from './events';
import type { Delivery } from './facts';
import { isPaused } from './heeding';
import { lostAuthority, mayGetAnotherPass } from './lost-authority';
import type { Revealable } from './mint-pass';
import { isRevealable, MINT_DEADLINE_MS, mintPass } from './mint-pass';
import type { Refused, RevealOutcome } from './outcome';
import { refused } from './outcome';
import type { Stored } from './ports';
import { isMinting, isPlacing } from './run-state';
import type { Millis, RequestId } from './terms';
import type { Who } from './verb';
import { verb } from './verb';

export interface RevealInput extends Who {
  readonly requestId: RequestId;
  readonly code: string;
  readonly place: Delivery['place'];
  /** At a counter: generation of the QR code that opened the page on which it was pressed. */
  readonly qr?: number | undefined;
}

/**
 * For so long after a pass was minted its answer may still be on the way to the screen. A second press of the same moment
 * would kill it, and the two answers might arrive in the wrong order: the dead pass on top.
 */
export const ARRIVING_MS = 3_000;

/** True while a pass is on its way, to Graph or to the screen. */
function isUnderWay({ request }: Revealable, now: Millis): boolean {
  const { decided } = request;
  const arrives = decided.pass !== undefined && now - decided.pass.issuedAt < ARRIVING_MS;
  return isMinting(decided, now) || isPlacing(request, now) || decided.gap === 'open' || arrives;
}

/** At a counter a pass is shown on the device that opened the newest QR code, and while none has there is no place for it. */
function refuseDevice(stored: Revealable, { qr }: RevealInput): Refused | undefined {
  const { delivery, attendance } = stored.request;
  if (delivery.place !== 'inPerson') return undefined;
  if (!isQrOpen(stored.request)) return refused('wrongPlace', { stored });
  return attendance?.qr?.generation === qr ? undefined : refused('qrOver');
}

/** Where nobody approved the code came by text message: the words have to say so. */
const byText = ({ request }: Revealable): Refused['facts'] & object =>
  request.decided.selfVerified === undefined ? {} : { byText: 1 };

/** Everything that storage alone can say. Costs no try of the code. */
function refuseFromStorage(deps: Deps, stored: Stored, input: RevealInput): Refused | undefined {
  const { request } = stored;
  if (request.employee !== input.presser) return refused('notFound');
  if (request.delivery.place !== input.place) return refused('wrongPlace', { stored });
  if (!isRevealable(stored)) {
    const waiting = request.state === 'awaitingApproval' || request.state === 'held';
    return refused(waiting ? 'notApprovedYet' : 'requestEnded', { stored });
  }
  if (isEvaluated(request, deps.policy)) return refused('requestEnded', { stored });
  if (isChatOver(request, deps.clock.now())) return refused('chatOver', { stored });
  const device = refuseDevice(stored, input);
  if (device !== undefined) return device;
  const { decided } = stored.request;
  const now = deps.clock.now();
  if (isUnderWay(stored, now)) return refused('stillWorking', { stored });
  if (decided.reveals > deps.policy.remints) return refused('revealsUsedUp', { stored });
  if (!/\d/.test(input.code)) return refused('codeMissing', { stored, facts: byText(stored) });
  if (decided.code.voided) return refused('codeVoid', { stored, facts: byText(stored) });
  return now > decided.code.deadline ? refused('codeExpired', { stored, facts: byText(stored) }) : undefined;
}

/** The fifth wrong try makes the code void until an approver asks for a new one. */
async function checkCode(deps: Deps, stored: Revealable, input: RevealInput): Promise<Refused | undefined> {
  const { request } = stored;
  const compared = await compareCode(deps, request, (right) => sameDigits(input.code, right));
  if (compared.isRight) return undefined;
  const outcome = await noteWrongCode(deps, request, compared);
  const shown = outcome.stored === undefined ? {} : { stored: outcome.stored };
  const facts = byText(stored);
  if (compared.left === 0) return refused('codeVoid', { ...shown, facts });
  return refused('codeWrong', { ...shown, facts: { ...facts, left: compared.left } });
}

/** After these nothing can be shown any more. */
const ENDS: ReadonlySet<EventType> = new Set(['refused', 'failed', 'fraudReported']);

/**
 * Reads every guard again right before a pass is minted. What speaks against the first one is committed; after it nothing
 * goes back, and what the rules forbid or hold only keeps a further pass from being made.
 */
async function refuseFromDirectory(deps: Deps, stored: Revealable): Promise<Refused | undefined> {
  const { request } = stored;
  if (request.state === 'revealed') {
    const stands = await mayGetAnotherPass(deps, request);
    return stands ? undefined : refused('noFurtherPass', { stored });
  }
  const event = await lostAuthority(deps, request);
  if (event === undefined) return undefined;
  const committed = await commitEvent(deps, stored, event);
  const code = ENDS.has(event.type) ? 'requestEnded' : 'notApprovedYet';
  return refused(code, committed === 'conflict' ? {} : { stored: committed });
}

/** How long the reveal waits for leave to mint: half its time, the other half is Graph's. */
const PERMIT_PATIENCE_MS = MINT_DEADLINE_MS / 2;

/** Waits for its turn before anything is counted or written. Resolves with the time that is left for the mint. */
async function waitForTurn(deps: Deps, stored: Revealable): Promise<number | Refused> {
  const { tenantId, id: requestId, decided } = stored.request;
  const began = deps.clock.now();
  const ask = { tenantId, requestId, since: decided.at, lane: 'first', count: 1 } as const;
  if ((await deps.permits.take({ ...ask, patienceMs: PERMIT_PATIENCE_MS })) > 0)
    return refused('stillWorking', { stored });
  return MINT_DEADLINE_MS - Math.min(PERMIT_PATIENCE_MS, deps.clock.now() - began);
}

/**
 * The employee typed the release code: the pass is minted and handed over, once. Needs the code every time, the first
 * and again, so that whoever sits in the employee's chat without the approver's voice gets nothing.
 */
export const revealPass = verb('reveal', async (deps: Deps, input: RevealInput): Promise<RevealOutcome> => {
  const stored = await deps.ledger.readVerified(input.tenantId, input.requestId);
  if (stored === undefined) return refused('notFound');
  const first = refuseFromStorage(deps, stored, input);
  if (first !== undefined) return first;
  if (!isRevealable(stored)) return refused('requestEnded', { stored });
  // The turn, the switch and the guards come first: no storm, no pause and no Graph that does not answer costs a try.
  const left = await waitForTurn(deps, stored);
  if (typeof left !== 'number') return left;
  const [paused, changed] = await Promise.all([isPaused(deps, input.tenantId), refuseFromDirectory(deps, stored)]);
  if (changed !== undefined) return changed;
  if (paused) return refused('paused', { stored });
  return (await checkCode(deps, stored, input)) ?? mintPass(deps, stored, input.place, left);
});
