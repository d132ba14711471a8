import type { Bot } from './bot/bot';
import { AgreedClock } from './platform/clock';
import { every } from './platform/every';
import type { Deps } from './recovery/deps';
import { HEED_MS, heedStops, prepareStop } from './recovery/heed-stop';
import { FOLLOW_MS, followAnchors } from './recovery/make-anchors';
import { beginNoting } from './recovery/note-members';
import { reportParked, SWEEP_MS } from './recovery/report-parked';
import { warnOfOpenGroups } from './recovery/role-assignable';
import { tendInBackground, tendTenant } from './recovery/tend-tenant';
import type { WorkRunner } from './recovery/work-runner';
import type { Storage } from './storage/connect';
import type { QueueWorker } from './storage/queue-worker';
import type { Wiring } from './wiring';

/** The product, wired and not listening yet. */
export interface Latchkey {
  readonly deps: Deps;
  readonly storage: Storage;
  readonly runner: WorkRunner;
  readonly worker: QueueWorker;
  /**
   * Listens, takes the baseline, starts the worker, looks at every open request. Resolves with the port.
   * Throws `StorageError('clockSkew')` before it listens where this machine's clock and the storage service's disagree.
   */
  start(host: string): Promise<number>;
  /** Drains: takes no new work, finishes the steps in hand and hands the rest back to the queue. */
  stop(): Promise<void>;
}

interface Wired {
  readonly wiring: Wiring;
  readonly storage: Storage;
  readonly deps: Deps;
  readonly bot: Bot;
  readonly runner: WorkRunner;
  /** Known once the port is. */
  readonly address: { url: string };
}

const tenantIdsOf = ({ wiring }: Wired) => wiring.tenants.map(({ tenantId }) => tenantId);

/** Sets the clock by what `ask` says of it. A clock that a test moves agrees with no service. */
async function agree({ wiring: { clock, log } }: Wired, ask: () => Promise<number>): Promise<void> {
  if (!(clock instanceof AgreedClock)) return;
  const ahead = await ask();
  if (clock.correct(ahead)) log.warn('clock.corrected', { durationMs: ahead });
}

/** Also what fails here is tried again at the next round. A machine that was set while the product runs is followed, however far. */
async function round(wired: Wired): Promise<void> {
  await agree(wired, () => wired.storage.clockAhead()).catch((error: unknown) => {
    wired.wiring.log.error('clock.checkFailed', { error });
  });
  for (const tenantId of tenantIdsOf(wired)) await tendTenant(wired.deps, tenantId);
}

/** What is done every so often while the product runs; each ends when it is called. */
function repeatedly(wired: Wired): readonly (() => void)[] {
  const { deps } = wired;
  const tenantIds = tenantIdsOf(wired);
  return [
    every(SWEEP_MS, async () => {
      await round(wired);
      await Promise.all(tenantIds.map((tenantId) => tendInBackground(deps, tenantId)));
    }),
    every(HEED_MS, () => heedStops(deps, tenantIds)),
    every(FOLLOW_MS, async () => {
      await Promise.all(tenantIds.map((tenantId) => followAnchors(deps, tenantId)));
    }),
  ];
}

function workerOf({ wiring: { log, tenants }, storage, deps, runner }: Wired): QueueWorker {
  return storage.worker({
    tenants: tenants.length,
    handle: async (tenantId, id) => ((await runner.look(tenantId, id)) === 'handedBack' ? { again: 0 } : undefined),
    onPoison: async ({ tenantId, requestId: id }) => {
      log.error('work.parked', id === undefined ? {} : { requestId: id });
      if (tenantId !== undefined && id !== undefined) await reportParked(deps, { tenantId, id });
    },
  });
}

async function start(wired: Wired, worker: QueueWorker, host: string): Promise<number> {
  const { wiring, storage, deps, bot, address } = wired;
  const tenantIds = tenantIdsOf(wired);
  await agree(wired, () => storage.checkClock());
  for (const tenantId of tenantIds) {
    await prepareStop(deps, tenantId, wiring.startPaused);
    await followAnchors(deps, tenantId);
  }
  const port = await bot.listen(wiring.port, host);
  address.url = wiring.publicUrl ?? `http://127.0.0.1:${String(port)}`;
  await Promise.all(tenantIds.map((tenantId) => beginNoting(deps, tenantId)));
  // What waits in the queue does not wait for the directory of a large tenant to be read.
  worker.start();
  await heedStops(deps, tenantIds);
  await Promise.all(tenantIds.map((tenantId) => warnOfOpenGroups(deps, tenantId)));
  await round(wired);
  return port;
}

/** What starts and stops the product. Nothing runs yet. */
export function lifecycleOf(wired: Wired): Latchkey {
  const { storage, deps, bot, runner } = wired;
  const worker = workerOf(wired);
  let repeated: readonly (() => void)[] = [];
  return {
    ...{ deps, storage, runner, worker },
    start: async (host) => {
      const port = await start(wired, worker, host);
      repeated = repeatedly(wired);
      return port;
    },
    stop: async () => {
      for (const end of repeated) end();
      await Promise.all([bot.drain(), worker.stop(), runner.stop()]);
      await bot.close();
    },
  };
}
