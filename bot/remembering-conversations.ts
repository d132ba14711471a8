import type { Clock } from '../platform/clock';
import type { ObjectId, RequestId } from '../recovery/terms';
import type { ChatReference, Conversations, PlacedFor, Placement } from './conversations';

interface Known {
  readonly reference: ChatReference;
  readonly until: number;
}

const REMEMBERED_MS = 5 * 60_000;
const MOST_REMEMBERED = 10_000;

const sameReference = (one: ChatReference, other: ChatReference): boolean =>
  one.conversationId === other.conversationId &&
  one.serviceUrl === other.serviceUrl &&
  one.channelUserId === other.channelUserId &&
  one.locale === other.locale &&
  one.timeZone === other.timeZone;

/**
 * Where people are hardly ever changes, so this instance asks for it every few minutes and not for every card. A chat that
 * moved meanwhile answers "gone", is opened anew, and is saved. Which message shows what is always read.
 */
export class RememberingConversations implements Conversations {
  readonly #inner: Conversations;
  readonly #clock: Clock;
  readonly #people = new Map<string, Known>();
  /** Requests and viewers for whom a message is known to stand. None is ever forgotten by the store. */
  readonly #placed = new Set<string>();

  constructor(inner: Conversations, clock: Clock) {
    this.#inner = inner;
    this.#clock = clock;
  }

  async saveReference(tenantId: ObjectId, person: ObjectId, reference: ChatReference): Promise<void> {
    const known = this.#people.get(`${tenantId}/${person}`);
    if (known !== undefined && sameReference(known.reference, reference)) return;
    await this.#inner.saveReference(tenantId, person, reference);
    this.#remember(tenantId, person, reference);
  }

  async reference(tenantId: ObjectId, person: ObjectId): Promise<ChatReference | undefined> {
    const known = this.#people.get(`${tenantId}/${person}`);
    if (known !== undefined && known.until > this.#clock.now()) return known.reference;
    const reference = await this.#inner.reference(tenantId, person);
    if (reference !== undefined) this.#remember(tenantId, person, reference);
    return reference;
  }

  async savePlacement(tenantId: ObjectId, requestId: RequestId, viewer: string, placement: Placement): Promise<void> {
    await this.#inner.savePlacement(tenantId, requestId, viewer, placement);
    this.#sawPlaced(tenantId, requestId, viewer);
  }

  async savePlacements(tenantId: ObjectId, requestId: RequestId, placed: readonly PlacedFor[]): Promise<void> {
    await this.#inner.savePlacements(tenantId, requestId, placed);
    for (const { viewer } of placed) this.#sawPlaced(tenantId, requestId, viewer);
  }

  async learnPlacement(tenantId: ObjectId, requestId: RequestId, viewer: string, placement: Placement): Promise<void> {
    if (this.#placed.has(`${tenantId}/${requestId}/${viewer}`)) return;
    if ((await this.placement(tenantId, requestId, viewer)) !== undefined) return;
    await this.#inner.learnPlacement(tenantId, requestId, viewer, placement);
    this.#sawPlaced(tenantId, requestId, viewer);
  }

  async placement(tenantId: ObjectId, requestId: RequestId, viewer: string): Promise<Placement | undefined> {
    const placement = await this.#inner.placement(tenantId, requestId, viewer);
    if (placement !== undefined) this.#sawPlaced(tenantId, requestId, viewer);
    return placement;
  }

  async placements(tenantId: ObjectId, requestId: RequestId): ReturnType<Conversations['placements']> {
    const placements = await this.#inner.placements(tenantId, requestId);
    for (const { viewer } of placements) this.#sawPlaced(tenantId, requestId, viewer);
    return placements;
  }

  #remember(tenantId: ObjectId, person: ObjectId, reference: ChatReference): void {
    if (this.#people.size >= MOST_REMEMBERED) this.#people.clear();
    this.#people.set(`${tenantId}/${person}`, { reference, until: this.#clock.now() + REMEMBERED_MS });
  }

  #sawPlaced(tenantId: ObjectId, requestId: RequestId, viewer: string): void {
    if (this.#placed.size >= MOST_REMEMBERED) this.#placed.clear();
    this.#placed.add(`${tenantId}/${requestId}/${viewer}`);
  }
}
