import { contactsIn } from './contact-directory';
import { isSameContact } from './contact-hash';
import type { Trusted } from './contacts';
import type { Deps } from './deps';
import type { EntryQuestion } from './directory-contacts';
import { mayStandInDirectory, trustedInDirectory } from './directory-contacts';
import type { LinkDelivery } from './facts';
import { sameAddress } from './kept-contacts';
import type { Method } from './methods';
import { policyOf } from './policy-tiers';
import type { ContactPoint } from './ports';
import type { RecoveryRequest } from './request';
import type { Sighting } from './sightings';
import type { Signal } from './signals';
import { readSignal } from './signals';
import type { NoLink } from './step-failure';
import type { CaseFacts } from './story';
import type { ObjectId } from './terms';

type Reading = Pick<Deps, 'contactDirectory' | 'policy' | 'keys' | 'clock'>;

/** Whose entry, for what. */
export interface EntryCase {
  readonly tenantId: ObjectId;
  readonly employee: ObjectId;
  readonly about: CaseFacts;
  readonly methods: Signal<readonly Method[]>;
  readonly held: readonly Sighting[];
}

const NONE: Trusted = { contacts: [], notOffered: [], unsure: false };
/** There is one that stood long enough, and nobody can say which; the channel is as good as any. */
const UNREAD: Trusted = {
  ...{ contacts: [], unsure: true },
  notOffered: [{ kind: 'directory', channel: 'email', why: 'unread' }],
};
/** No waiting cures these. */
const FINAL: ReadonlySet<string> = new Set(['forbidden', 'rejected']);

function questionOf(
  { policy, keys, clock }: Reading,
  methods: readonly Method[],
  held: readonly Sighting[],
  { scenario, chosenMethods = [] }: CaseFacts,
): EntryQuestion {
  return { policy, keys, methods, held, scenario, chosenMethods, now: clock.now() };
}

/**
 * Contacts of the directory that may carry a link. The entry is read where a place is still to be chosen, and something was
 * seen of it for long enough: for everybody else this asks nothing.
 */
export async function contactsOfEntry(deps: Reading, given: EntryCase): Promise<Trusted> {
  const { tenantId, employee, about, methods, held } = given;
  if (about.openedAt !== undefined || methods.kind !== 'known') return NONE;
  const question = questionOf(deps, methods.value, held, about);
  if (!mayStandInDirectory(question)) return NONE;
  const entry = await readSignal(() => deps.contactDirectory.entry(tenantId, employee));
  if (entry.kind === 'unknown' && !FINAL.has(entry.why)) return UNREAD;
  if (entry.kind !== 'known') return NONE;
  return entry.value === undefined ? NONE : { ...NONE, contacts: trustedInDirectory(question, entry.value) };
}

/** Both, each address once. */
export function withEntry(registered: Trusted, entry: Trusted): Trusted {
  const others = entry.contacts.filter((one) => !registered.contacts.some((other) => sameAddress(one, other)));
  return {
    contacts: [...registered.contacts, ...others],
    notOffered: [...registered.notOffered, ...entry.notOffered],
    unsure: registered.unsure || entry.unsure,
  };
}

/** The contact of the directory as it was chosen, read again; or why it gets nothing. */
export async function chosenOfEntry(
  deps: Reading & Pick<Deps, 'sightings'>,
  request: RecoveryRequest & { readonly delivery: LinkDelivery },
  methods: readonly Method[],
): Promise<ContactPoint | NoLink> {
  const { tenantId, employee, delivery } = request;
  const [entry, { directory: held }] = await Promise.all([
    deps.contactDirectory.entry(tenantId, employee),
    deps.sightings.about(tenantId, employee),
  ]);
  const isChosen = (contact: Pick<ContactPoint, 'address'>) => isSameContact(deps.keys, contact, delivery.contact);
  if (entry === undefined || !contactsIn(entry).some(isChosen)) return 'contactChanged';
  const own = { ...deps, policy: policyOf(deps.policy, request) };
  const trusted = trustedInDirectory(questionOf(own, methods, held, request), entry);
  return trusted.find(isChosen) ?? 'contactNotTrusted';
}
