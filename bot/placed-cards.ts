import type { RecoveryRequest } from '../recovery/request';
import type { Conversations, PlacedFor, Placement } from './conversations';

/**
 * The messages that show one request, for one drawing of it: read when the first of them is about to be edited, all at
 * once. Not for longer: others place messages too, and a pass may come to stand in one of them.
 */
export class PlacedCards {
  readonly #conversations: Conversations;
  readonly #request: RecoveryRequest;
  #read: Promise<Map<string, PlacedFor>> | undefined;
  /** Edited, and not written down yet: should that get lost, they are edited once more. */
  readonly #edited = new Map<string, PlacedFor>();

  constructor(conversations: Conversations, request: RecoveryRequest) {
    this.#conversations = conversations;
    this.#request = request;
  }

  async of(viewer: string): Promise<Placement | undefined> {
    const placed = await this.#all();
    return this.#edited.get(viewer) ?? placed.get(viewer);
  }

  /** As it is now: since the cards were read somebody may have pressed, on another instance. Read with all the others. */
  async now(viewer: string): Promise<Placement | undefined> {
    this.#read = undefined;
    return this.of(viewer);
  }

  async all(): Promise<readonly PlacedFor[]> {
    return [...new Map([...(await this.#all()), ...this.#edited]).values()];
  }

  /** Writes down what a message shows, and whatever waited for `settle`. A new message would be sent twice if it got lost. */
  async save(viewer: string, { conversationId, activityId, face }: Placement): Promise<void> {
    this.#edited.set(viewer, { conversationId, activityId, face, viewer });
    await this.settle();
  }

  /** The same for a message that was there before: written down with the others, at the end of the drawing. */
  async edited(viewer: string, { conversationId, activityId, face }: Placement): Promise<void> {
    if ((await this.of(viewer))?.activityId !== activityId)
      return this.save(viewer, { conversationId, activityId, face });
    this.#edited.set(viewer, { conversationId, activityId, face, viewer });
  }

  /** Writes down what was edited, all of it at once. */
  async settle(): Promise<void> {
    const edited = [...this.#edited.values()];
    if (edited.length === 0) return;
    const { tenantId, id } = this.#request;
    await this.#conversations.savePlacements(tenantId, id, edited);
    const placed = await this.#read;
    for (const one of edited) {
      placed?.set(one.viewer, one);
      if (this.#edited.get(one.viewer) === one) this.#edited.delete(one.viewer);
    }
  }

  /** A read that failed is tried again by whoever asks next. */
  #all(): Promise<Map<string, PlacedFor>> {
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
