import type { EventType } from '../../recovery/events';
import { EVENT_NAMES, EVENT_TYPES } from '../../recovery/event-names';
import { allows, MACHINE, next } from '../../recovery/machine';
import type { State } from '../../recovery/terms';
import { STATES } from '../../recovery/terms';
import { eventOf } from '../support/sample-events';
import type { RecoveryRequest } from '../../recovery/request';
import { IN_STATE as ARMS } from '../support/request-arms';
import { person } from '../support/request-builder';

/** The columns of the table, in its order. */
const COLUMNS = {
  awai: 'awaitingApproval',
  appr: 'approved',
  reve: 'revealed',
  comp: 'completed',
  refu: 'refused',
  deni: 'denied',
  canc: 'cancelled',
  expi: 'expired',
  held: 'held',
  fail: 'failed',
  inci: 'incident',
} as const satisfies Readonly<Record<string, State>>;

/** Written by hand from the life of a request: in the column's state, on the row's event, to that state; `-` = cannot happen. */
const TABLE = `
                      awai appr reve comp refu deni canc expi held fail inci
opened                -    -    -    -    -    -    -    -    -    -    -
joined                awai -    -    -    -    -    -    -    -    -    -
takenOver             awai -    -    -    -    -    -    -    -    -    -
employeeConfirmed     awai -    -    -    -    -    -    -    -    -    -
attended              awai appr -    -    -    -    -    -    -    -    -
idChecked             awai appr -    -    -    -    -    -    -    -    -
qrShown               -    appr reve   -    -    -    -    -    -    -    -
qrOpened              -    appr reve   -    -    -    -    -    -    -    -
approverAsked         awai -    -    -    -    -    -    -    -    -    -
approverUnreachable   awai -    -    -    -    -    -    -    -    -    -
approversReplaced     awai -    -    -    -    -    -    -    -    -    -
reminded              awai -    -    -    -    -    -    -    -    -    -
escalated             awai -    -    -    -    -    -    -    -    -    -
matchFailed           awai -    -    -    -    -    -    -    -    -    -
approverSteppedUp     awai -    -    -    -    -    -    -    -    -    -
slotApproved          awai -    -    -    -    -    -    -    -    -    -
approved              appr -    -    -    -    -    -    -    -    -    -
selfVerified          appr -    -    -    -    -    -    -    -    -    -
approvalRequired      -    awai -    -    -    -    -    -    -    -    -
codeSent              -    appr reve -    -    -    -    -    -    -    -
codeSendFailed        -    appr reve -    -    -    -    -    -    -    -
evaluated             canc canc -    -    -    -    -    -    -    -    -
denied                deni -    -    -    -    -    -    -    -    -    -
held                  held held -    -    -    -    -    -    -    -    -
released              -    -    -    -    -    -    -    -    awai -    -
refused               refu refu -    -    -    -    -    -    refu -    -
cancelled             canc canc -    -    -    -    -    -    canc -    -
expired               expi expi -    -    -    -    -    -    expi -    -
withdrawn             -    deni -    -    -    -    -    -    -    -    -
fraudReported         inci inci inci inci -    -    -    -    inci inci -
codeRenewed           -    appr reve -    -    -    -    -    -    -    -
codeFailed            -    appr reve -    -    -    -    -    -    -    -
codeVoided            -    appr reve -    -    -    -    -    -    -    -
approverLost          -    awai -    -    -    -    -    -    -    -    -
linkAsked             awai appr -    -    -    -    -    -    -    -    -
linkSent              awai appr reve -    -    -    -    -    -    -    -
linkFailed            awai appr reve -    -    -    -    -    -    -    -
revealStarted         -    appr reve -    -    -    -    -    -    -    -
passTermsChanged      -    appr reve -    -    -    -    -    -    -    -
passIssued            -    reve reve -    -    -    -    -    -    -    -
passDropped           awai appr reve comp refu deni canc expi held fail inci
placeholderStarted    awai appr reve -    -    -    -    -    -    -    -
placeholderIssued     awai appr reve -    -    -    -    -    -    fail inci
passReplaced          -    -    reve -    -    -    -    -    -    -    -
gapOpened             -    appr reve -    -    -    -    -    -    -    -
gapClosed             -    appr reve -    -    -    -    -    -    fail inci
methodRemoved         awai appr reve -    -    -    -    -    -    fail inci
methodDeferred        -    appr reve -    -    -    -    -    -    -    -
defaultSwitched       -    appr reve -    -    -    -    -    -    -    -
methodKept            -    appr reve -    -    -    -    -    -    -    inci
removalVerified       -    appr reve -    -    -    -    -    -    -    -
sessionsRevoked       -    appr reve -    -    -    -    -    -    fail inci
revealMoved           -    appr -    -    -    -    -    -    -    -    -
movedToCounter        -    awai -    -    -    -    -    -    -    -    -
enrolmentSeen         -    -    reve -    -    -    -    -    -    fail -
enrolmentChecked      -    -    reve comp -    -    -    -    -    fail -
completed             -    -    comp -    -    -    -    -    -    comp -
failed                fail fail fail -    -    -    -    -    -    -    -
retried               -    -    -    -    -    -    -    -    -    awai -
stepFailed            awai appr reve -    -    -    -    -    -    fail inci
stepRecovered         awai appr reve -    -    -    -    -    -    fail inci
accountDisabled       -    -    -    -    -    -    -    -    -    -    inci
accountDisableFailed  -    -    -    -    -    -    -    -    -    -    inci
passRemoved           -    -    reve -    -    -    -    -    -    -    inci
intruderRemoved       -    -    -    -    -    -    -    -    -    -    inci
contained             -    -    -    -    -    -    -    -    -    -    inci
shieldLifted          -    -    -    -    -    -    -    -    -    -    inci
taskDone              -    -    -    -    -    -    -    -    -    -    inci
incidentClosed        -    -    -    -    -    -    -    -    -    -    inci
passwordChangeAsked   -    appr reve -    -    -    -    -    -    -    inci
passwordChangeRequired awai appr reve comp -   -    -    -    -    fail inci
passwordChangeNotDone -    -    reve -    -    -    -    -    -    fail inci
notified              awai appr reve comp refu deni canc expi held fail inci
`;

