import { canonicalJson } from '../recovery/audit';
import type { LastMembers, MembersRead } from '../recovery/members-read';
import type { ObjectId } from '../recovery/terms';
import type { SignedTable } from './signed-table';

/** Beside the conversations with them. Signed: whoever can write to storage must not have somebody else told. */
export class TableLastMembers implements LastMembers {
  constructor(private readonly conversations: SignedTable) {}

  async save(tenantId: ObjectId, groupId: ObjectId, read: MembersRead): Promise<void> {
    await this.conversations.put({ ...place(tenantId, groupId), bytes: canonicalJson(read) });
  }

  async last(tenantId: ObjectId, groupId: ObjectId): Promise<MembersRead | undefined> {
    const { pk, rk } = place(tenantId, groupId);
    const row = await this.conversations.read(pk, rk);
    // The bytes carry our own signature, so they are what `save` wrote.
    return row && (JSON.parse(row.bytes) as MembersRead);
  }
}

const place = (tenantId: ObjectId, groupId: ObjectId) => ({ pk: `${tenantId}|group|${groupId}`, rk: 'members' });
