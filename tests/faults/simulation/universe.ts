import { decidedOf, type RecoveryRequest } from '../../../recovery/request';
import { waitingOn } from '../../../recovery/stuck';
import type { DomainLog } from '../../../recovery/domain-log';
import type { Ids, KeyRing } from '../../../recovery/ports';
import { isStrong } from '../../../recovery/methods';
import { methodKey } from '../../../recovery/plan';
import { passEndsAt } from '../../../simulators/entra/pass-state';
import { userById } from '../../../simulators/entra/people';
import type { SimUser } from '../../../simulators/entra/sim-user';
import type { SimWrite } from '../../../simulators/entra/tenant';
import { FakeDirectory } from '../../support/fake-directory';
import { FakeCards } from '../../support/fake-cards';
import { fakeIds } from '../../support/fake-ids';
import type { FakeOutOfBand } from '../../support/fake-out-of-band';
import { TENANT } from '../../support/request-builder';
import { GROUPS, seedPeople, WHO } from '../../support/sample-people';
import type { Bugs } from './bugs';
import { BeforeTheYes } from './before-the-yes';
import { asMethod, PRODUCT } from './entra-ports';
import type { AccountWrite, EmptySpell } from './evidence';
import { Evidence } from './evidence';
import { FaultPlan, someMix, type FaultMix } from './fault-plan';
import type { Instance } from './instance';
import { startInstance } from './instance';
import { QueueContent } from './memory-queue';
import { TableContent } from './memory-table';
import { Network } from './network';
import { Prng } from './prng';
import { HeardOutOfBand } from './heard-out-of-band';
import { quickKeyRing } from './quick-key-ring';
import { Memory } from './remembering';
import { createScene, type Scene, type Way } from './scene';
import { Scheduler } from './scheduler';
import { Written } from './written';

/** How a process that died is missed before another one starts. Milliseconds. */
const RESTART_MS = [300, 25_000] as const;
const SWEEP_MS = 300_000;

/** Everything that outlives a process: storage, queue, Entra, Teams, people's view, and what was seen of it all. */
export class Universe {
  readonly prng: Prng;
  readonly clock = new Scheduler();
  readonly network: Network;
  readonly queue: QueueContent;
  readonly poison: QueueContent;
  readonly scene: Scene;
  readonly keys: KeyRing;
  readonly ids: Ids = fakeIds();
  readonly directory = new FakeDirectory(TENANT);
  cards = new FakeCards();
  outOfBand: FakeOutOfBand;
  /** All that is written, where this run is searched for secrets. */
  written: Written | undefined;
  readonly evidence = new Evidence();
  readonly beforeTheYes: BeforeTheYes | undefined;
  readonly memory = new Memory();
  readonly instances: Instance[] = [];
  readonly log: DomainLog;
  readonly #tables = new Map<string, TableContent>();
  #started = 0;
  #empty: EmptySpell | undefined;
  #standing: string | undefined;
  #methods: SimUser['methods'] = [];

  constructor(
    readonly seed: number,
    readonly bugs: Bugs,
    /** False: the chain is checked at the end of the run only, as checking it at each look takes most of the time. */
    readonly verifies: boolean,
    given: { readonly faults?: FaultMix | undefined; readonly way?: Way | undefined } = {},
  ) {
    this.prng = new Prng(seed);
    this.keys = bugs.keys(quickKeyRing());
    this.network = new Network(this.clock, this.prng, new FaultPlan(given.faults ?? someMix(this.prng)));
    this.queue = new QueueContent(this.clock, this.prng);
    this.poison = new QueueContent(this.clock, this.prng);
    this.scene = createScene(this.prng, this.clock, given.way);
    this.log = this.#log();
    this.outOfBand = new HeardOutOfBand(this.evidence.codes);
    if (this.scene.way === 'colleague') this.beforeTheYes = this.#listen();
    seedPeople(this.directory);
    if (this.scene.onPremises) this.directory.change(WHO.ada, { onPremisesSynced: true });
    // One opens, others attend.
    if (this.scene.way === 'counter') this.directory.groups.set(GROUPS.helpdesk, [WHO.helen, WHO.colin, WHO.dora]);
    this.#watchAccount();
    this.#wireQueue();
    this.network.onCrash = () => {
      this.clock.in(this.prng.between(...RESTART_MS), () => {
        this.boot();
      });
    };
    this.network.onRevoked = () => {
      for (const instance of this.instances) instance.tokenRefused = true;
    };
    this.content('requests').onAuditLost = (where) => this.evidence.auditRowsLost.push(where);
  }

  content(name: string): TableContent {
    const known = this.#tables.get(name);
    if (known !== undefined) return known;
    const content = new TableContent();
    content.onWritten = (row) => this.written?.add('row', row);
    this.#tables.set(name, content);
    return content;
  }

  /** From now on all that is written is kept and searched for passes. Before the first process starts. */
  keepWritten(): void {
    const written = new Written();
    this.written = written;
    written.watchPasses(this.scene.tenant);
    this.cards = written.hearing('card', this.cards);
    this.outOfBand = written.hearing('mail', this.outOfBand);
    for (const queue of [this.queue, this.poison]) {
      queue.onWritten = (text) => {
        written.add('message', text);
      };
    }
  }

  get ada(): SimUser {
    // Asked at each tick.
    return this.scene.tenant.users.get(WHO.ada) ?? userById(this.scene.tenant, WHO.ada);
  }

