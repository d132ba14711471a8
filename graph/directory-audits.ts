import type { DirectoryChange } from '../recovery/account-logs';
import { CHANGE_DAYS } from '../recovery/account-logs';
import type { Directory } from '../recovery/ports';
import { asObjectId } from '../recovery/terms';
import type { AuditRow } from './audit-row';
import { AUDIT_ROW, PASS_IN_LOG } from './audit-row';
import { shareLog, type LogDeps, type LogKind, type LogRow } from './shared-log';

const DAY = 86_400_000;

/** Activities that rules look at, as the log names them. */
const ACTIVITIES: ReadonlyMap<string, DirectoryChange['what']> = new Map([
  ['User registered security info', 'methodRegistered'],
  ['User updated security info', 'methodRegistered'],
  ['Admin registered security info', 'methodRegistered'],
  ['Admin updated security info', 'methodRegistered'],
  ['Set user manager', 'managerChanged'],
  ['Remove user manager', 'managerChanged'],
]);

/** Only the first target was changed; others are named along with it. */
function toRow(listed: AuditRow): LogRow<DirectoryChange> {
  const at = Date.parse(listed.activityDateTime);
  const person = asObjectId(listed.targetResources?.[0]?.id ?? undefined);
  const what = ACTIVITIES.get(listed.activityDisplayName);
  if (what === undefined || listed.result === 'failure' || PASS_IN_LOG.test(listed.resultReason ?? ''))
    return { person, at };
  const by = asObjectId(listed.initiatedBy?.user?.id ?? undefined);
  return { person, at, entry: { at, what, ...(by === undefined ? {} : { by }) } };
}

const CHANGES: LogKind<DirectoryChange> = {
  windowMs: CHANGE_DAYS * DAY,
  call: (people, since) => {
    const whose = people.map((id) => `targetResources/any(t:t/id eq '${id}')`).join(' or ');
    const which = [...ACTIVITIES.keys()].map((name) => `activityDisplayName eq '${name}'`).join(' or ');
    const $filter = `activityDateTime ge ${since} and (${whose}) and (${which})`;
    return { operation: 'directory.changes', path: '/auditLogs/directoryAudits', query: { $filter } };
  },
  row: AUDIT_ROW.transform(toRow),
};

/** What was changed about somebody's methods and manager, newest first. */
export function createChangeReader(deps: LogDeps): Directory['changes'] {
  return shareLog(deps, CHANGES);
}
