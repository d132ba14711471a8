import { canonicalJson } from '../recovery/audit';
import { RecoveryError } from '../recovery/errors';
import type { Membership, Memberships, SeenMembership } from '../recovery/memberships';
import type { ObjectId } from '../recovery/terms';
import type { SignedTable } from './signed-table';

const SINCE = 'since|';
const RANGE = { from: SINCE, before: 'since}' };

/** One signed row for each person and group, beside who was in the group lately: a guard reads one of them. */
export class TableMemberships implements Memberships {
  constructor(private readonly conversations: SignedTable) {}

  async of(tenantId: ObjectId, groupId: ObjectId, person: ObjectId): Promise<SeenMembership | undefined> {
    const { pk, rk } = place(tenantId, groupId, person);
    const row = await this.conversations.table.read(pk, rk);
    return row && seenIn(() => this.conversations.verified(row));
  }

  async all(tenantId: ObjectId, groupId: ObjectId): Promise<ReadonlyMap<ObjectId, SeenMembership>> {
    const rows = await this.conversations.table.list(place(tenantId, groupId, '').pk, RANGE);
    return new Map(
      rows.map((row) => [row.rk.slice(SINCE.length), seenIn(() => this.conversations.verified(row))] as const),
    );
  }

  async save(tenantId: ObjectId, groupId: ObjectId, person: ObjectId, membership: Membership): Promise<void> {
    await this.conversations.put({ ...place(tenantId, groupId, person), bytes: canonicalJson(membership) });
  }
}

function seenIn(verified: () => { readonly bytes: string }): SeenMembership {
  try {
    // The bytes carry our own signature, so they are what `save` wrote.
    return JSON.parse(verified().bytes) as Membership;
  } catch (error) {
    if (error instanceof RecoveryError && error.code === 'integrity') return 'doesNotHold';
    throw error;
  }
}

const place = (tenantId: ObjectId, groupId: ObjectId, person: ObjectId) => ({
  pk: `${tenantId}|group|${groupId}`,
  rk: `${SINCE}${person}`,
});
