import { contactHash } from '../../../recovery/contact-hash';
import type { Deps } from '../../../recovery/deps';
import type { RecoveryRequest } from '../../../recovery/request';
import { isRevealable } from '../../../recovery/mint-pass';
import { beginNoting } from '../../../recovery/note-members';
import { verifyRequest } from '../../../storage/verify-request';
import { AUDIT_ROWS } from '../../../storage/audit-rows';
import { requestPartition } from '../../../storage/partitions';
import { SignedTable } from '../../../storage/signed-table';
import { TENANT } from '../../support/request-builder';
import { WHO } from '../../support/sample-people';
import type { Bugs } from './bugs';
import { NO_BUGS } from './bugs';
import { asMethod } from './entra-ports';
import type { FaultKind, FaultMix } from './fault-plan';
import { AT_REST, check, TAMPERED, WHEN_QUIET } from './invariants';
import { isAtRest, type Outlook, type Trail } from './outlook';
import { hand } from './counter-moves';
import { live } from './habits';
import { lose, LOSSES, type Loss } from './losses';
import { MemoryTable } from './memory-table';
import { People } from './people';
import { RememberingTable } from './remembering';
import type { Way } from './scene';
import { tamper } from './tamper';
import { Universe } from './universe';
import type { Searched } from './written';

export interface RunOptions {
  readonly bugs?: Bugs;
  /** What is lost instead of what the seed says. */
  readonly loss?: Loss;
  readonly trace?: (line: string) => void;
  /** How the pass is come by, instead of what the seed says. */
  readonly way?: Way;
  /** The faults instead of what the seed says. */
  readonly faults?: FaultMix;
  /** Somebody without the keys writes to storage as soon as there is a plan. */
  readonly tampers?: boolean;
  /** Whether every look checks the whole chain, as the product does; else one run in 64. */
  readonly verifies?: boolean;
  /** Whether all that is written is searched for passes; else one run in 32. */
  readonly searches?: boolean;
}

export interface RunResult {
  readonly seed: number;
  readonly violations: readonly string[];
  readonly faults: Readonly<Record<FaultKind, number>>;
  readonly loss: Loss;
  readonly verified: boolean;
  /** How much was searched for secrets; nothing where this run was not. */
  readonly searched: Searched | undefined;
  readonly doubled: number;
  readonly boundaries: number;
  readonly requests: number;
  readonly shown: number;
  readonly way: Way;
  /** The state in which the last request ended. */
  readonly end: string;
}

const MINUTE = 60_000;
const LONGEST_REST = 60;

const noId = () => '';

/** Every request and its entries, as storage has them; whether its chain holds is looked at where `checked` says so. */
async function trailsOf(universe: Universe, checked: boolean): Promise<readonly Trail[]> {
  const content = universe.content('requests');
  const table = new MemoryTable('requests', content, (_what, effect) => Promise.resolve(effect()));
  const { memory, keys, verifies } = universe;
  const signed = verifies ? new SignedTable(table, keys, noId) : new RememberingTable(memory, table, keys, noId);
  return Promise.all(
    universe.requests().map(async (request) => {
      const report = checked ? (await verifyRequest(signed, TENANT, request.id)).report : undefined;
      const rows = content.list(requestPartition(TENANT, request.id), AUDIT_ROWS);
      // What the chain check says of them stands in `fault`.
      const entries = rows.map((row) => universe.memory.entry(row));
      const fault =
        report?.ok === false ? `row ${report.firstBad?.row ?? ''}: ${report.firstBad?.why ?? ''}` : undefined;
      return { request, entries, fault };
    }),
  );
}

/** The chains are checked at the end alone: entries are never replaced, so what broke before is broken then. */
const quietOutlook = async (universe: Universe): Promise<Outlook> => ({
  universe,
  trails: await trailsOf(universe, false),
});

const outlook = async (universe: Universe): Promise<Outlook> => ({ universe, trails: await trailsOf(universe, true) });

/** The product has seen her numbers, where a code may go to one of them. */
function seeNumbers({ scene, ada }: Universe, { sightings, keys }: Deps): readonly Promise<void>[] {
  if (scene.way !== 'code') return [];
  const contacts = ada.methods.flatMap((method) => asMethod(method).contact ?? []);
  return contacts
    .filter(({ channel }) => channel === 'sms')
    .map((contact) => {
      const hash = contactHash(keys, contact);
      return sightings.record(TENANT, WHO.ada, 'contact', hash, scene.numbersSeenAt, false);
    });
}

/** Managers are known for long, and so is Ada's e-mail address. */
async function setUp(universe: Universe): Promise<void> {
  const { network, directory, clock, prng } = universe;
  network.instant = true;
  const { deps } = universe.start();
  const recorded = [...directory.managers].map(([person, manager]) =>
    deps.sightings.record(TENANT, person, 'manager', manager, clock.now() - 90 * 86_400_000, true),
  );
  const noted = beginNoting(deps, TENANT);
  await Promise.all([...recorded, noted, ...seeNumbers(universe, deps)]);
  for (let more = prng.int(4); more > 0; more -= 1) universe.start();
  universe.sweepRegularly();
  network.instant = false;
}

