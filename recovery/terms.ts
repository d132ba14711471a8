/** Entra object id or tenant id: a GUID in lower case. Compared with `===` only after `asObjectId`. */
export type ObjectId = string;
/** ULID of a request. */
export type RequestId = string;
/** What people see and type: `LK-` and six characters of Crockford base32, unique in a tenant. */
export type ShortCode = string;
/** Unix time in milliseconds. */
export type Millis = number;

export const SCENARIOS = [
  'lostPhone',
  'newPhone',
  'stolenPhone',
  'appBroken',
  'lostKey',
  'lockedOut',
  'suspicious',
] as const;
export type Scenario = (typeof SCENARIOS)[number];

/** Scenarios in which a policy may let the employee recover without an approver. */
export type SelfVerifiable = Extract<Scenario, 'newPhone' | 'appBroken' | 'lostKey'>;

export const STATES = [
  'awaitingApproval',
  'approved',
  'revealed',
  'completed',
  'refused',
  'denied',
  'cancelled',
  'expired',
  'held',
  'failed',
  'incident',
] as const;
export type State = (typeof STATES)[number];

const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Lower-cases a GUID. Attacker-controlled input comes through here: anything else is `undefined`. */
export function asObjectId(text: string | undefined): ObjectId | undefined {
  const id = text?.toLowerCase();
  return id !== undefined && GUID.test(id) ? id : undefined;
}

/** The groups whose members have a say. */
export type GroupName = 'helpdesk' | 'duty' | 'security';
