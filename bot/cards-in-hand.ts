import type { ObjectId } from '../recovery/terms';

/** The message on which somebody is pressing right now, and what that means for whoever wants to edit it. */
export interface HeldMessage {
  readonly conversationId: string;
  readonly activityId: string;
  /**
   * `takeOver`: a draft becomes a request, whose first card goes into the draft's message. `leave`: a pass is about to
   * be shown there, and an edit would wipe it from the screen.
   */
  readonly use: 'takeOver' | 'leave';
}

/** Told to the notifier of the same process, because the worker starts while the press is still being answered. */
export class CardsInHand {
  readonly #held = new Map<string, HeldMessage>();

  /** Holds the message while `work` runs. */
  async during<T>(tenantId: ObjectId, person: ObjectId, message: HeldMessage, work: () => Promise<T>): Promise<T> {
    const key = `${tenantId}/${person}`;
    this.#held.set(key, message);
    try {
      return await work();
    } finally {
      if (this.#held.get(key) === message) this.#held.delete(key);
    }
  }

  of(tenantId: ObjectId, person: ObjectId): HeldMessage | undefined {
    return this.#held.get(`${tenantId}/${person}`);
  }
}
