import { EffectError } from '../../../recovery/errors';
import type { advanceRequest } from '../../../recovery/advance-request';
import type { Deps } from '../../../recovery/deps';
import type { EventType } from '../../../recovery/events';
import type { AccessPasses, AuthMethods, Ledger } from '../../../recovery/ports';
import { waitsForEmployee } from '../../../recovery/opened-by';
import { decidedOf, type RecoveryRequest } from '../../../recovery/request';
import type { RevealInput } from '../../../recovery/reveal-pass';
import type { Change } from '../../../storage/table';
import { allFilled } from '../../support/incident-stories';
import { WHO } from '../../support/sample-people';
import type { Bugs } from './bugs';
import { NO_BUGS } from './bugs';
import type { InvariantName } from './invariants';
import { MemoryTable } from './memory-table';
import { PLANTED_PASSWORD_BUGS } from './planted-passwords';
import { unending, withIdCheck, withoutManagers } from './planted-states';
import type { RunOptions } from './run-seed';
import { OUTSIDER } from './scene';

/** A mistake that somebody could make, and the promise that must be seen to break. */
export interface PlantedBug {
  readonly breaks: InvariantName;
  readonly options: Omit<RunOptions, 'trace'>;
}

type Advance = typeof advanceRequest;

const planted = (breaks: InvariantName, bugs: Partial<Bugs>, rest: Omit<RunOptions, 'bugs'> = {}): PlantedBug => ({
  breaks,
  options: { ...rest, bugs: { ...NO_BUGS, ...bugs } },
});

/** The ledger with one method replaced. */
function ledgerWith(change: (real: Ledger) => Partial<Ledger>): Partial<Bugs> {
  return {
    ledger: (real) => {
      const changed = change(real);
      return new Proxy(real, {
        get: (target, name): unknown => {
          const value: unknown = Reflect.get(changed, name) ?? Reflect.get(target, name);
          return typeof value === 'function' ? (value.bind(target) as unknown) : value;
        },
      });
    },
  };
}

const passesWith = (change: (real: AccessPasses) => Partial<AccessPasses>): Partial<Bugs> => ({
  passes: (real) => ({ ...real, ...change(real) }),
});

/** The order of the scripts on the web: remove what is gone, then make a pass. */
const removesFirst =
  (real: Advance): Advance =>
  async (deps, input) => {
    const stored = await deps.ledger.read(input.tenantId, input.id);
    const due = stored?.request.state === 'approved' ? decidedOf(stored.request)?.plan : undefined;
    for (const { methodId: id, kind } of due ?? [])
      await deps.methods.remove(input.tenantId, WHO.ada, { id, kind }).catch(() => undefined);
    return real(deps, input);
  };

const writesEarly =
  (real: Advance): Advance =>
  async (deps, input) => {
    const stored = await deps.ledger.read(input.tenantId, input.id);
    if (stored?.request.state === 'awaitingApproval') await deps.passes.issue(input.tenantId, WHO.ada, 10, 8_000);
    return real(deps, input);
  };

/** What a DELETE was acknowledged for is not looked for again. */
function listsNothingDeleted(real: AuthMethods): AuthMethods {
  const deleted = new Set<string>();
  return {
    ...real,
    list: async (...of) => (await real.list(...of)).filter(({ id }) => !deleted.has(id)),
    remove: async (tenantId, employee, method) => {
      const answer = await real.remove(tenantId, employee, method);
      deleted.add(method.id);
      return answer;
    },
  };
}

const listsNoPass = (real: AuthMethods): AuthMethods => ({
  ...real,
  list: async (...of) => (await real.list(...of)).filter(({ kind }) => kind !== 'temporaryAccessPass'),
});

/** Something happens at each look at what a colleague opened, while it waits. */
const whileItWaits =
  (happens: (deps: Deps, request: RecoveryRequest) => Promise<unknown>) =>
  (real: Advance): Advance =>
  async (deps, input) => {
    const stored = await deps.ledger.read(input.tenantId, input.id);
    if (stored !== undefined && waitsForEmployee(stored.request))
      await happens(deps, stored.request).catch(() => undefined);
    return real(deps, input);
  };

