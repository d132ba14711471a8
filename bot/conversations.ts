import type { ObjectId, RequestId } from '../recovery/terms';

/** Where one person is reached in Teams. Saved on every turn in their personal chat. */
export interface ChatReference {
  readonly conversationId: string;
  readonly serviceUrl: string;
  /** The person as this bot sees them (29:...): what `refresh.userIds` takes. Empty while unknown. */
  readonly channelUserId: string;
  readonly locale?: string;
  /** IANA name. */
  readonly timeZone?: string;
}

/** The message that shows a request to one person, and a hash of what it shows. */
export interface Placement {
  readonly conversationId: string;
  readonly activityId: string;
  readonly face: string;
}

/** A message, and whose it is: an object id, or a name for messages of another kind. */
export interface PlacedFor extends Placement {
  readonly viewer: string;
}

/** Who is reached where, and which messages show what. Kept by `storage/`. Throws `EffectError` and `RecoveryError`. */
export interface Conversations {
  saveReference(tenantId: ObjectId, person: ObjectId, reference: ChatReference): Promise<void>;
  reference(tenantId: ObjectId, person: ObjectId): Promise<ChatReference | undefined>;
  placement(tenantId: ObjectId, requestId: RequestId, viewer: string): Promise<Placement | undefined>;
  savePlacement(tenantId: ObjectId, requestId: RequestId, viewer: string, placement: Placement): Promise<void>;
  /** The same for several messages of one request, all at once. */
  savePlacements(tenantId: ObjectId, requestId: RequestId, placed: readonly PlacedFor[]): Promise<void>;
  /** Saves it where none is known; leaves a known one alone. */
  learnPlacement(tenantId: ObjectId, requestId: RequestId, viewer: string, placement: Placement): Promise<void>;
  placements(tenantId: ObjectId, requestId: RequestId): Promise<readonly PlacedFor[]>;
}

/** Which activities were answered already. */
export interface Seen {
  /** True for exactly one caller per activity. */
  firstTime(tenantId: ObjectId, conversationId: string, activityId: string): Promise<boolean>;
}

/** Adds the app for a person who does not have it. Throws `EffectError`. */
export interface Installation {
  installFor(tenantId: ObjectId, person: ObjectId): Promise<void>;
}
