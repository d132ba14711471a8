import type { ChatReference, Conversations, PlacedFor, Placement, Seen } from '../../bot/conversations';

/** References and placements in memory. */
export class FakeConversations implements Conversations {
  readonly references = new Map<string, ChatReference>();
  readonly placed = new Map<string, Placement>();
  saves = 0;

  async saveReference(tenantId: string, person: string, reference: ChatReference): Promise<void> {
    this.saves += 1;
    this.references.set(`${tenantId}/${person}`, reference);
  }

  async reference(tenantId: string, person: string): Promise<ChatReference | undefined> {
    return this.references.get(`${tenantId}/${person}`);
  }

  async placement(tenantId: string, requestId: string, viewer: string): Promise<Placement | undefined> {
    return this.placed.get(`${tenantId}/${requestId}/${viewer}`);
  }

  async savePlacement(tenantId: string, requestId: string, viewer: string, placement: Placement): Promise<void> {
    this.placed.set(`${tenantId}/${requestId}/${viewer}`, placement);
  }

  async savePlacements(tenantId: string, requestId: string, placed: readonly PlacedFor[]): Promise<void> {
    this.saves += 1;
    for (const { viewer, ...placement } of placed) this.placed.set(`${tenantId}/${requestId}/${viewer}`, placement);
  }

  async learnPlacement(tenantId: string, requestId: string, viewer: string, placement: Placement): Promise<void> {
    const key = `${tenantId}/${requestId}/${viewer}`;
    if (!this.placed.has(key)) this.placed.set(key, placement);
  }

  async placements(tenantId: string, requestId: string): Promise<readonly PlacedFor[]> {
    const start = `${tenantId}/${requestId}/`;
    return [...this.placed].flatMap(([key, placement]) =>
      key.startsWith(start) ? [{ ...placement, viewer: key.slice(start.length) }] : [],
    );
  }
}

export class FakeSeen implements Seen {
  readonly #seen = new Set<string>();

  async firstTime(tenantId: string, conversationId: string, activityId: string): Promise<boolean> {
    const key = `${tenantId}/${conversationId}/${activityId}`;
    if (this.#seen.has(key)) return false;
    this.#seen.add(key);
    return true;
  }
}
