import type { QueueClient } from '@azure/storage-queue';
import type { Received } from '../../../storage/queue';
import { Queue } from '../../../storage/queue';
import type { Cross } from './memory-table';
import type { Prng } from './prng';
import type { Scheduler } from './scheduler';

interface Message {
  readonly id: string;
  text: string;
  visibleAt: number;
  popReceipt: string;
  deliveries: number;
}

/** What a queue holds, for every process alike. */
export class QueueContent {
  readonly messages = new Map<string, Message>();
  #count = 0;
  /** How often a message is handed out and stays visible all the same. */
  doubling = 0;
  doubled = 0;
  /** Told when a message will be visible. */
  onVisible: (at: number) => void = () => undefined;
  /** Told of every text that is put in. */
  onWritten: (text: string) => void = () => undefined;

  constructor(
    private readonly scheduler: Scheduler,
    private readonly prng: Prng,
  ) {}

  add(text: string, delayMs: number): void {
    this.#count += 1;
    this.onWritten(text);
    const visibleAt = this.visibleIn(delayMs);
    const id = String(this.#count);
    this.messages.set(id, { id, text, visibleAt, popReceipt: `${id}.0`, deliveries: 0 });
    this.onVisible(visibleAt);
  }

  /** Hidden for whole seconds, as Azure counts. */
  visibleIn(delayMs: number): number {
    return this.scheduler.now() + Math.ceil(delayMs / 1_000) * 1_000;
  }

  hasVisible(): boolean {
    const now = this.scheduler.now();
    for (const { visibleAt } of this.messages.values()) if (visibleAt <= now) return true;
    return false;
  }

  take(count: number, hideMs: number): readonly Received[] {
    const now = this.scheduler.now();
    const visible = [...this.messages.values()].filter(({ visibleAt }) => visibleAt <= now).slice(0, count);
    return visible.map((message) => {
      message.deliveries += 1;
      message.popReceipt = `${message.id}.${String(message.deliveries)}`;
      const twice = this.doubling > 0 && message.deliveries < 3 && this.prng.chance(this.doubling);
      if (twice) this.doubled += 1;
      message.visibleAt = twice ? now + 50 : now + hideMs;
      this.onVisible(message.visibleAt);
      return { id: message.id, text: message.text, popReceipt: message.popReceipt, deliveries: message.deliveries };
    });
  }

  /** The message, if this receipt is the one of its last delivery. */
  held({ id, popReceipt }: Received): Message | undefined {
    const message = this.messages.get(id);
    return message?.popReceipt === popReceipt ? message : undefined;
  }
}

const NO_CLIENT = {} as QueueClient;

/** Azure's queue without Azure: hidden messages, receipts, deliveries that count. */
export class MemoryQueue extends Queue {
  constructor(
    private readonly content: QueueContent,
    private readonly cross: Cross,
  ) {
    // Every method that would ask the client is replaced below.
    super(NO_CLIENT);
  }

  override async send(text: string, delayMs: number): Promise<void> {
    await this.cross('send', () => {
      this.content.add(text, delayMs);
    });
  }

  override receive(count: number, hideMs: number): Promise<readonly Received[]> {
    return this.cross('receive', () => this.content.take(count, hideMs));
  }

  override async finish(received: Received): Promise<void> {
    await this.cross('finish', () => {
      const message = this.content.held(received);
      if (message !== undefined) this.content.messages.delete(message.id);
    });
  }

  override async putBack(received: Received, delayMs: number): Promise<void> {
    await this.cross('putBack', () => {
      const message = this.content.held(received);
      if (message === undefined) return;
      message.visibleAt = this.content.visibleIn(delayMs);
      this.content.onVisible(message.visibleAt);
    });
  }
}