  /** Every request of Ada's as storage has it, oldest first. Read by the simulation, past every process. */
  requests(): readonly RecoveryRequest[] {
    const found: RecoveryRequest[] = [];
    for (const { rows } of this.content('requests').partitions.values()) {
      const row = rows.get('s');
      if (row !== undefined) found.push(this.memory.stored(row).request);
    }
    return found;
  }

  /** Starts a process before there is any request. */
  start(): Instance {
    this.#started += 1;
    const instance = startInstance(this, `p${String(this.#started)}`);
    this.instances.push(instance);
    this.network.trace(`${instance.name} starts`);
    return instance;
  }

  /** Starts a process; it looks at every open request first, as every start does. */
  boot(): void {
    void this.start()
      .sweep()
      .catch(() => undefined);
  }

  /** A process that can take a press or a message right now. */
  anyInstance(): Instance | undefined {
    const now = this.clock.now();
    const able = this.instances.filter(({ dead, frozenUntil }) => !dead && frozenUntil <= now);
    const [first, ...rest] = able;
    return first === undefined ? undefined : this.prng.pick([first, ...rest]);
  }

  /** The timer of a process that looks at every open request, every five minutes. */
  sweepRegularly(): void {
    this.clock.in(SWEEP_MS, () => {
      void this.anyInstance()
        ?.sweep()
        .catch(() => undefined);
      this.sweepRegularly();
    });
  }

  #listen(): BeforeTheYes {
    const requests = () => this.requests();
    return new BeforeTheYes(requests, (what) => {
      this.network.trace(`  !! before the yes: ${what}`);
      this.evidence.early.push(what);
    });
  }

  #wireQueue(): void {
    this.queue.doubling = this.prng.pick([0, 0, 0.1]);
    this.queue.onVisible = (at) => {
      this.clock.at(at + this.prng.between(20, 900), () => {
        this.#poke();
      });
    };
  }

  #poke(): void {
    if (!this.queue.hasVisible()) return;
    const instance = this.anyInstance();
    if (instance === undefined) {
      this.clock.in(1_000, () => {
        this.#poke();
      });
    } else instance.poke();
  }

  #log(): DomainLog {
    const line = (event: string, fields?: { readonly error?: unknown; readonly code?: string }) => {
      const { error } = fields ?? {};
      this.written?.add('log', [event, fields]);
      this.network.trace(`  ${event} ${error instanceof Error ? error.message : (fields?.code ?? '')}`);
      if (error instanceof TypeError || error instanceof RangeError) this.evidence.crashes.push(error);
      if (event === 'integrity.alarm') this.evidence.alarms += 1;
    };
    return { info: line, warn: line, error: line };
  }

  #watchAccount(): void {
    this.#methods = this.ada.methods;
    this.scene.tenant.observers.add((write) => {
      this.#noteWrite(write);
    });
    this.clock.onTick = () => {
      this.#noteCover(undefined);
    };
  }

  #noteWrite({ by, method, path }: SimWrite): void {
    const gone = method === 'DELETE' && path.startsWith('methods/') ? this.ada.leftovers.at(-1)?.method : undefined;
    const write: AccountWrite = {
      at: this.clock.now(),
      byProduct: by === PRODUCT,
      sentAt: this.network.serving?.sentAt ?? this.clock.now(),
      what: `${method} ${path}`,
      requests: this.requests(),
      before: this.#standing,
      strong: this.ada.methods.some((one) => isStrong(asMethod(one))),
      ...(gone === undefined ? {} : { removed: methodKey(this.keys, asMethod(gone)) }),
    };
    this.network.trace(`  >> ${by} ${write.what}`);
    this.#standing = this.ada.pass?.id;
    this.#noteLeft();
    this.evidence.writes.push(write);
    if (write.byProduct && this.#empty !== undefined) this.#empty.writes += 1;
    this.#noteCover(write);
  }

  #noteLeft(): void {
    const { methods } = this.ada;
    for (const method of this.#methods)
      if (!methods.includes(method)) this.evidence.left.set(methodKey(this.keys, asMethod(method)), this.clock.now());
    this.#methods = methods;
  }

  #noteCover(afterWrite: AccountWrite | undefined): void {
    const covered = this.isCovered();
    if (covered && this.#empty !== undefined) {
      this.#empty.until = this.clock.now();
      this.#empty = undefined;
    }
    if (covered || this.#empty !== undefined) return;
    this.#empty = { from: this.clock.now(), writes: 0, afterWrite, requests: this.requests() };
    this.evidence.empty.push(this.#empty);
    this.network.trace('  !! the account stands with nothing');
  }

  /** Disabled, or with a strong method, or with a pass whose time is not over. */
  isCovered(): boolean {
    const { accountEnabled, methods, pass } = this.ada;
    if (!accountEnabled || methods.some((method) => isStrong(asMethod(method)))) return true;
    return pass !== undefined && passEndsAt(pass) > this.clock.now();
  }

  /** The pass of which the newest request says that it works. Nothing while her card says that it may not. */
  claimedPass(): string | undefined {
    const request = this.requests().at(-1);
    if (request === undefined || waitingOn(request, this.clock.now())?.kind === 'noAnswer') return undefined;
    const decided = request.state === 'revealed' ? decidedOf(request) : undefined;
    return decided?.gap === 'open' ? undefined : decided?.pass?.methodId;
  }
}
