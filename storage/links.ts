import type { Clock } from '../platform/clock';
import { canonicalJson } from '../recovery/audit';
import type { Links, LinkTarget } from '../recovery/links';
import type { Millis } from '../recovery/terms';
import { hashedKey } from './partitions';
import type { SignedTable } from './signed-table';

type Link = LinkTarget & { readonly expiresAt: Millis };

const LINK_ROW = 'link';

/**
 * One-time links. The only table whose partitions do not start with the tenant: whoever opens a link brings nothing but
 * the token, and the signed row says which tenant it belongs to.
 */
export class TableLinks implements Links {
  constructor(
    private readonly links: SignedTable,
    private readonly clock: Clock,
  ) {}

  async put(hash: string, link: Link): Promise<void> {
    await this.links.put({ pk: hashedKey(hash), rk: LINK_ROW, bytes: canonicalJson(link) });
  }

  async get(hash: string): Promise<LinkTarget | undefined> {
    const row = await this.links.read(hashedKey(hash), LINK_ROW);
    if (row === undefined) return undefined;
    // The bytes carry our own signature, so they are a link as `put` wrote it.
    const { expiresAt, ...target } = JSON.parse(row.bytes) as Link;
    if (expiresAt > this.clock.now()) return target;
    await this.links.table.remove(row.pk, row.rk, row.etag);
    return undefined;
  }
}
