import type { DequeuedMessageItem, QueueClient } from '@azure/storage-queue';
import { asEffectError, codeOf, statusOf } from './errors';
import { deadline } from './table';

/** One received message; the pop receipt is what allows this receiver, and nobody else, to finish it. */
export interface Received {
  readonly id: string;
  readonly text: string;
  readonly popReceipt: string;
  /** How often it was received, this time included. */
  readonly deliveries: number;
}

const SECOND = 1_000;
/** A message never expires. */
const FOR_EVER = -1;

/** One Azure Storage queue: every call with a deadline, every failure an `EffectError`. */
export class Queue {
  constructor(private readonly client: QueueClient) {}

  /** Hidden for `delayMs` (rounded up to seconds, 7 days at most), then there until somebody finishes it. */
  async send(text: string, delayMs: number): Promise<void> {
    const visibilityTimeout = Math.ceil(delayMs / SECOND);
    const options = { ...deadline(), visibilityTimeout, messageTimeToLive: FOR_EVER };
    await this.call('send', () => this.client.sendMessage(text, options));
  }

  /** Up to 32 visible messages, hidden from other receivers for `hideMs`. */
  async receive(count: number, hideMs: number): Promise<readonly Received[]> {
    const options = { ...deadline(), numberOfMessages: count, visibilityTimeout: Math.ceil(hideMs / SECOND) };
    const { receivedMessageItems } = await this.call('receive', () => this.client.receiveMessages(options));
    return receivedMessageItems.map(received);
  }

  /** Deletes a message; one that another receiver has meanwhile is left to that one. */
  async finish({ id, popReceipt }: Received): Promise<void> {
    await this.unlessTaken('finish', () => this.client.deleteMessage(id, popReceipt, deadline()));
  }

  /** Gives a message back, to be seen again after `delayMs`. */
  async putBack({ id, popReceipt, text }: Received, delayMs: number): Promise<void> {
    const seconds = Math.ceil(delayMs / SECOND);
    await this.unlessTaken('put back', () => this.client.updateMessage(id, popReceipt, text, seconds, deadline()));
  }

  /** What time the storage service says it is (its `Date` header, in whole seconds). */
  async serviceTime(): Promise<Date | undefined> {
    return (await this.call('ask for the time', () => this.client.getProperties(deadline()))).date;
  }

  private async unlessTaken(what: string, call: () => Promise<unknown>): Promise<void> {
    await this.call(what, async () => {
      try {
        await call();
      } catch (error) {
        if (statusOf(error) !== 404 && codeOf(error) !== 'PopReceiptMismatch') throw error;
      }
    });
  }

  private async call<T>(what: string, call: () => Promise<T>): Promise<T> {
    try {
      return await call();
    } catch (error) {
      throw asEffectError(error, `${what} in queue ${this.client.name}`);
    }
  }
}

function received({ messageId, messageText, popReceipt, dequeueCount }: DequeuedMessageItem): Received {
  return { id: messageId, text: messageText, popReceipt, deliveries: dequeueCount };
}
