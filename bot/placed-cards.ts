import type { RecoveryRequest } from '../recovery/request';
import type { Conversations, Placement } from './conversations';

type Placed = Placement & { readonly viewer: string };

/**
 * The messages that show one request, for one drawing of it: read when the first of them is about to be edited, all at
 * once. Not for longer: others place messages too, and a pass may come to stand in one of them.
 */
export class PlacedCards {
  readonly #conversations: Conversations;
  readonly #request: RecoveryRequest;
  #read: Promise<Map<string, Placed>> | undefined;

  constructor(conversations: Conversations, request: RecoveryRequest) {
    this.#conversations = conversations;
    this.#request = request;
  }

  async of(viewer: string): Promise<Placement | undefined> {
    return (await this.#all()).get(viewer);
  }

  async all(): Promise<readonly Placed[]> {
    return [...(await this.#all()).values()];
  }

  async save(viewer: string, placement: Placement): Promise<void> {
    const { tenantId, id } = this.#request;
    const { conversationId, activityId, face } = placement;
    await this.#conversations.savePlacement(tenantId, id, viewer, { conversationId, activityId, face });
    (await this.#all()).set(viewer, { conversationId, activityId, face, viewer });
  }

  /** A read that failed is tried again by whoever asks next. */
  #all(): Promise<Map<string, Placed>> {
    const { tenantId, id } = this.#request;
    this.#read ??= this.#conversations.placements(tenantId, id).then(
      (placed) => new Map(placed.map((one) => [one.viewer, one])),
      (error: unknown) => {
        this.#read = undefined;
        throw error;
      },
    );
    return this.#read;
  }
}
