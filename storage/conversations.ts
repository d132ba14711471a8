import { canonicalJson } from '../recovery/audit';
import type { ObjectId, RequestId } from '../recovery/terms';
import { hashedKey } from './partitions';
import type { SignedRow, Unsigned } from './signed-row';
import type { SignedTable } from './signed-table';

/** Where a person can be written to. Signed: a swapped service address would send everything to somebody else. */
export interface ConversationReference {
  readonly conversationId: string;
  readonly serviceUrl: string;
  /** The person's id in the channel (`29:...`). */
  readonly channelUserId: string;
  readonly locale?: string;
}

/** A card that was sent, and what was drawn on it last. */
export interface Placement {
  readonly conversationId: string;
  readonly activityId: string;
  /** Hash of what was drawn. */
  readonly face: string;
}

/** A card, and whose it is. */
export interface PlacedFor extends Placement {
  readonly viewer: ViewerKey;
}

/** Whose card it is: an object id, or a name such as `helpdesk`. */
export type ViewerKey = string;

/** Where people and their cards are in Teams. Reading throws `RecoveryError('integrity')` on a row that was tampered with. */
export interface Conversations {
  saveReference(tenantId: ObjectId, personId: ObjectId, reference: ConversationReference): Promise<void>;
  reference(tenantId: ObjectId, personId: ObjectId): Promise<ConversationReference | undefined>;
  savePlacement(tenantId: ObjectId, requestId: RequestId, viewer: ViewerKey, placement: Placement): Promise<void>;
  /** The same for several cards of one request, all at once. */
  savePlacements(tenantId: ObjectId, requestId: RequestId, placed: readonly PlacedFor[]): Promise<void>;
  /** Saves it where none is known; leaves a known one alone. */
  learnPlacement(tenantId: ObjectId, requestId: RequestId, viewer: ViewerKey, placement: Placement): Promise<void>;
  placement(tenantId: ObjectId, requestId: RequestId, viewer: ViewerKey): Promise<Placement | undefined>;
  /** Every card of a request. */
  placements(tenantId: ObjectId, requestId: RequestId): Promise<readonly PlacedFor[]>;
}

const REFERENCE_ROW = 'reference';

export class TableConversations implements Conversations {
  constructor(private readonly conversations: SignedTable) {}

  async saveReference(tenantId: ObjectId, personId: ObjectId, reference: ConversationReference): Promise<void> {
    await this.conversations.put({ ...referencePlace(tenantId, personId), bytes: canonicalJson(reference) });
  }

  async reference(tenantId: ObjectId, personId: ObjectId): Promise<ConversationReference | undefined> {
    const { pk, rk } = referencePlace(tenantId, personId);
    const row = await this.conversations.read(pk, rk);
    // The bytes carry our own signature, so they are a reference as `saveReference` wrote it.
    return row && (JSON.parse(row.bytes) as ConversationReference);
  }

  async savePlacement(
    tenantId: ObjectId,
    requestId: RequestId,
    viewer: ViewerKey,
    placement: Placement,
  ): Promise<void> {
    await this.conversations.put(placementRow(tenantId, requestId, { ...placement, viewer }));
  }

  async savePlacements(tenantId: ObjectId, requestId: RequestId, placed: readonly PlacedFor[]): Promise<void> {
    await this.conversations.putAll(placed.map((one) => placementRow(tenantId, requestId, one)));
  }

  async learnPlacement(
    tenantId: ObjectId,
    requestId: RequestId,
    viewer: ViewerKey,
    placement: Placement,
  ): Promise<void> {
    await this.conversations.insert(placementRow(tenantId, requestId, { ...placement, viewer }));
  }

  async placement(tenantId: ObjectId, requestId: RequestId, viewer: ViewerKey): Promise<Placement | undefined> {
    const { pk, rk } = placementPlace(tenantId, requestId, viewer);
    const row = await this.conversations.read(pk, rk);
    return row && placementFrom(row);
  }

  async placements(tenantId: ObjectId, requestId: RequestId): Promise<readonly PlacedFor[]> {
    const rows = await this.conversations.list(`${tenantId}|request|${requestId}`);
    return rows.map((row) => ({ ...placementFrom(row), viewer: bodyOf(row).viewer }));
  }
}

// The bytes carry our own signature, so they are a placement as `savePlacement` wrote it.
const bodyOf = (row: SignedRow) => JSON.parse(row.bytes) as PlacedFor;

function placementRow(tenantId: ObjectId, requestId: RequestId, placed: PlacedFor): Unsigned {
  return { ...placementPlace(tenantId, requestId, placed.viewer), bytes: canonicalJson({ ...placed }) };
}

function placementFrom(row: SignedRow): Placement {
  const { conversationId, activityId, face } = bodyOf(row);
  return { conversationId, activityId, face };
}

const referencePlace = (tenantId: ObjectId, personId: ObjectId) => ({
  pk: `${tenantId}|person|${personId}`,
  rk: REFERENCE_ROW,
});

const placementPlace = (tenantId: ObjectId, requestId: RequestId, viewer: ViewerKey) => ({
  pk: `${tenantId}|request|${requestId}`,
  rk: hashedKey(viewer),
});