/** Writes whatever version is there. */
class CarelessTable extends MemoryTable {
  override async transact(changes: readonly Change[]): Promise<ReadonlyMap<string, string> | undefined> {
    const written: [string, string][] = [];
    for (const { row } of changes) {
      await this.put(row);
      written.push([row.rk, (await this.read(row.pk, row.rk))?.etag ?? '']);
    }
    return new Map(written);
  }
}

async function repeated<T>(call: () => Promise<T>): Promise<T> {
  for (let tries = 0; ; tries += 1) {
    try {
      return await call();
    } catch (error) {
      if (!(error instanceof EffectError) || tries === 3) throw error;
    }
  }
}

const UNSIGNED: ReadonlySet<string> = new Set(['row-signature', 'audit-chain']);

/** Rows and chains without signatures: whatever is written holds. */
const BELIEVES: Partial<Bugs> = {
  keys: (real) => ({
    ...real,
    mac: (purpose, data, id) => (UNSIGNED.has(purpose) ? 'x' : real.mac(purpose, data, id)),
  }),
};

/** A commit that is acknowledged and never written. */
const forgets = (type: EventType): Partial<Bugs> =>
  ledgerWith((real) => ({
    commit: async (current, event, next) =>
      event.type === type ? { ...current, request: next } : real.commit(current, event, next),
  }));

/** The QR code that a page would have to come from. */
async function newestQr(deps: Deps, { tenantId, requestId }: RevealInput): Promise<number | undefined> {
  const stored = await deps.ledger.read(tenantId, requestId);
  return stored?.request.attendance?.qr?.generation;
}

