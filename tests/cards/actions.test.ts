import { CARD_VERBS, isCardSubmit, parseCardAction } from '../../cards/actions';

const token = 'r.1.1.k.mac';

function execute(verb: string, data: object = {}, trigger: unknown = 'manual'): unknown {
  return { action: { type: 'Action.Execute', verb, data: { token, ...data } }, trigger };
}

function parsed(value: unknown): unknown {
  const result = parseCardAction(value);
  return result.kind === 'action' ? result.action : result;
}

describe('when a button is pressed', () => {
  it.each(CARD_VERBS)('reads %s with its token, and drops what it does not know', (verb) => {
    const action = parsed(execute(verb, { employee: 'mallory', approver: undefined }));
    expect(action).toMatchObject({ verb, token, trigger: 'manual' });
    expect(action).not.toHaveProperty('employee');
  });

  it.each(CARD_VERBS)('reads %s from the Submit fallback too', (verb) => {
    expect(parsed({ verb, token })).toMatchObject({ verb, token, trigger: 'manual' });
  });

  it('tells the client’s own refresh from a press', () => {
    expect(parsed(execute('request.refresh', {}, 'automatic'))).toMatchObject({ trigger: 'automatic' });
    expect(parsed(execute('request.refresh', {}, 'AUTOMATIC!'))).toMatchObject({ trigger: 'manual' });
    expect(parsed({ verb: 'request.refresh', token, trigger: 'automatic' })).toMatchObject({ trigger: 'manual' });
  });

  it('does not let an input named like the verb or the trigger decide', () => {
    expect(parsed(execute('request.refresh', { verb: 'approval.confirmApprove', trigger: 'automatic' }))).toEqual({
      verb: 'request.refresh',
      token,
      trigger: 'manual',
    });
  });
});

describe('when inputs come back', () => {
  const at = Date.UTC(2025, 10, 4, 8);
  const read: readonly (readonly [string, object, object])[] = [
    ['request.confirm', { scenario: 'lostKey', methods: 'a, b,a,,' }, { scenario: 'lostKey', methods: ['a', 'b'] }],
    ['request.confirm', { scenario: '', methods: '', lostAt: 'unsure', details: '  ' }, {}],
    ['request.confirm', { lostAt: '2025-11-04T08:00:00.000Z' }, { lostAt: at }],
    ['request.confirm', { lostAt: '2025-11-04' }, { lostAt: Date.UTC(2025, 10, 4) }],
    ['request.confirm', { lostAt: '0001-01-01' }, {}],
    ['request.confirm', { delivery: 'teams', details: ' on a train ' }, { delivery: 'teams', details: 'on a train' }],
    ['request.review', { scenario: 'newPhone' }, { scenario: 'newPhone' }],
    [
      'approval.confirmApprove',
      { matchNumber: ' 042 ', verifiedBy: 'inPerson' },
      { matchNumber: '042', verifiedBy: 'inPerson' },
    ],
    ['approval.confirmApprove', { matchNumber: 417, verifiedBy: 'chat' }, { matchNumber: '417' }],
    ['approval.confirmApprove', { matchNumber: '', verifiedBy: { a: 1 }, reason: '' }, {}],
    ['approval.confirmDeny', { reason: 'denied.leaving' }, { reason: 'denied.leaving' }],
    ['approval.confirmDeny', { reason: 'notMyEmployee' }, { reason: 'denied.notMyEmployee' }],
    ['approval.confirmDeny', { reason: 'fraud.notThem' }, { reason: 'denied.other' }],
    ['approval.confirmDeny', { reason: ' ' }, {}],
    ['approval.confirmFraud', { reason: 'fraud.notThem' }, { reason: 'fraud.notThem' }],
    ['approval.confirmFraud', { reason: 'toString' }, { reason: 'fraud.other' }],
    ['approval.confirmFraud', {}, {}],
    ['pass.reveal', { releaseCode: '483 920' }, { releaseCode: '483 920' }],
    ['pass.revealAgain', {}, {}],
    [
      'helpdesk.openFor',
      { person: ' ada@contoso.example ', proof: 'proof.callBack', ticket: 'INC1', scenario: 'lostPhone' },
      { person: 'ada@contoso.example', proof: 'proof.callBack', ticket: 'INC1', scenario: 'lostPhone' },
    ],
    ['helpdesk.openFor', { proof: 'Badge 4711' }, {}],
    ['helpdesk.openFor', { proof: 'toString' }, {}],
    ['helpdesk.openFor', { proof: ['proof.callBack'] }, {}],
    ['helpdesk.openFor', { proof: '' }, {}],
    [
      'helpdesk.reassign',
      { approver: '00000000-0000-4000-8000-00000000000A' },
      { approver: '00000000-0000-4000-8000-00000000000a' },
    ],
    ['helpdesk.reassign', { approver: 'ada@contoso.example' }, {}],
    ['helpdesk.note', { note: 'called back' }, { note: 'called back' }],
  ];

  it.each(read)('%s reads %j as %j', (verb, data, expected) => {
    const action = parsed(execute(verb, data));
    const { verb: _verb, token: _token, trigger: _trigger, ...inputs } = action as Record<string, unknown>;
    expect(JSON.parse(JSON.stringify(inputs))).toEqual(expected);
  });

  it('needs no token where no request exists yet', () => {
    expect(parsed({ verb: 'helpdesk.openFor', person: 'a@b.example' })).toMatchObject({ person: 'a@b.example' });
    expect(parsed({ verb: 'helpdesk.pause', token: '' })).toMatchObject({ verb: 'helpdesk.pause' });
  });
});

