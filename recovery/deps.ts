import type { Clock } from '../platform/clock';
import type { Anchors } from './anchors';
import type { Policy } from './policy-settings';
import type { DomainLog } from './domain-log';
import type { FreshSignIns } from './fresh-sign-ins';
import type { Permits } from './permits';
import type { RecoveryRequest } from './request';
import type { Cards } from './cards';
import type { ContactDirectory } from './contact-directory';
import type { ContactRoster } from './contact-roster';
import type { DelegationMails, Delegations } from './delegations';
import type { Drafts } from './drafts';
import type { LastMembers } from './members-read';
import type {
  AccessPasses,
  Accounts,
  AuthMethods,
  Directory,
  Ids,
  KeyRing,
  Ledger,
  OutOfBand,
  Tenants,
  WorkQueue,
} from './ports';
import type { KeptContacts } from './kept-contacts';
import type { Links } from './links';
import type { Looks } from './looks';
import type { Memberships } from './memberships';
import type { Sightings } from './sightings';
import type { Stops } from './stops';
import type { Tallies } from './tallies';
import type { ObjectId, RequestId } from './terms';

/** A sweep finds thousands of requests: they are looked at a few at a time, and hold up nothing that is wanted at once. */
export type Haste = 'atOnce' | 'inTurn';

/** What is kept in the store. */
export interface Stores {
  readonly ledger: Ledger;
  readonly drafts: Drafts;
  readonly links: Links;
  readonly sightings: Sightings;
  readonly delegations: Delegations;
  readonly lastMembers: LastMembers;
  readonly memberships: Memberships;
  readonly keptContacts: KeptContacts;
  readonly contactRoster: ContactRoster;
  /** Read right before every effect on an account. */
  readonly stops: Stops;
  readonly queue: WorkQueue;
  /** Leave to write to Graph, shared by all instances on this store. */
  readonly permits: Permits;
  /** Leave to look at the methods of those who are watched, shared as well. */
  readonly looks: Looks;
  readonly tallies: Tallies;
}

/** Everything the verbs need from outside; each verb names the part it uses. */
export interface Deps extends Stores {
  readonly directory: Directory;
  readonly methods: AuthMethods;
  readonly contactDirectory: ContactDirectory;
  readonly passes: AccessPasses;
  readonly accounts: Accounts;
  readonly signIns: FreshSignIns;
  readonly cards: Cards;
  readonly outOfBand: OutOfBand;
  readonly delegationMails: DelegationMails;
  /** Absent where they are switched off. */
  readonly anchors?: Anchors;
  readonly tenants: Tenants;
  readonly policy: Policy;
  readonly keys: KeyRing;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: DomainLog;
  /** Base address of the reveal page, without a slash at the end. */
  readonly publicUrl: string;
  /** Sees each step while it runs, so that people can be told of a long one. Never throws, and nothing waits for it. */
  readonly watchStep?: (request: Pick<RecoveryRequest, 'tenantId' | 'id'>, step: Promise<unknown>) => void;
  /** Starts the worker on a request in this process without waiting for it: at once, or when those before it are done. */
  readonly startWork: (tenantId: ObjectId, id: RequestId, haste?: Haste) => void;
}
