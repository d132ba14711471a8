import type { Clock } from '../platform/clock';
import type { WorkQueue } from '../recovery/ports';
import type { ObjectId, RequestId } from '../recovery/terms';
import type { Queue } from './queue';
import { messageText, type WorkMessage } from './work-message';

/** Azure hides a message for 7 days at most; a later one is hidden anew when it appears too early. */
export const LONGEST_DELAY_MS = 7 * 24 * 60 * 60 * 1_000;

export interface WorkQueueDeps {
  readonly queue: Queue;
  readonly clock: Clock;
  /** Longest time a message is hidden. Less than 7 days makes messages appear early, to be put back until they are due. */
  readonly maxDelayMs: number;
}

/** Wake-ups as messages of an Azure Storage queue: hidden until due by `clock`, never expiring. */
export class StorageWorkQueue implements WorkQueue {
  constructor(private readonly deps: WorkQueueDeps) {}

  async wake(tenantId: ObjectId, requestId: RequestId, delayMs: number): Promise<void> {
    await this.send(this.messageIn(tenantId, requestId, delayMs));
  }

  messageIn(tenantId: ObjectId, requestId: RequestId, delayMs: number): WorkMessage {
    return { tenantId, requestId, dueAt: this.deps.clock.now() + Math.max(0, delayMs) };
  }

  /** Sends a message hidden until it is due, as far as that is possible. */
  async send(message: WorkMessage): Promise<void> {
    await this.deps.queue.send(messageText(message), this.delayOf(message));
  }

  /** How long to hide a message from now on; 0 when it is due. */
  private delayOf({ dueAt }: WorkMessage): number {
    const left = Math.max(0, dueAt - this.deps.clock.now());
    return Math.min(left, this.deps.maxDelayMs);
  }

  isDue({ dueAt }: WorkMessage): boolean {
    return dueAt <= this.deps.clock.now();
  }
}
