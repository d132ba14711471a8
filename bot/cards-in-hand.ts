import type { ObjectId, RequestId } from '../recovery/terms';

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

const keyOf = (tenantId: ObjectId, requestId: RequestId, person = 'everybody'): string =>
  `${tenantId}/${requestId}/${person}`;

/** Told to the notifier of the same process, because the worker starts while the press is still being answered. */
export class CardsInHand {
  readonly #held = new Map<string, HeldMessage>();
  /** How many presses, or steps, are waited for. */
  readonly #waiting = new Map<string, number>();

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

  /** While `work` takes long, this person's card says that it is waited for; without a person everybody's does. */
  async waiting<T>(work: Promise<T>, tenantId: ObjectId, requestId: RequestId, person?: ObjectId): Promise<T> {
    const key = keyOf(tenantId, requestId, person);
    this.#waiting.set(key, (this.#waiting.get(key) ?? 0) + 1);
    try {
      return await work;
    } finally {
      const left = (this.#waiting.get(key) ?? 1) - 1;
      if (left === 0) this.#waiting.delete(key);
      else this.#waiting.set(key, left);
    }
  }

  isWaiting(tenantId: ObjectId, requestId: RequestId, person?: ObjectId): boolean {
    return this.#waiting.has(keyOf(tenantId, requestId, person));
  }

  of(tenantId: ObjectId, person: ObjectId): HeldMessage | undefined {
    return this.#held.get(`${tenantId}/${person}`);
  }
}
