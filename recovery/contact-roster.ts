import type { Millis, ObjectId } from './terms';

/** Somebody whose contacts are looked at in the background, and why. */
export interface Rostered {
  /** Wrote to the bot or pressed something. */
  readonly used?: true;
  /** Found in a configured group then. */
  readonly inGroupAt?: Millis;
  /** Still on the list, without a reason to be, since then. */
  readonly leftAt?: Millis;
  /** When they are looked at next; 0 = never looked at, and so the first. */
  readonly dueAt: Millis;
}

/** A reading of all configured groups, which may take several runs. */
export interface GroupPass {
  readonly startedAt: Millis;
  /** The one in hand first. */
  readonly left: readonly ObjectId[];
  /** Graph's own link to the next page of the one in hand. */
  readonly after?: string;
  /** The one in hand was begun anew, because the link was not accepted; that is done once. */
  readonly again?: true;
  /** A group could not be read: whoever was not found may be in it. */
  readonly incomplete?: true;
}

/** How far the background has come in a tenant. */
export interface RosterProgress {
  readonly takenAt: Millis;
  /** Graph asked to be left alone until then. */
  readonly notBefore?: Millis;
  readonly pass?: GroupPass;
  readonly passStartedAt?: Millis;
  /** When the last reading that found everybody began. */
  readonly wholePassAt?: Millis;
}

export interface DuePeople {
  /** Those who have waited longest first. */
  readonly people: readonly (readonly [person: ObjectId, rostered: Rostered])[];
  /** Some rows did not hold; they are gone, and whom they were about begins anew. */
  readonly forged: boolean;
}

/** Whose contacts are looked at in the background: one signed row each, in the order in which they are due. */
export interface ContactRoster {
  /** Takes the turn in this tenant, for one instance; `undefined` where another had it less than `gapMs` ago, or it is too early. */
  begin(tenantId: ObjectId, now: Millis, gapMs: Millis): Promise<RosterProgress | undefined>;
  /** By whoever has the turn. */
  save(tenantId: ObjectId, progress: RosterProgress): Promise<void>;
  /** Writes what `next` makes of what is there, or takes them off the list. `next` may be asked again. */
  change(
    tenantId: ObjectId,
    person: ObjectId,
    next: (found: Rostered | undefined) => Rostered | undefined,
  ): Promise<void>;
  due(tenantId: ObjectId, now: Millis, most: number): Promise<DuePeople>;
}