export const PLANTED_BUGS: Readonly<Record<string, PlantedBug>> = {
  ...PLANTED_PASSWORD_BUGS,
  'deletes before there is a pass': planted('neverEmpty', { advance: removesFirst }),
  'writes before the approval': planted('nothingBeforeApproval', { advance: writesEarly }),
  'commits without If-Match': planted('everyChainHolds', {
    table: (name, content, cross) => new (name === 'requests' ? CarelessTable : MemoryTable)(name, content, cross),
  }),
  'gives the lease to everybody': planted(
    'nothingTwice',
    ledgerWith(() => ({ lease: () => Promise.resolve({ release: () => Promise.resolve() }) })),
  ),
  'repeats the POST of a pass blindly': planted(
    'noShownPassIsKilled',
    passesWith(({ issue }) => ({ issue: (...what) => repeated(() => issue(...what)) })),
    { faults: { rate: 0.1, weights: { effectLate: 1 }, only: 'passes.issue' } },
  ),
  'mints two passes': planted(
    'everyPassIsRecorded',
    passesWith(({ issue }) => ({
      issue: async (...what) => {
        await issue(...what);
        return issue(...what);
      },
    })),
  ),
  'believes every row': planted('onlyThePlan', BELIEVES, { tampers: true, verifies: true }),
  'notices no damaged row': planted('tamperingIsNoticed', BELIEVES, { tampers: true, verifies: true }),
  'does not look which pass stands': planted(
    'theShownPassWorks',
    {
      methods: (real) => ({
        ...real,
        list: async (...of) => (await real.list(...of)).filter(({ kind }) => kind !== 'temporaryAccessPass'),
      }),
    },
    { faults: { rate: 0.1, weights: { answerLost: 1 }, only: 'passes.issue' } },
  ),
  'never sweeps, and the queue is lost': planted(
    'nothingIsStuck',
    { sweep: () => () => Promise.resolve(0) },
    { loss: 'wholeQueue' },
  ),
  'takes the pass back in words alone, and does not look': planted('noSeenPassOutlives', {
    ...passesWith(() => ({ remove: () => Promise.resolve('removed') })),
    methods: listsNoPass,
    policy: (real) => ({ ...real, disableOnIncident: false }),
  }),
  'calls a method removed that stands': planted('theStateIsTrue', {
    methods: (real) => ({ ...real, remove: () => Promise.resolve({ outcome: 'removed' }) }),
  }),
  'believes the DELETE': planted(
    'verifiedIsGone',
    { methods: listsNothingDeleted },
    { faults: { rate: 0.02, weights: { effectLost: 1 }, only: 'methods.remove' } },
  ),
  'calls an account contained on the word of a DELETE': planted(
    'containedIsGone',
    { methods: listsNothingDeleted },
    { faults: { rate: 0.08, weights: { effectLost: 1 }, only: 'methods.remove' } },
  ),
  'takes one task for all': planted(
    'closedWhenDone',
    ledgerWith((real) => ({
      commit: (current, event, next) => real.commit(current, event, event.type === 'taskDone' ? allFilled(next) : next),
    })),
  ),
  'reads about somebody before they have answered': planted(
    'nothingBeforeTheYes',
    { advance: whileItWaits(({ methods }, { tenantId, employee }) => methods.list(tenantId, employee)) },
    { way: 'colleague' },
  ),
  'tells the manager before the employee has answered': planted(
    'nothingBeforeTheYes',
    { advance: whileItWaits(({ cards }, request) => cards.notify(WHO.max, 'opened', request)) },
    { way: 'colleague' },
  ),
  'lets whoever asked sign': planted(
    'nobodyApprovesTheirOwn',
    ledgerWith((real) => ({
      commit: (current, event, next) =>
        real.commit(
          current,
          event.type === 'approved' ? { ...event, approver: current.request.requester } : event,
          next,
        ),
    })),
    { way: 'colleague' },
  ),
  'takes every number for the same': planted(
    'theCodeStaysWithItsNumber',
    {
      keys: (real) => ({ ...real, mac: (purpose, ...of) => (purpose === 'contact' ? 'x' : real.mac(purpose, ...of)) }),
    },
    { way: 'code' },
  ),
  'tells no manager of a code': planted(
    'theManagerIsTold',
    ledgerWith((real) => ({
      commit: (current, event, next) =>
        real.commit(current, event, event.type === 'selfVerified' ? withoutManagers(next) : next),
    })),
    { way: 'code' },
  ),
  'shows the pass of a counter in the chat': planted(
    'onlyBehindTheQr',
    {
      reveal: (real) => async (deps, input) =>
        real(deps, { ...input, place: 'inPerson', qr: await newestQr(deps, input) }),
    },
    { way: 'counter' },
  ),
  'lets every device in by one QR code': planted('oneDevicePerQr', forgets('qrOpened'), { way: 'counter' }),
  'takes an attendant for an ID': planted(
    'theCounterHasItsProof',
    ledgerWith((real) => ({
      commit: (current, event, next) =>
        real.commit(current, event, event.type === 'attended' ? withIdCheck(next, event.at) : next),
    })),
    { way: 'counter' },
  ),
  'leaves the chat its time for ever': planted(
    'theChatHasItsTime',
    ledgerWith((real) => ({
      commit: (current, event, next) => real.commit(current, event, event.type === 'approved' ? unending(next) : next),
    })),
    { way: 'chat' },
  ),
  'says done and forgets it': planted('nothingIsLost', forgets('codeRenewed')),
  'contains twice': planted(
    'nothingTwice',
    ledgerWith((real) => ({
      commit: async (current, event, next) => {
        const stored = await real.commit(current, event, next);
        return stored === 'conflict' || event.type !== 'contained' ? stored : real.commit(stored, event, next);
      },
    })),
  ),
  'shows the pass in a chat that nobody of hers reads': planted('onlyToHer', {
    reveal: (real) => (deps, input) => real(deps, { ...input, place: 'link' }),
  }),
  'keeps the pass in a row': planted(
    'secretsNowhere',
    passesWith(({ issue }) => ({
      issue: async (...what) => {
        const minted = await issue(...what);
        return { ...minted, methodId: minted.secret.reveal() };
      },
    })),
    { searches: true },
  ),
  'writes without leave': planted(
    'thePaceIsKept',
    { permits: () => ({ take: () => Promise.resolve(0) }) },
    { faults: { rate: 0, weights: {} } },
  ),
  'asks nobody who registered a method': planted('theNewMethodIsHers', {
    policy: (real) => ({ ...real, enrolment: { ...real.enrolment, registrars: [OUTSIDER] } }),
  }),
  'shows the pass to whoever asks': planted('onlyToHer', {
    reveal: (real) => (deps, input) => real(deps, { ...input, presser: WHO.ada }),
  }),
};
