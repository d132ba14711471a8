import { TURN_LIMITS, type TurnLimits } from '../../bot/fair-turns';
import { compose } from '../../compose';
import type { Latchkey } from '../../lifecycle';
import { systemClock } from '../../platform/clock';
import { createLog } from '../../platform/log';
import type { Ledger } from '../../recovery/ports';
import { localWiring } from '../../wiring';
import { serveBench, tell, type RunningBot } from './bot-child';
import { preciseNow } from './bot-protocol';
import { asLease, asWork } from './outgoing-calls';
import { unpack, type Packed } from './packed-settings';

/** Lines are made as in production and then dropped. */
const log = createLog({ clock: systemClock, write: () => undefined });

/** Tells the bench of every commit that this process makes. */
function reportCommits(ledger: Ledger): void {
  const commitAll = ledger.commitAll.bind(ledger);
  const reported: Ledger['commitAll'] = async (current, changes) => {
    const committed = await commitAll(current, changes);
    const requestId = current.request.id;
    for (const { event } of committed === 'conflict' ? [] : changes)
      tell({ committed: { type: event.type, requestId, at: preciseNow() } });
    return committed;
  };
  // A commit of one event goes through it too.
  Object.assign(ledger, { commitAll: reported });
}

/** Leases are told apart from what they guard. */
function markLeases(ledger: Ledger): void {
  const lease = ledger.lease.bind(ledger);
  const marked: Ledger['lease'] = async (...args) => {
    const taken = await asLease(() => lease(...args));
    return 'endsInMs' in taken ? taken : { release: () => asLease(() => taken.release()) };
  };
  Object.assign(ledger, { lease: marked });
}

/** What the worker sends is told apart from what a press sends. */
function markWork({ runner }: Latchkey): void {
  const start = runner.start.bind(runner);
  const look = runner.look.bind(runner);
  const marked: Pick<Latchkey['runner'], 'look' | 'start'> = {
    start: (...args) => asWork(() => start(...args)),
    look: (tenantId, id) => asWork(() => look(tenantId, id)),
  };
  Object.assign(runner, marked);
}

/** One manager decides about everybody here: nothing in hand counts as too much, unless a bench asks for it. */
const NO_LIMITS: TurnLimits = {
  ...{ perPresser: 1_000_000, waitingPerPresser: 1_000_000, inHand: 1_000_000, waiting: 1_000_000 },
  longestWaitMs: 60_000,
};

async function start(given: unknown): Promise<RunningBot> {
  // It comes from `startProduct` of the same program.
  const { settings, config } = unpack(given as Packed);
  const wiring = localWiring({ settings }, config, log);
  const turnLimits = { ...NO_LIMITS };
  const latchkey = await compose({ ...wiring, turnLimits, answerWithinMs: 60_000, pageAnswerWithinMs: 60_000 });
  reportCommits(latchkey.storage.ledger);
  markLeases(latchkey.storage.ledger);
  markWork(latchkey);
  const port = await latchkey.start('127.0.0.1');
  return {
    port,
    idle: () => latchkey.runner.idle(),
    deaf: () => latchkey.worker.stop(),
    unpaced: () => {
      Object.assign(latchkey.storage.permits, { take: () => Promise.resolve(0) });
      return Promise.resolve();
    },
    rest: async () => {
      await latchkey.worker.stop();
      await latchkey.runner.stop();
    },
    limit: (turns) => {
      Object.assign(turnLimits, turns === 'fair' ? TURN_LIMITS : NO_LIMITS);
      return Promise.resolve();
    },
  };
}

serveBench(start);
