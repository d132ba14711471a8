import { createHash } from 'node:crypto';
import { Secret } from '../platform/secret';
import { canonicalJson } from '../recovery/audit';
import { RecoveryError } from '../recovery/errors';
import type { DueContacts, FoundKept, Kept, KeptContact, KeptContacts } from '../recovery/kept-contacts';
import type { Ids } from '../recovery/ports';
import type { Millis, ObjectId } from '../recovery/terms';
import type { Sealed } from './sealed';
import { NONCE_BYTES, seal, unseal } from './sealed';
import type { SignedTable } from './signed-table';
import type { FoundRow } from './table';

const RACES = 8;
/** The people of a tenant are spread over so many partitions, and one is read at a time. */
export const SHARDS = 16;
const PURPOSE = 'kept-contacts';

/** What stands in a row: when it was looked at, in clear, and all the rest sealed. */
interface Stored {
  readonly lookedAt: Millis;
  readonly sealed: Sealed;
}

type Plain = Omit<KeptContact, 'address' | 'identity'> & { readonly address: string; readonly identity: string };

interface Place {
  readonly pk: string;
  readonly rk: string;
}

const partition = (tenantId: ObjectId, shard: number): string => `${tenantId}|contacts|${String(shard)}`;

function placeOf(tenantId: ObjectId, person: ObjectId): Place {
  const shard = createHash('sha256').update(person).digest().readUInt8(0) % SHARDS;
  return { pk: partition(tenantId, shard), rk: person };
}

/** One signed row per person, beside the conversations: no address, number, mask or date of a contact is in it in clear. */
export class TableKeptContacts implements KeptContacts {
  constructor(
    private readonly conversations: SignedTable,
    private readonly ids: Pick<Ids, 'token'>,
  ) {}

  async of(tenantId: ObjectId, person: ObjectId): Promise<FoundKept> {
    const { table } = this.conversations;
    const { pk, rk } = placeOf(tenantId, person);
    return this.#open(await table.read(pk, rk));
  }

  async change(tenantId: ObjectId, person: ObjectId, next: (found: FoundKept) => Kept): Promise<void> {
    const { table } = this.conversations;
    const place = placeOf(tenantId, person);
    for (let race = 0; race < RACES; race += 1) {
      const row = await table.read(place.pk, place.rk);
      const kept = next(this.#open(row));
      if (kept.contacts.length > 0) {
        if ((await this.conversations.write({ ...place, bytes: this.#close(place, kept) }, row)) !== undefined) return;
      } else if (row === undefined || (await table.remove(place.pk, place.rk, row.etag))) return;
    }
    throw new RecoveryError('conflict', 'others kept changing the same contacts');
  }

  async remove(tenantId: ObjectId, person: ObjectId): Promise<void> {
    const { pk, rk } = placeOf(tenantId, person);
    await this.conversations.table.remove(pk, rk, '*');
  }

  async due(tenantId: ObjectId, { turn, before, most }: DueContacts): Promise<readonly ObjectId[]> {
    const { table } = this.conversations;
    const found = await table.list(partition(tenantId, turn % SHARDS));
    const isDue = (row: FoundRow): boolean => {
      const stored = this.#verified(row);
      return stored === undefined || stored.lookedAt < before;
    };
    return found
      .filter(isDue)
      .map(({ rk }) => rk)
      .slice(0, most);
  }

  /** `undefined` for a row that does not hold. */
  #verified(row: FoundRow): Stored | undefined {
    try {
      // The bytes carry our own signature, so they are what `#close` wrote.
      return JSON.parse(this.conversations.verified(row).bytes) as Stored;
    } catch (error) {
      if (error instanceof RecoveryError && error.code === 'integrity') return undefined;
      throw error;
    }
  }

  #open(row: FoundRow | undefined): FoundKept {
    if (row === undefined) return undefined;
    const stored = this.#verified(row);
    const plain = stored && unseal(this.conversations.keys, this.#sealedAt(row), stored.sealed);
    if (stored === undefined || plain === undefined) return 'doesNotHold';
    // Sealed with a key of ours for this row, so it is what `#close` wrote.
    const contacts = JSON.parse(plain.reveal()) as readonly Plain[];
    const shut = (one: Plain): KeptContact => ({
      ...one,
      address: Secret.of(one.address),
      identity: Secret.of(one.identity),
    });
    return { lookedAt: stored.lookedAt, contacts: contacts.map(shut) };
  }

  #close(place: Place, { lookedAt, contacts }: Kept): string {
    const plain = contacts.map((one): Plain => ({
      ...one,
      address: one.address.reveal(),
      identity: one.identity.reveal(),
    }));
    const { keys } = this.conversations;
    const nonce = this.ids.token(NONCE_BYTES);
    const sealed = seal(keys, this.#sealedAt(place), Secret.of(JSON.stringify(plain)), nonce);
    return canonicalJson({ lookedAt, sealed });
  }

  #sealedAt({ pk, rk }: Place) {
    return { purpose: PURPOSE, place: canonicalJson([this.conversations.table.name, pk, rk]) };
  }
}
