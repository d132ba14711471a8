import type { Proof } from './facts';
import type { Millis, ObjectId, Scenario } from './terms';

/** What the requester chose so far; not a request, kept 30 minutes. */
export interface Draft {
  readonly id: string;
  readonly tenantId: ObjectId;
  readonly requester: ObjectId;
  readonly employee: ObjectId;
  readonly scenario: Scenario;
  readonly proof?: Proof;
  /** The helpdesk has the person at a counter, or sends them there. */
  readonly atCounter?: true;
  readonly details?: string;
  /** The message that led to it pressed for speed. */
  readonly pressed?: true;
  readonly createdAt: Millis;
  readonly expiresAt: Millis;
}

export interface Drafts {
  put(draft: Draft): Promise<void>;
  /** `undefined` when unknown or past its end. */
  get(tenantId: ObjectId, id: string): Promise<Draft | undefined>;
  remove(tenantId: ObjectId, id: string): Promise<void>;
}
