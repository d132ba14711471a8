import type { Deps } from './deps';
import { RecoveryError } from './errors';
import { readStop } from './heeding';
import { holdRestored } from './hold-restored';
import { isSenior } from './is-senior';
import type { Refused } from './outcome';
import { refused } from './outcome';
import type { Stop, StoredStop } from './stops';
import { sweep } from './sweep';
import { tellOfStop } from './tell-of-stop';
import type { Millis, ObjectId } from './terms';
import type { Who } from './verb';
import { verb } from './verb';

export interface StopInput extends Who {
  readonly reason: string;
  /** The switch on the card that was pressed, by the time of its last change; absent when it was typed. */
  readonly since?: Millis;
}

/** The switch as it stands after the press; `broken` where its row does not hold, which counts as a pause. */
export interface Stopped {
  readonly kind: 'stop';
  readonly stop: Stop | 'broken';
}
export type StopOutcome = Stopped | Refused;

const RACES = 8;
const REASON = 300;

const NAMES = { paused: 'security.recoveries_paused', running: 'security.recoveries_resumed' } as const;

/** Who and why: this entry alone of the tenant's journal holds words, those of security. It is never only counted. */
async function record(deps: Deps, tenantId: ObjectId, { paused, at, by, reason }: Stop): Promise<void> {
  const name = paused ? NAMES.paused : NAMES.running;
  await deps.ledger.journal(tenantId, { at, by, name, what: paused ? 'paused' : 'resumed', why: reason });
}

/** Everybody's cards say so, and what is owed goes on. What fails here is done by the next sweep. */
async function spread(deps: Deps, tenantId: ObjectId, stored: StoredStop): Promise<void> {
  await sweep(deps, tenantId).catch((error: unknown) => {
    deps.log.error('stop.sweepFailed', { tenantId, error });
  });
  await tellOfStop(deps, tenantId, stored);
}

/** What a turn of the switch leaves as it is. */
const keptOf = ({ marker, holding }: Stop): Pick<Stop, 'marker' | 'holding'> => ({
  ...(marker !== undefined && { marker }),
  ...(holding !== undefined && { holding }),
});

/** Turns the switch, whatever lies there; nothing where it stands so already, or where the card shows an older state. */
async function turn(deps: Deps, input: StopInput, paused: boolean): Promise<StopOutcome> {
  const { tenantId, presser, reason, since } = input;
  for (let race = 0; race < RACES; race += 1) {
    const before = await readStop(deps, tenantId);
    if (typeof before !== 'string' && before.paused === paused) return { kind: 'stop', stop: before };
    const isOld = since !== undefined && typeof before !== 'string' && before.at !== since;
    if (isOld) return refused('cardOutdated');
    if (reason.trim() === '') return refused('reasonMissing');
    if (!paused && typeof before !== 'string' && before.holding === true) {
      await holdRestored(deps, tenantId, before);
      continue;
    }
    const kept = typeof before === 'string' ? {} : keptOf(before);
    const stop: Stop = {
      paused,
      at: deps.clock.now(),
      by: presser,
      reason: reason.slice(0, REASON),
      told: false,
      ...kept,
    };
    // Stopping waits for nothing. Starting again is written down first: without its entry it does not happen.
    if (!paused) await record(deps, tenantId, stop);
    const stored = await deps.stops.write(tenantId, stop, typeof before === 'string' ? before : before.seq);
    if (stored === undefined) continue;
    if (paused) await record(deps, tenantId, stop);
    await spread(deps, tenantId, stored);
    return { kind: 'stop', stop: stored };
  }
  throw new RecoveryError('conflict', 'the switch kept being turned');
}

/**
 * Stops every effect on every account of the tenant, at once and on every instance: pass, delete, sign-out, switching off,
 * containment too. For members of security, with a reason. Everybody else gets what an unknown thing gets.
 */
export const pauseRecoveries = verb('pause', async (deps: Deps, input: StopInput): Promise<StopOutcome> =>
  (await isSenior(deps, input)) ? turn(deps, input, true) : refused('notFound'),
);

/** Ends the pause; everything that is owed goes on by itself. For members of security, with a reason. */
export const resumeRecoveries = verb('resume', async (deps: Deps, input: StopInput): Promise<StopOutcome> =>
  (await isSenior(deps, input)) ? turn(deps, input, false) : refused('notFound'),
);

/** How the switch stands, for members of security. */
export const seeStop = verb('stop', async (deps: Deps, input: Who): Promise<StopOutcome> => {
  if (!(await isSenior(deps, input))) return refused('notFound');
  const stop = await readStop(deps, input.tenantId);
  return { kind: 'stop', stop: stop === 'nothing' ? 'broken' : stop };
});