describe('when somebody sends what no card of ours sends', () => {
  const long = 'x'.repeat(50_000);
  const refused: readonly (readonly [unknown, object])[] = [
    [undefined, { kind: 'invalid', why: 'shape' }],
    [null, { kind: 'invalid', why: 'shape' }],
    ['approval.approve', { kind: 'invalid', why: 'shape' }],
    [[], { kind: 'invalid', why: 'shape' }],
    [{ action: { verb: 7 } }, { kind: 'invalid', why: 'shape' }],
    [{ action: { verb: long, data: {} } }, { kind: 'invalid', why: 'shape' }],
    [{ action: { verb: 'request.approveAll', data: { token } } }, { kind: 'invalid', why: 'unknownVerb' }],
    [{ action: { verb: 'constructor', data: { token } } }, { kind: 'invalid', why: 'unknownVerb' }],
    [{ action: { verb: '__proto__', data: { token } } }, { kind: 'invalid', why: 'unknownVerb' }],
    [
      { action: { verb: 'approval.approve' } },
      { kind: 'invalid', why: 'input', verb: 'approval.approve', input: 'token' },
    ],
    [
      execute('approval.approve', { token: '' }),
      { kind: 'invalid', why: 'input', verb: 'approval.approve', input: 'token' },
    ],
    [
      execute('approval.approve', { token: long }),
      { kind: 'invalid', why: 'input', verb: 'approval.approve', input: 'token' },
    ],
    [
      execute('request.confirm', { scenario: 'resetAll' }),
      { kind: 'invalid', why: 'input', verb: 'request.confirm', input: 'scenario' },
    ],
    [
      execute('request.confirm', { details: long }),
      { kind: 'invalid', why: 'input', verb: 'request.confirm', input: 'details' },
    ],
    [
      execute('pass.reveal', { releaseCode: ['1'] }),
      { kind: 'invalid', why: 'input', verb: 'pass.reveal', input: 'releaseCode' },
    ],
  ];

  it.each(refused)('refuses %j', (value, expected) => {
    expect(parsed(value)).toEqual(expected);
  });

  it('never repeats what was sent', () => {
    expect(JSON.stringify(parsed(execute('request.confirm', { details: long })))).not.toContain('xxx');
  });
});

describe('when a message carries a value', () => {
  it.each([
    [{ verb: 'request.refresh', token }, true],
    [{ token }, false],
    [undefined, false],
    ['verb', false],
  ])('judges %j', (value, expected) => {
    expect(isCardSubmit(value)).toBe(expected);
  });
});
