import type { Clock } from '../../platform/clock';
import type { ContactRoster, DuePeople, Rostered, RosterProgress } from '../../recovery/contact-roster';
import type { DueContacts, FoundKept, Kept, KeptContacts } from '../../recovery/kept-contacts';
import type { Links, LinkTarget } from '../../recovery/links';
import type { Memberships, SeenMembership } from '../../recovery/memberships';
import type { Draft, Drafts } from '../../recovery/drafts';
import type { LastMembers, MembersRead } from '../../recovery/members-read';
import type { WorkQueue } from '../../recovery/ports';
import type { Sighting, SightingKind, Sightings } from '../../recovery/sightings';
import type { Millis, ObjectId, RequestId } from '../../recovery/terms';

export class FakeSightings implements Sightings {
  readonly #rows = new Map<string, Sighting[]>();

  /** `requestsOf` knows the requests about somebody, newest first. */
  constructor(
    private readonly requestsOf: (tenantId: ObjectId, subject: ObjectId) => Promise<readonly RequestId[]> = () =>
      Promise.resolve([]),
  ) {}

  async about(tenantId: ObjectId, subject: ObjectId): ReturnType<Sightings['about']> {
    const of = (kind: SightingKind) => [...(this.#rows.get(`${tenantId}|${subject}|${kind}`) ?? [])];
    const seen = { manager: of('manager'), contact: of('contact'), directory: of('directory') };
    return { ...seen, requests: await this.requestsOf(tenantId, subject) };
  }

  async record(
    tenantId: ObjectId,
    subject: ObjectId,
    kind: SightingKind,
    value: string,
    at: Millis,
    baseline: boolean,
  ): Promise<void> {
    const key = `${tenantId}|${subject}|${kind}`;
    const rows = this.#rows.get(key) ?? [];
    const known = rows.find((one) => one.value === value);
    const { firstSeen = at } = known ?? {};
    const row = { value, firstSeen: Math.min(firstSeen, at), lastSeen: at, baseline: known?.baseline ?? baseline };
    this.#rows.set(key, [...rows.filter((one) => one.value !== value), row]);
  }

  async recordLook(
    tenantId: ObjectId,
    subject: ObjectId,
    kind: SightingKind,
    values: readonly string[],
    at: Millis,
  ): Promise<void> {
    for (const value of values) await this.record(tenantId, subject, kind, value, at, false);
  }

  async forgetContacts(tenantId: ObjectId, subject: ObjectId, upTo: Millis): Promise<void> {
    for (const kind of ['contact', 'directory']) {
      const key = `${tenantId}|${subject}|${kind}`;
      const rows = this.#rows.get(key) ?? [];
      this.#rows.set(
        key,
        rows.filter(({ lastSeen }) => lastSeen > upTo),
      );
    }
  }
}

export class FakeDrafts implements Drafts {
  readonly #drafts = new Map<string, Draft>();

  constructor(private readonly clock: Clock) {}

  async put(draft: Draft): Promise<void> {
    this.#drafts.set(`${draft.tenantId}|${draft.id}`, draft);
  }

  async get(tenantId: ObjectId, id: string): Promise<Draft | undefined> {
    const draft = this.#drafts.get(`${tenantId}|${id}`);
    return draft === undefined || draft.expiresAt <= this.clock.now() ? undefined : draft;
  }

  async remove(tenantId: ObjectId, id: string): Promise<void> {
    this.#drafts.delete(`${tenantId}|${id}`);
  }
}

type Link = Parameters<Links['put']>[1];

export class FakeLinks implements Links {
  readonly hashes = new Map<string, Link>();

  constructor(private readonly clock: Clock) {}

  async put(hash: string, link: Link): Promise<void> {
    this.hashes.set(hash, link);
  }

  async get(hash: string): Promise<LinkTarget | undefined> {
    const link = this.hashes.get(hash);
    return link === undefined || link.expiresAt <= this.clock.now() ? undefined : link;
  }
}

export class FakeLastMembers implements LastMembers {
  readonly groups = new Map<string, MembersRead>();

  async save(tenantId: ObjectId, groupId: ObjectId, read: MembersRead): Promise<void> {
    this.groups.set(`${tenantId}|${groupId}`, read);
  }

