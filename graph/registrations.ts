import type { Clock } from '../platform/clock';
import type { LogPage, Registration } from '../recovery/account-logs';
import { REGISTRATION_HOURS } from '../recovery/account-logs';
import { EffectError } from '../recovery/errors';
import type { Directory } from '../recovery/ports';
import { asObjectId, type Millis, type ObjectId } from '../recovery/terms';
import type { AuditRow } from './audit-row';
import { AUDIT_ROW, PASS_IN_LOG } from './audit-row';
import type { GraphCall, GraphOf } from './client';
import { checkedId } from './object-path';
import { pagesOf } from './pages';

const HOUR = 3_600_000;
/** What was read counts for so long: the log itself is minutes behind. */
const FRESH_MS = 30_000;
/** And for so long where Graph asks to slow down. */
const USABLE_MS = 300_000;
const LARGEST_PAGE = '999';
/** What lies behind these pages is not read: the answer says from when on it is complete. */
const MOST_PAGES = 5;

/** A method came, or became another one, as the log names it; keys and Windows Hello are told by another service. */
const ACTIVITIES = [
  ...['User registered security info', 'User updated security info'],
  ...['Admin registered security info', 'Admin updated security info'],
  ...['Add Windows Hello for Business credential', 'Add Passkey (device-bound)', 'Add platform credential'],
];

function initiatorOf({ initiatedBy }: AuditRow): Registration['by'] {
  const person = asObjectId(initiatedBy?.user?.id ?? undefined);
  if (person !== undefined) return { kind: 'person', id: person };
  const app = asObjectId(initiatedBy?.app?.appId ?? undefined);
  return app === undefined ? undefined : { kind: 'app', id: app };
}

/** An app's entry without a reason does not say that it is about a method and no pass: it says nothing. */
function isPass({ resultReason, initiatedBy }: AuditRow): boolean {
  if (PASS_IN_LOG.test(resultReason ?? '')) return true;
  return (resultReason ?? '') === '' && (initiatedBy?.user?.id ?? '') === '';
}

/** Whose, and what. Only the first target was changed. */
function toRegistration(listed: AuditRow): readonly (readonly [ObjectId, Registration])[] {
  const at = Date.parse(listed.activityDateTime);
  const person = asObjectId(listed.targetResources?.[0]?.id ?? undefined);
  if (person === undefined || Number.isNaN(at) || listed.result === 'failure' || isPass(listed)) return [];
  const by = initiatorOf(listed);
  return [[person, { at, ...(by !== undefined && { by }) }]];
}

interface Book {
  readonly at: Millis;
  readonly since: Millis;
  readonly of: ReadonlyMap<ObjectId, readonly Registration[]>;
}

export interface RegistrationDeps {
  readonly graph: GraphOf;
  readonly clock: Clock;
}

/** All that was registered in one tenant lately. Whoever asks while it is read waits for the same answer. */
class TenantBook {
  #known: Book | undefined;
  #reading: Promise<Book> | undefined;

  constructor(
    private readonly deps: RegistrationDeps,
    private readonly tenantId: ObjectId,
  ) {}

  async about(person: ObjectId): Promise<LogPage<Registration>> {
    const { of, since } = await this.#book();
    return { entries: of.get(person) ?? [], since };
  }

  async #book(): Promise<Book> {
    const known = this.#known;
    const age = this.deps.clock.now() - (known?.at ?? -Infinity);
    if (known !== undefined && age < FRESH_MS) return known;
    this.#reading ??= this.#read().finally(() => {
      this.#reading = undefined;
    });
    try {
      return await this.#reading;
    } catch (error) {
      const slowDown = error instanceof EffectError && error.code === 'throttled';
      if (slowDown && known !== undefined && age < USABLE_MS) return known;
      throw error;
    }
  }

  async #read(): Promise<Book> {
    const at = this.deps.clock.now();
    const from = at - REGISTRATION_HOURS * HOUR;
    const which = ACTIVITIES.map((name) => `activityDisplayName eq '${name}'`).join(' or ');
    const query = { $filter: `activityDateTime ge ${new Date(from).toISOString()} and (${which})`, $top: LARGEST_PAGE };
    const path = '/auditLogs/directoryAudits';
    const call: GraphCall = { operation: 'directory.registrations', method: 'GET', path, query };
    const of = new Map<ObjectId, Registration[]>();
    let [pages, oldest] = [0, Infinity];
    for await (const page of pagesOf(this.deps.graph(this.tenantId), call, AUDIT_ROW)) {
      // Newest first: a page more than is read says that older ones are missing.
      if (pages === MOST_PAGES) return this.#keep({ at, since: oldest, of });
      for (const [person, one] of page.flatMap(toRegistration)) of.set(person, [...(of.get(person) ?? []), one]);
      oldest = Math.min(oldest, ...page.map(({ activityDateTime }) => Date.parse(activityDateTime)));
      pages += 1;
    }
    return this.#keep({ at, since: from, of });
  }

  #keep(book: Book): Book {
    this.#known = book;
    return book;
  }
}

/**
 * Who registered methods for somebody, by the directory's log. One question for a whole tenant in half a minute, however
 * many are waited for: Graph takes five in ten seconds, of all logs together.
 */
export function createRegistrationReader(deps: RegistrationDeps): Directory['registrations'] {
  const books = new Map<ObjectId, TenantBook>();
  return async (tenantId, id) => {
    const person = checkedId(id);
    const book = books.get(tenantId) ?? new TenantBook(deps, tenantId);
    books.set(tenantId, book);
    return book.about(person);
  };
}
