import { canonicalJson } from '../recovery/audit';
import type { ContactRoster, DuePeople, Rostered, RosterProgress } from '../recovery/contact-roster';
import { RecoveryError } from '../recovery/errors';
import type { Millis, ObjectId } from '../recovery/terms';
import type { SignedTable } from './signed-table';
import type { FoundRow } from './table';

const RACES = 8;
const PROGRESS = 'progress';
const DUE = 'due|';
/** Digits of a moment, so that keys are in the order of time. */
const DIGITS = 15;

const partition = (tenantId: ObjectId): string => `${tenantId}|roster`;
const personRow = (person: ObjectId): string => `person|${person}`;
const timeKey = (at: Millis): string => String(at).padStart(DIGITS, '0');
const dueRow = (person: ObjectId, at: Millis): string => `${DUE}${timeKey(at)}|${person}`;

/**
 * One signed row per person, beside the conversations, and one in whose key stands when they are due, so that whoever has
 * waited longest is found by one read. The second is a pointer: it is written first and removed last, and one that does
 * not say what the person's row says leads nowhere and goes.
 */
export class TableContactRoster implements ContactRoster {
  constructor(private readonly conversations: SignedTable) {}

  async begin(tenantId: ObjectId, now: Millis, gapMs: Millis): Promise<RosterProgress | undefined> {
    const place = { pk: partition(tenantId), rk: PROGRESS };
    const row = await this.conversations.table.read(place.pk, place.rk);
    const before = this.#open<RosterProgress>(row);
    if (before !== undefined && (now - before.takenAt < gapMs || now < (before.notBefore ?? 0))) return undefined;
    const progress: RosterProgress = { ...before, takenAt: now };
    const written = await this.conversations.write({ ...place, bytes: canonicalJson(progress) }, row);
    return written === undefined ? undefined : progress;
  }

  async save(tenantId: ObjectId, progress: RosterProgress): Promise<void> {
    await this.conversations.put({ pk: partition(tenantId), rk: PROGRESS, bytes: canonicalJson(progress) });
  }

  async change(
    tenantId: ObjectId,
    person: ObjectId,
    next: (found: Rostered | undefined) => Rostered | undefined,
  ): Promise<void> {
    const [pk, rk] = [partition(tenantId), personRow(person)];
    for (let race = 0; race < RACES; race += 1) {
      const row = await this.conversations.table.read(pk, rk);
      const found = this.#open<Rostered>(row);
      const wanted = next(found);
      if (wanted === found && (row === undefined) === (found === undefined)) return;
      if (wanted !== undefined) await this.conversations.put({ pk, rk: dueRow(person, wanted.dueAt), bytes: '{}' });
      if (!(await this.#replace({ pk, rk }, row, wanted))) continue;
      if (found !== undefined && found.dueAt !== wanted?.dueAt) await this.#unpoint(pk, person, found.dueAt);
      return;
    }
    throw new RecoveryError('conflict', 'others kept changing who is looked at');
  }

  async due(tenantId: ObjectId, now: Millis, most: number): Promise<DuePeople> {
    const { table } = this.conversations;
    const pk = partition(tenantId);
    const people: (readonly [ObjectId, Rostered])[] = [];
    let forged = false;
    for await (const page of table.pages(pk, { from: DUE, before: `${DUE}${timeKey(now + 1)}`, pageSize: most })) {
      for (const { rk } of page) {
        const [, time = '', person = ''] = rk.split('|');
        const row = await table.read(pk, personRow(person));
        const found = this.#opened(row);
        if (found === 'newer') continue;
        forged ||= row !== undefined && found === undefined;
        if (row !== undefined && found === undefined) await table.remove(pk, row.rk, row.etag);
        if (found?.dueAt === Number(time)) people.push([person, found]);
        else await table.remove(pk, rk, '*');
        if (people.length === most) return { people, forged };
      }
    }
    return { people, forged };
  }

  /** What a newer version wrote is left to the instances of that version. */
  #opened(row: FoundRow | undefined): Rostered | 'newer' | undefined {
    try {
      return this.#open<Rostered>(row);
    } catch (error) {
      if (error instanceof RecoveryError && error.code === 'newer') return 'newer';
      throw error;
    }
  }

  async #replace(
    place: { readonly pk: string; readonly rk: string },
    row: FoundRow | undefined,
    wanted: Rostered | undefined,
  ): Promise<boolean> {
    if (wanted !== undefined) {
      return (await this.conversations.write({ ...place, bytes: canonicalJson(wanted) }, row)) !== undefined;
    }
    return row === undefined || this.conversations.table.remove(place.pk, place.rk, row.etag);
  }

  async #unpoint(pk: string, person: ObjectId, at: Millis): Promise<void> {
    await this.conversations.table.remove(pk, dueRow(person, at), '*');
  }

  /** `undefined` for none, and for one that does not hold: it says nothing, and whoever it was about begins anew. */
  #open<T>(row: FoundRow | undefined): T | undefined {
    if (row === undefined) return undefined;
    try {
      // The bytes carry our own signature, so they are what was written here.
      return JSON.parse(this.conversations.verified(row).bytes) as T;
    } catch (error) {
      if (error instanceof RecoveryError && error.code === 'integrity') return undefined;
      throw error;
    }
  }
}