type Column = keyof typeof COLUMNS;

interface Cell {
  readonly event: EventType;
  readonly from: State;
  readonly to: State | undefined;
}

function readTable(): readonly Cell[] {
  const [head, ...rows] = TABLE.trim().split('\n');
  const columns = head?.trim().split(/\s+/) ?? [];
  return rows.flatMap((row) => {
    const [event, ...cells] = row.split(/\s+/);
    if (cells.length !== columns.length) throw new Error(`the row "${String(event)}" is not complete`);
    return cells.map((cell, at): Cell => {
      const from = COLUMNS[columns[at] as Column];
      return { event: event as EventType, from, to: cell === '-' ? undefined : COLUMNS[cell as Column] };
    });
  });
}

const CELLS = readTable();

/** Somebody attends, and has shown a QR code: an event of the counter can come to nothing else. */
const ATTENDANCE = { attendant: person(30), since: 1, before: [], qr: { generation: 1, shownAt: 1 } } as const;
const IN_STATE = Object.fromEntries(
  STATES.map((state) => [state, () => ({ ...ARMS[state](), attendance: ATTENDANCE })]),
) as unknown as Readonly<Record<State, () => RecoveryRequest>>;

describe('when the table of states and events is complete', () => {
  it('has every pair once', () => {
    const pairs = CELLS.map(({ from, event }) => `${from}|${event}`);
    expect(new Set(pairs).size).toBe(pairs.length);
    expect(pairs.toSorted()).toEqual(STATES.flatMap((from) => EVENT_TYPES.map((on) => `${from}|${on}`)).toSorted());
  });

  it('has as many rows as the machine', () => {
    expect(MACHINE).toHaveLength(CELLS.filter(({ to }) => to !== undefined).length);
    expect(new Set(MACHINE.map(({ from, on }) => `${from}|${on}`)).size).toBe(MACHINE.length);
  });
});

describe.each(STATES)('when a request is %s', (from) => {
  it.each(CELLS.filter((cell) => cell.from === from))('on $event it goes to $to', ({ event, to }) => {
    const request = IN_STATE[from]();
    const happened = eventOf(event);
    expect(allows(from, event)).toBe(to !== undefined);
    if (to === undefined) {
      expect(() => next(request, happened)).toThrow(
        expect.objectContaining({ code: 'transitionNotAllowed', message: `no row for ${from} on ${event}` }),
      );
      return;
    }
    const after = next(request, happened);
    expect(after.state).toBe(to);
    expect(MACHINE.find((row) => row.from === from && row.on === event)?.to).toBe(to);
  });

  it('keeps who it is about through every event', () => {
    const request = IN_STATE[from]();
    const { id, tenantId, shortCode, employee, openedAt, scenario } = request;
    for (const { event } of CELLS.filter(
      (cell) => cell.from === from && cell.to !== undefined && cell.event !== 'retried',
    )) {
      const after = next(request, eventOf(event));
      expect(after).toMatchObject({ id, tenantId, shortCode, employee, openedAt, scenario });
    }
  });

  it('never changes the request it was given', () => {
    const request = IN_STATE[from]();
    const before = structuredClone(request);
    for (const { event, to } of CELLS.filter((cell) => cell.from === from)) if (to) next(request, eventOf(event));
    expect(request).toEqual(before);
  });
});

describe('when an arm is left', () => {
  it.each(CELLS.filter(({ from, to }) => to !== undefined && to !== from))(
    'nothing of $from stays behind on $event',
    ({ from, event, to }) => {
      const after = next(IN_STATE[from](), eventOf(event));
      const own: Readonly<Record<State, readonly string[]>> = {
        awaitingApproval: [],
        approved: ['decided'],
        revealed: ['decided'],
        completed: ['decided', 'ended'],
        refused: ['ended'],
        denied: ['ended'],
        cancelled: ['ended'],
        expired: ['ended'],
        held: ['held'],
        failed: ['decided', 'failure'],
        incident: ['decided', 'incident'],
      };
      const arms = ['decided', 'ended', 'failure', 'held', 'incident'].filter((name) => name in after);
      expect(own[to as State]).toEqual(expect.arrayContaining(arms));
    },
  );
});

describe('when an event is written down', () => {
  it('has a name of its own', () => {
    const names = Object.values(EVENT_NAMES);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^(mfa|user|security)(\.[a-z_]+){1,2}$/);
  });
});