/** Faults, losses and people at once. */
async function storm(universe: Universe, people: People, loss: Loss): Promise<void> {
  const { clock, prng } = universe;
  const end = clock.now() + prng.between(0.4, 1.3) * MINUTE;
  people.open();
  live(people, end);
  if (loss !== 'none') {
    clock.in(prng.between(2_000, end - clock.now()), () => {
      lose(universe, loss);
    });
  }
  await clock.runUntil(end);
}

function tamperSoon(universe: Universe): void {
  universe.clock.in(500, () => {
    if (!tamper(universe)) tamperSoon(universe);
  });
}

/** No fault any more: what was frozen goes on, what died is replaced, what was late has come. */
async function calm(universe: Universe, loss: Loss): Promise<void> {
  const { clock, network } = universe;
  network.calm = true;
  universe.queue.doubling = 0;
  await clock.runUntil(clock.now() + 50_000);
  if (loss === 'none') return;
  // Nobody looks at what lost its messages before a sweep: it comes now, as it may at any time.
  void universe.anyInstance()?.sweep();
  await clock.runUntil(clock.now() + 15_000);
}

/** At a counter, before the pass was shown: a QR code, and a device that takes it. */
const needsPage = ({ qr, pages }: People, { state, delivery }: RecoveryRequest): boolean =>
  delivery.place === 'inPerson' &&
  state === 'approved' &&
  (qr === undefined || pages.get('own')?.generation !== qr.generation);

/** Ada does what she can to finish: reads the code again, signs in, registers a key. */
async function finish(universe: Universe, people: People): Promise<void> {
  const { clock } = universe;
  const request = universe.requests().at(-1);
  if (request === undefined) return;
  if (people.enrol()) return;
  if (!isRevealable({ request, etag: '', seq: 0, head: '' })) return;
  people.renew(request);
  await clock.runUntil(clock.now() + 5_000);
  for (let turn = 0; turn < 2 && needsPage(people, request); turn += 1) {
    hand(people, request);
    await clock.runUntil(clock.now() + 3_000);
  }
  people.reveal(people.newest() ?? request, WHO.ada);
  await clock.runUntil(clock.now() + 8_000);
  people.enrol();
}

const BEFORE_THE_END_MS = 90_000;

/** Every machine sleeps while nothing but the watch over an enrolment goes on, up to shortly before the pass ends. */
function sleepThroughTheWatch(universe: Universe): void {
  const { clock, network } = universe;
  const request = universe.requests().at(-1);
  if (request?.state !== 'revealed') return;
  const ends = request.decided.pass?.expiresAt ?? request.placeholder?.expiresAt ?? 0;
  const left = ends - BEFORE_THE_END_MS - clock.now();
  // What is under way would go on when its lease is long over: such jumps are the storm's.
  if (left > MINUTE && network.isIdle) clock.jump(left);
}

/** Time passes, with its sweeps, until every request ended or waits for people. */
async function rest(universe: Universe): Promise<void> {
  const { clock } = universe;
  const done = () => universe.requests().every(isAtRest);
  for (let turn = 0; turn < LONGEST_REST && !done(); turn += 1) {
    await clock.runUntil(clock.now() + 2 * MINUTE, done);
    sleepThroughTheWatch(universe);
  }
  await clock.runUntil(clock.now() + MINUTE);
  // A case that was closed may have become an incident in that minute: what is secured then comes to its end as well.
  await clock.runUntil(clock.now() + 30 * MINUTE, done);
}

/** Plays one seed from its beginning to its rest and says what did not hold. */
export async function runSeed(seed: number, options: RunOptions = {}): Promise<RunResult> {
  const universe = new Universe(seed, options.bugs ?? NO_BUGS, options.verifies ?? seed % 64 === 0, options);
  if (options.searches ?? seed % 32 === 0) universe.keepWritten();
  if (options.trace !== undefined) universe.network.trace = traced(universe, options.trace);
  const loss = options.tampers === true ? 'none' : (options.loss ?? universe.prng.pick([...LOSSES]));
  const people = new People(universe);
  await setUp(universe);
  if (options.tampers === true) tamperSoon(universe);
  await storm(universe, people, loss);
  await calm(universe, loss);
  const quiet = check(WHEN_QUIET, await quietOutlook(universe));
  const { evidence, network } = universe;
  if (universe.prng.chance(0.9)) await finish(universe, people);
  await rest(universe);
  const promises = evidence.tampered ? TAMPERED : AT_REST;
  const broken = evidence.crashes.map(
    (error) => `crash: ${error instanceof Error ? String(error.stack) : String(error)}`,
  );
  return {
    ...{ verified: universe.verifies, searched: universe.written?.searched },
    ...{ seed, loss, faults: network.counts, boundaries: network.boundaries, doubled: universe.queue.doubled },
    violations: [...(evidence.tampered ? [] : quiet), ...check(promises, await outlook(universe)), ...broken],
    requests: universe.requests().length,
    shown: evidence.shown.length,
    way: universe.scene.way,
    end: universe.requests().at(-1)?.state ?? 'nothing',
  };
}

function traced({ clock }: Universe, write: (line: string) => void): (line: string) => void {
  const start = clock.now();
  return (line) => {
    write(`${((clock.now() - start) / 1_000).toFixed(3).padStart(9)} ${line}`);
  };
}
