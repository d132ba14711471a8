import type { AuditEntry } from '../recovery/audit-entry';
import type { IncidentRequest } from '../recovery/request';
import type { ViewOf } from './request-view';

/** An incident as somebody of security sees it. */
export interface IncidentView extends ViewOf<IncidentRequest> {
  /** The whole trail, oldest first; `unreadable` where it could not be read or does not hold. */
  readonly trail: readonly AuditEntry[] | 'unreadable';
}
