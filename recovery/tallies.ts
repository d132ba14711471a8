import type { Limit, Mark, Over, Tallied } from './tally';
import type { Millis, ObjectId } from './terms';

/** What is counted of whom. */
export type TallyOf =
  /** Requests that somebody opens for themselves or as a colleague, or with proof as one of the helpdesk. */
  | { readonly kind: 'requester' | 'agent'; readonly person: ObjectId }
  /** Forms that somebody starts: each reads a good deal of the directory. */
  | { readonly kind: 'drafter'; readonly person: ObjectId }
  /** Stand-ins that somebody names for themselves: each sends a mail and a message to somebody else. */
  | { readonly kind: 'delegator'; readonly person: ObjectId }
  /** Requests about somebody; counted elsewhere, only who was told of it stands here. */
  | { readonly kind: 'employee'; readonly person: ObjectId }
  /** Cards that somebody gets as the one who has to approve. */
  | { readonly kind: 'approver'; readonly person: ObjectId }
  /** Requests in the tenant. */
  | { readonly kind: 'tenant' };

/**
 * What happened lately, counted for all instances together: no two callers get the same place, and nobody can use up or
 * empty the window of somebody else. A record that does not hold counts as full for one window.
 */
export interface Tallies {
  /** Takes a place in the window, or says when one is free. */
  count(tenantId: ObjectId, of: TallyOf, limit: Limit, mark: Mark): Promise<Tallied>;
  /** The same answer with nothing counted. */
  look(tenantId: ObjectId, of: TallyOf, limit: Limit, mark: Mark): Promise<Tallied>;
  /** True for one caller in a window: the one who has to tell people that it is full. */
  beginsTelling(tenantId: ObjectId, of: TallyOf, over: Over, windowMs: Millis): Promise<boolean>;
  /** For whoever reached nobody: the next one tries again. */
  forgetTelling(tenantId: ObjectId, of: TallyOf, over: Over): Promise<void>;
}
