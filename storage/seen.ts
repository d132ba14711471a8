import type { ObjectId } from '../recovery/terms';
import { hashedKey } from './partitions';
import { WRITE_ID, type Table } from './table';

/** Tells an activity that Teams delivers twice from one that is new. */
export interface Seen {
  /** True exactly once per activity, whichever instance asks. */
  firstTime(tenantId: ObjectId, conversationId: string, activityId: string): Promise<boolean>;
}

/** One row per activity, inserted once. */
export class TableSeen implements Seen {
  constructor(
    private readonly seen: Table,
    private readonly newWriteId: () => string,
  ) {}

  async firstTime(tenantId: ObjectId, conversationId: string, activityId: string): Promise<boolean> {
    const pk = `${tenantId}|${hashedKey(conversationId)}`;
    const columns = { [WRITE_ID]: this.newWriteId() };
    return (await this.seen.insert({ pk, rk: hashedKey(activityId), columns })) !== undefined;
  }
}
