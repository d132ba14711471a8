import type { Clock } from '../platform/clock';
import { canonicalJson } from '../recovery/audit';
import type { Draft, Drafts } from '../recovery/drafts';
import type { ObjectId } from '../recovery/terms';
import { hashedKey } from './partitions';
import type { SignedTable } from './signed-table';

const DRAFT_ROW = 'd';

/** What requesters chose so far: one signed row each, in the tenant's partition for that draft. */
export class TableDrafts implements Drafts {
  constructor(
    private readonly drafts: SignedTable,
    private readonly clock: Clock,
  ) {}

  async put(draft: Draft): Promise<void> {
    await this.drafts.put({ pk: partition(draft.tenantId, draft.id), rk: DRAFT_ROW, bytes: canonicalJson(draft) });
  }

  async get(tenantId: ObjectId, id: string): Promise<Draft | undefined> {
    const row = await this.drafts.read(partition(tenantId, id), DRAFT_ROW);
    // The bytes carry our own signature, so they are a draft as `put` wrote it.
    const draft = row && (JSON.parse(row.bytes) as Draft);
    if (row === undefined || draft === undefined || draft.expiresAt > this.clock.now()) return draft;
    await this.drafts.table.remove(row.pk, row.rk, row.etag);
    return undefined;
  }

  async remove(tenantId: ObjectId, id: string): Promise<void> {
    await this.drafts.table.remove(partition(tenantId, id), DRAFT_ROW, '*');
  }
}

/** Draft ids come back in cards, so they are hashed before they become a key. */
const partition = (tenantId: ObjectId, id: string): string => `${tenantId}|${hashedKey(id)}`;