  async last(tenantId: ObjectId, groupId: ObjectId): Promise<MembersRead | undefined> {
    return this.groups.get(`${tenantId}|${groupId}`);
  }
}

/** Everybody was in their groups at the first look, unless a test says otherwise. */
export class FakeMemberships implements Memberships {
  readonly rows = new Map<string, SeenMembership>();

  constructor(private readonly membersOf: (groupId: ObjectId) => readonly ObjectId[]) {}

  async of(tenantId: ObjectId, groupId: ObjectId, person: ObjectId): Promise<SeenMembership | undefined> {
    return (await this.all(tenantId, groupId)).get(person);
  }

  async all(tenantId: ObjectId, groupId: ObjectId): Promise<ReadonlyMap<ObjectId, SeenMembership>> {
    const before = ['first-look', ...this.membersOf(groupId)].map((id) => [id, { since: 0, baseline: true }] as const);
    const saved = [...this.rows].filter(([key]) => key.startsWith(`${tenantId}|${groupId}|`));
    return new Map([...before, ...saved.map(([key, row]) => [key.split('|')[2] ?? '', row] as const)]);
  }

  async save(tenantId: ObjectId, groupId: ObjectId, person: ObjectId, membership: SeenMembership): Promise<void> {
    this.rows.set(`${tenantId}|${groupId}|${person}`, membership);
  }
}

/** What is kept of contacts, in memory. Every turn looks at everybody. */
export class FakeKeptContacts implements KeptContacts {
  readonly rows = new Map<string, Kept | 'doesNotHold'>();

  async of(tenantId: ObjectId, person: ObjectId): Promise<FoundKept> {
    return this.rows.get(`${tenantId}|${person}`);
  }

  async change(tenantId: ObjectId, person: ObjectId, next: (found: FoundKept) => Kept): Promise<void> {
    const kept = next(await this.of(tenantId, person));
    if (kept.contacts.length === 0) await this.remove(tenantId, person);
    else this.rows.set(`${tenantId}|${person}`, kept);
  }

  async remove(tenantId: ObjectId, person: ObjectId): Promise<void> {
    this.rows.delete(`${tenantId}|${person}`);
  }

  async due(tenantId: ObjectId, { before, most }: DueContacts): Promise<readonly ObjectId[]> {
    const due = [...this.rows].filter(([, kept]) => kept === 'doesNotHold' || kept.lookedAt < before);
    return due.map(([key]) => key.slice(tenantId.length + 1)).slice(0, most);
  }
}

/** Whose contacts are looked at in the background, in memory. */
export class FakeRoster implements ContactRoster {
  readonly rows = new Map<string, Rostered>();
  readonly turns = new Map<string, RosterProgress>();

  async begin(tenantId: ObjectId, now: Millis, gapMs: Millis): Promise<RosterProgress | undefined> {
    const before = this.turns.get(tenantId);
    if (before !== undefined && (now - before.takenAt < gapMs || now < (before.notBefore ?? 0))) return undefined;
    const progress = { ...before, takenAt: now };
    this.turns.set(tenantId, progress);
    return progress;
  }

  async save(tenantId: ObjectId, progress: RosterProgress): Promise<void> {
    this.turns.set(tenantId, progress);
  }

  async change(
    tenantId: ObjectId,
    person: ObjectId,
    next: (found: Rostered | undefined) => Rostered | undefined,
  ): Promise<void> {
    const key = `${tenantId}|${person}`;
    const row = next(this.rows.get(key));
    if (row === undefined) this.rows.delete(key);
    else this.rows.set(key, row);
  }

  async due(tenantId: ObjectId, now: Millis, most: number): Promise<DuePeople> {
    const people = [...this.rows]
      .filter(([, { dueAt }]) => dueAt <= now)
      .map(([key, row]) => [key.slice(tenantId.length + 1), row] as const)
      .sort(([, one], [, other]) => one.dueAt - other.dueAt);
    return { people: people.slice(0, most), forged: false };
  }
}

export class FakeQueue implements WorkQueue {
  readonly wakes: { readonly id: RequestId; readonly delayMs: number }[] = [];

  async wake(_tenantId: ObjectId, id: RequestId, delayMs: number): Promise<void> {
    this.wakes.push({ id, delayMs });
  }
}
