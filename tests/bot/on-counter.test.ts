import * as counter from '../../bot/on-counter';
import { onRefresh } from '../../bot/on-request';
import type { Verbs } from '../../bot/verbs';
import { readIntent } from '../../bot/intents';
import { Secret } from '../../platform/secret';
import type { Attendance } from '../../recovery/attendance';
import { refused } from '../../recovery/outcome';
import { approved, awaiting, NOON, person, slot } from '../support/request-builder';
import {
  cardOf,
  done,
  nodeOf,
  pressed,
  refusing,
  requestToken,
  rig,
  stored as storedAs,
  turn,
  verbsOn,
  wordsOf,
} from './handler-rig';

const AGENT = person(40);
const asAgent = turn({ presser: AGENT });
const attends: Attendance = { attendant: AGENT, since: NOON, before: [] };
const checked: Attendance = { ...attends, idCheck: { document: 'drivingLicence', at: NOON } };
const slots = [slot(), slot({ slot: 2, group: 'security', candidates: [person(50)] })];
const request = awaiting({
  ...{ requester: person(41), delivery: { place: 'inPerson' }, employeeConfirmed: false, slots, attendance: attends },
});
const seen = { ...request, employeeConfirmed: true, attendance: checked };
const token = requestToken(AGENT, request);
const link = Secret.of('https://latchkey.contoso.example/reveal/abcdefghijklmnopqrstuvwxyz0123456789_-ABCDE');

describe('when somebody of the helpdesk writes “attend”', () => {
  it.each([
    ['attend LK-7F3K9Q', { kind: 'attend', shortCode: 'LK-7F3K9Q' }],
    ['/attend to LK-7F3K9Q please', { kind: 'attend', shortCode: 'LK-7F3K9Q' }],
    ['attend', { kind: 'attend' }],
  ])('%s is understood', (text, intent) => {
    expect(readIntent({ text })).toEqual(intent);
  });

  it('takes the case, and gets the card that asks for the ID', async () => {
    const asked: unknown[] = [];
    const attendRequest = (input: unknown) => {
      asked.push(input);
      return Promise.resolve(done(request));
    };
    const answer = await counter.onAttendWord(rig({ attendRequest }).deps, asAgent, { shortCode: 'LK-7F3K9Q' });
    expect(asked).toEqual([expect.objectContaining({ presser: AGENT, shortCode: 'LK-7F3K9Q' })]);
    expect(verbsOn(cardOf(answer))).toContain('counter.idCheck');
  });

  it('is asked for the code where it is missing', async () => {
    expect(wordsOf(await counter.onAttendWord(rig().deps, asAgent, {}))).toContain('short code');
  });
});

describe('when the attendant presses the ID that they saw', () => {
  const recordIdCheck = () => Promise.resolve(done(seen));

  it('gets a number for each approver, in the answer to the press', async () => {
    const answer = await counter.onIdCheck(
      rig({ recordIdCheck }).deps,
      asAgent,
      pressed('counter.idCheck', { token, document: 'drivingLicence' }),
    );
    expect(nodeOf(cardOf(answer), 'matchNumber')).toMatchObject({ text: expect.stringMatching(/^\d{3}$/) });
    expect(nodeOf(cardOf(answer), 'matchNumber2')).toMatchObject({ text: expect.stringMatching(/^\d{3}$/) });
  });

  it('gets none as a message that stays', async () => {
    const answer = await counter.onIdCheck(
      rig({ recordIdCheck }).deps,
      turn({ presser: AGENT, kind: 'submit' }),
      pressed('counter.idCheck', { token, document: 'drivingLicence' }),
    );
    expect(nodeOf(cardOf(answer), 'matchNumber')).toBeUndefined();
  });

  it.each([
    ['helpdeskOnly', 'do not count as a member of the helpdesk any more'],
    ['directoryUnavailable', 'It cannot be read at the moment'],
    ['attendantIsPeer', 'Colleagues from a group that you are in'],
    ['attendantHasOtherPart', 'You have another part in this request'],
  ] as const)('gets none where %s when the card is refreshed, and is told why', async (code, words) => {
    const asked: unknown[] = [];
    const numbersWithheld: Verbs['numbersWithheld'] = (input) => {
      asked.push(input.presser);
      return Promise.resolve(code);
    };
    const findRequest = () => Promise.resolve(done(seen));
    const { deps } = rig({ findRequest, numbersWithheld });
    const answer = await onRefresh(deps, asAgent, pressed('request.refresh', { token }));
    expect(nodeOf(cardOf(answer), 'matchNumber')).toBeUndefined();
    expect(wordsOf(answer)).toContain(words);
    expect(asked).toEqual([AGENT]);
  });

  it('any other document counts as none', async () => {
    const asked: unknown[] = [];
    const record = (input: unknown) => {
      asked.push(input);
      return Promise.resolve(refusing('idMissing', request));
    };
    const press = pressed('counter.idCheck', { token, document: 'birthday' });
    await counter.onIdCheck(rig({ recordIdCheck: record }).deps, asAgent, press);
    expect(asked).toEqual([expect.not.objectContaining({ document: expect.anything() })]);
  });
});

describe('when the attendant asks for the QR code', () => {
  const stored = storedAs(approved(seen));
  const showQr = () => Promise.resolve({ kind: 'qr', link, until: NOON + 120_000, stored } as const);
  const press = pressed('counter.showQr', { token });

  it('gets it in the answer to the press, on a card that does not refresh by itself', async () => {
    const card = cardOf(await counter.onShowQr(rig({ showQr }).deps, asAgent, press));
    expect(nodeOf(card, 'qr')).toMatchObject({ url: expect.stringMatching(/^data:image\/png/) });
    expect(card.content).not.toHaveProperty('refresh');
    expect(await counter.onShowQr(rig({ showQr }).deps, asAgent, press)).toMatchObject({
      shows: { requestId: request.id, face: expect.any(String), moves: true },
    });
  });

  it.each([
    ['as a message', turn({ presser: AGENT, kind: 'submit' })],
    ['where others read along', turn({ presser: AGENT, scope: 'shared' })],
  ])('none is made %s', async (_how, where) => {
    const answer = await counter.onShowQr(rig().deps, where, press);
    expect(wordsOf(answer)).toContain('cannot show a QR code');
  });

  it('is told why not', async () => {
    const refuse = () => Promise.resolve(refused('notApprovedYet', { stored: storedAs(request) }));
    const answer = await counter.onShowQr(rig({ showQr: refuse }).deps, asAgent, press);
    expect(wordsOf(answer)).toContain('not been approved yet');
  });
});
