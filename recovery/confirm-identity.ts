import type { Case } from './begin-case';
import { beginCase, eventsOf, handsIn, readCase } from './begin-case';
import type { Decision } from './commit';
import { refuse, transact, answer } from './commit';
import type { Deps } from './deps';
import { waitsForEmployee } from './opened-by';
import type { Outcome, RefusalCode, Refused } from './outcome';
import { done } from './outcome';
import type { Draft } from './drafts';
import type { Stored } from './ports';
import { refusedEvent } from './refused-event';
import type { AwaitingApproval } from './request';
import type { Who } from './verb';
import { verb } from './verb';
import type { RequestId } from './terms';

export interface ConfirmInput extends Who {
  readonly requestId: RequestId;
}

/** What somebody else can put right, or the employee in their own words, ends nothing. */
const MAY_PASS: ReadonlySet<RefusalCode> = new Set(['directoryUnavailable', 'nothingToRemove', 'deliveryNotPossible']);

/** A colleague's request as a draft of theirs would have said it. */
function draftOf({ openedAt: createdAt, ...request }: AwaitingApproval): Draft {
  const { id, tenantId, requester, employee, scenario, expiresAt, details, pressed } = request;
  return {
    ...{ id, tenantId, requester, employee, scenario, createdAt, expiresAt },
    ...(details !== undefined && { details }),
    ...(pressed !== undefined && { pressed }),
  };
}

function refusedBy(deps: Deps, stored: Stored, { code }: Refused): Decision {
  if (!MAY_PASS.has(code)) return { event: refusedEvent(deps, stored.request, code) };
  return refuse(code === 'nothingToRemove' ? 'nothingFits' : code, { stored });
}

/** Only now everything about the employee is read, and it is chosen whom to ask. In their chat, where they pressed it. */
async function begin(deps: Deps, stored: Stored<AwaitingApproval>, presser: string): Promise<Decision> {
  const { request } = stored;
  const tenant = deps.tenants.find(request.tenantId);
  const employee = await deps.directory.person(request.tenantId, request.employee);
  if (tenant === undefined || employee === undefined) return refuse('personNotFound', { stored });
  const said = { delivery: 'teams' };
  const about: Case = { tenant, draft: draftOf(request), said, employee, ...handsIn(request) };
  const opening = await readCase(deps, about);
  if (opening.kind === 'refused') return refusedBy(deps, stored, opening);
  const beginning = await beginCase(deps, opening);
  const common = { at: deps.clock.now(), by: { kind: 'person', id: presser } } as const;
  return eventsOf(deps, request, { ...common, type: 'employeeConfirmed', begun: beginning.begun }, beginning);
}

/** "Yes, this is me": only the employee, and only then the match number is shown to them. Pressing twice is harmless. */
export const confirmIdentity = verb('confirmIdentity', async (deps: Deps, input: ConfirmInput): Promise<Outcome> =>
  transact(deps, input, (stored) => {
    const { request } = stored;
    if (request.employee !== input.presser) return refuse('notFound');
    // Whose session it is nobody knows; at a counter somebody looks at an ID.
    if (request.delivery.place === 'inPerson') return refuse('counterOnly', { stored });
    if (request.employeeConfirmed) return answer(done(stored));
    if (request.state === 'awaitingApproval' && waitsForEmployee(request))
      return begin(deps, { ...stored, request }, input.presser);
    const by = { kind: 'person', id: input.presser } as const;
    return { event: { type: 'employeeConfirmed', at: deps.clock.now(), by } };
  }),
);
