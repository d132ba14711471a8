import type { Clock } from '../platform/clock';
import type { Anchor, ChainPoint, OpenAnchor, Tip } from './anchor';
import { dayFor, isFault, nextTip, sealAnchor } from './anchor';
import { AnchorReader, failAt, READ_BACK_MS, sound, type AnchorStore } from './anchor-reader';
import { dayOf } from './day';
import { EffectError, RecoveryError } from './errors';
import { KnownChains } from './known-chains';
import { MerkleTree } from './merkle-tree';
import type { KeyRing } from './ports';
import type { Millis, ObjectId, RequestId } from './terms';

export interface LineDeps {
  readonly store: AnchorStore;
  readonly keys: KeyRing;
  readonly clock: Clock;
}

/** Some 100 bytes each. */
const MOST_LEAVES = 5_000;
const RACES = 16;

type Kind = Pick<Anchor, 'closes' | 'restored'>;

const isIntegrity = (error: unknown): error is RecoveryError =>
  error instanceof RecoveryError && error.code === 'integrity';

/**
 * The line of anchors of one tenant, and what this instance knows by it. Whoever creates the next number has made the next
 * anchor; the others take it and go on from there. One thing at a time.
 */
export class AnchorLine {
  readonly chains = new KnownChains();
  /** Whether what a dead instance has left has been looked for since the start. */
  isCaughtUp = false;
  readonly #reader: AnchorReader;
  #tip: Tip | undefined;
  #isRead = false;
  #restored: string | undefined;
  #broken: string | undefined;
  #unreadSince: Millis | undefined;
  #last: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly deps: LineDeps,
    private readonly tenantId: ObjectId,
  ) {
    this.#reader = new AnchorReader(deps, tenantId);
  }

  /** Entries that a chain must have. Throws `RecoveryError('integrity')` where the anchors themselves do not hold. */
  points(id: RequestId): readonly ChainPoint[] {
    if (this.#broken !== undefined) throw new RecoveryError('integrity', this.#broken);
    return this.chains.points(id);
  }

  /** Takes what others have anchored since. Throws `EffectError`, and `RecoveryError` naming the anchor that does not hold. */
  follow(): Promise<void> {
    return this.#alone(() => this.#follow());
  }

  /** The day that is over and not closed. */
  get overdue(): string | undefined {
    const tip = this.#tip;
    return tip !== undefined && !tip.closed && tip.day < dayOf(this.deps.clock.now()) ? tip.day : undefined;
  }

  /** Since when every call to the second place has failed; nothing while it answers. */
  get unreadSince(): Millis | undefined {
    return this.#unreadSince;
  }

  /** Anchors what is owed; with `closes` also where that is nothing. */
  append(kind: Pick<Kind, 'closes'> = {}): Promise<void> {
    return this.#alone(async () => {
      for (let race = 0; race < RACES; race += 1) {
        if (!(await this.#appendOnce(kind))) return;
      }
      throw new RecoveryError('conflict', 'the anchors are made by too many at once');
    });
  }

  /**
   * From here on the store counts as it is: it was put back from a backup. Once for each name; also where the anchors do not
   * hold any more, which stays for `audit verify` to tell.
   */
  restart(name: string): Promise<void> {
    return this.#alone(async () => {
      for (let race = 0; race < RACES; race += 1) {
        const { tip, restored } = await this.#lastOfAll();
        if (restored === name || (await this.#create(tip, [], { restored: name }))) return this.#follow();
      }
      throw new RecoveryError('conflict', 'the anchors are made by too many at once');
    });
  }

  #alone(act: () => Promise<void>): Promise<void> {
    const done = this.#last.then(() => this.#timed(act));
    this.#last = done.catch(() => undefined);
    return done;
  }

  async #timed(act: () => Promise<void>): Promise<void> {
    try {
      await act();
      this.#unreadSince = undefined;
    } catch (error) {
      if (error instanceof EffectError) this.#unreadSince ??= this.deps.clock.now();
      throw error;
    }
  }

  async #follow(): Promise<void> {
    try {
      await this.#readAll();
      this.#broken = undefined;
    } catch (error) {
      if (isIntegrity(error)) this.#broken = error.message;
      throw error;
    }
  }

  async #readAll(): Promise<void> {
    if (!this.#isRead) this.#begin(await this.#reader.back());
    try {
      await this.#readOn();
    } catch (error) {
      if (!isIntegrity(error)) throw error;
      // Whatever is wrong, somebody may have begun anew behind it.
      const found = await this.#reader.back();
      const [first] = found;
      if (first?.anchor.restored === undefined || first.anchor.number <= (this.#tip?.number ?? 0)) throw error;
      this.#begin(found);
    }
  }

  #begin(found: readonly OpenAnchor[]): void {
    this.#tip = undefined;
    for (const opened of found) this.#take(opened);
    this.#isRead = true;
  }

  /** The newest must still lie there as it was: of what was cut off, at least who has seen it knows. */
  async #readOn(): Promise<void> {
    const tip = this.#tip;
    if (tip !== undefined && sound(await this.#reader.read(tip.number)).hash !== tip.hash) {
      failAt(tip.number, 'it was another one before');
    }
    for (;;) {
      const opened = await this.#reader.next((this.#tip?.number ?? 0) + 1);
      if (opened === undefined) return;
      this.#take(opened);
    }
  }

  #take(opened: OpenAnchor): void {
    const tip = nextTip(this.#tip, opened);
    if (isFault(tip)) failAt(opened.anchor.number, tip.why);
    this.#tip = tip;
    this.#learn(opened.anchor);
  }

  #learn({ restored, leaves, at, closes }: Anchor): void {
    if (restored !== undefined) {
      this.#restored = restored;
      // Whoever has just started has seen nothing of before.
      if (this.#isRead) this.chains.clear();
    }
    for (const leaf of leaves) this.chains.anchored(leaf, at);
    if (closes === true) this.chains.forget(at - READ_BACK_MS);
  }

  /** True where something may be left to do. */
  async #appendOnce(kind: Kind): Promise<boolean> {
    if (!this.#isRead || this.#broken !== undefined) await this.#follow();
    const closes = kind.closes === true;
    if (closes && this.#tip?.closed !== false) return false;
    const leaves = this.chains.owed().slice(0, MOST_LEAVES);
    if (leaves.length === 0 && !closes) return false;
    if (!(await this.#create(this.#tip, leaves, leaves.length < MOST_LEAVES ? kind : {}))) await this.#follow();
    return true;
  }

  async #create(tip: Tip | undefined, leaves: Anchor['leaves'], kind: Kind): Promise<boolean> {
    const { keys, clock, store } = this.deps;
    const { tenantId } = this;
    const at = clock.now();
    const made = sealAnchor(keys, tip, { tenantId, at, day: dayFor(tip, at, kind), leaves, ...kind });
    if (!(await store.create(tenantId, made.anchor.number, made.text))) return false;
    // Behind anchors that do not hold it is taken like anybody else's.
    if (kind.restored !== undefined) return true;
    this.#tip = made.tip;
    this.#learn(made.anchor);
    return true;
  }

  /** Where a new beginning is put, whatever lies before it, and the name of the last one. */
  async #lastOfAll(): Promise<{ readonly tip: Tip | undefined; readonly restored: string | undefined }> {
    try {
      await this.#follow();
      return { tip: this.#tip, restored: this.#restored };
    } catch (error) {
      if (!isIntegrity(error)) throw error;
    }
    const number = await this.#reader.newest();
    const newest = await this.#reader.read(number);
    const hash = isFault(newest) ? '' : newest.hash;
    const tip = { number, hash, day: dayOf(this.deps.clock.now()), closed: false, tree: MerkleTree.EMPTY };
    return { tip, restored: await this.#reader.lastRestored(number) };
  }
}
