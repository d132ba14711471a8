import { alarmText } from '../../bot/alarm-text';
import { readIntent } from '../../bot/intents';
import { createMetrics } from '../../bot/metrics';
import { onWaiting } from '../../bot/on-status';
import { People } from '../../bot/people';
import { messageOf, textMessage } from '../../bot/write-answer';
import { INPUTS } from '../../cards/action-inputs';
import { ACTIONS, CARD_VERBS, parseCardAction } from '../../cards/actions';
import type { Alarm } from '../../recovery/cards';
import type { ObjectId } from '../../recovery/terms';
import { noticeText } from '../../words/notices';
import { HOSTILE_ROWS, unseenIn, withoutOurIsolates } from '../support/hostile-strings';
import { awaiting, EMPLOYEE, MANAGER, person, TENANT } from '../support/request-builder';
import { samplePerson } from '../support/sample-people';
import { rig, stored, turn } from './handler-rig';
import { NO_PHOTOS } from './no-photos';

/** Longest text that a card lets anybody type. */
const TYPED = 1_000;

const COMMANDS = ['status', 'history', 'open for', 'cancel', 'remind', 'pause', 'resume', 'lift', ''];
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

const clock = { now: () => 0 };

/** Everybody is called that. */
const peopleCalled = (displayName: string): People => {
  const someone = (id: ObjectId) => ({ ...samplePerson(id), displayName });
  return new People({ clock, photos: NO_PHOTOS, directory: { person: (_tenant, id) => Promise.resolve(someone(id)) } });
};

/** What Teams may still make of it: lines of our own only, nothing hidden, nothing to click. */
function expectPlain(message: ReturnType<typeof textMessage>, lines: number): void {
  expect(message.textFormat).toBe('plain');
  const said = (message.text ?? '').split('\n');
  expect(said).toHaveLength(lines);
  expect(said.flatMap((line) => unseenIn(withoutOurIsolates(line)) ?? [])).toEqual([]);
  expect(message.text).not.toMatch(/:\/\/|www\.|\$\{/i);
}

describe.each(HOSTILE_ROWS)('when people are called and write %s (T19)', (_name, words) => {
  const people = peopleCalled(words);

  it('their names stand in lists of ours on one line each', async () => {
    const waiting = [awaiting(), awaiting({ employee: person(9), requester: person(9) })].map((one) => stored(one));
    const { deps } = rig({ findMine: () => Promise.resolve({ waiting }) });
    const answer = await onWaiting({ ...deps, people }, turn({ kind: 'message', presser: MANAGER }), {});
    if (answer.kind !== 'text') throw new Error('expected a list');
    expectPlain(messageOf(answer), 1 + waiting.length);
  });

  it('their names stand in notices on one line', async () => {
    const name = (await people.find(TENANT, EMPLOYEE))?.displayName ?? '';
    expectPlain(textMessage(noticeText('opened', 'others', { shortCode: 'LK-7F3K9Q', name })), 1);
  });

  it('names and reasons stand in alarms on one line', async () => {
    const alarms: readonly Alarm[] = [
      { kind: 'stop', paused: true, reason: words, by: words },
      { kind: 'flood', of: 'cause', person: EMPLOYEE, cause: MANAGER },
    ];
    for (const about of alarms) expectPlain(textMessage(await alarmText(people, TENANT, about)), 1);
  });

  it('after any command it is read in bounds, and no address holds a quote', () => {
    for (const command of COMMANDS) {
      const intent = readIntent({ text: `${command} ${words}` });
      const said = Object.values(intent).filter((value) => typeof value === 'string');
      expect(said.filter((value) => value.length > TYPED || UNSEEN.test(value))).toEqual([]);
      if ('name' in intent) expect(intent.name).toMatch(/^[\p{L}\p{M}'’. -]+$/u);
      if ('address' in intent) expect(intent.address).toMatch(/^[^\s<>"'(),;:]+@[^\s<>"'(),;:]+$/);
    }
  });

  it('as any input of any card it is taken in bounds or refused', () => {
    const filled = Object.fromEntries(Object.keys(INPUTS).map((id) => [id, words]));
    const lone = CARD_VERBS.flatMap((verb) =>
      Object.keys(ACTIONS[verb].shape).map((id) => [verb, { token: 'token', [id]: words }] as const),
    );
    for (const [verb, data] of [...lone, ...CARD_VERBS.map((one) => [one, { token: words, ...filled }] as const)]) {
      const parsed = parseCardAction({ action: { verb, data } });
      if (parsed.kind === 'invalid') expect(parsed.why).toBe('input');
      else for (const value of Object.values(parsed.action)) expect(String(value).length).toBeLessThan(51 * 200);
    }
    expect(parseCardAction({ action: { verb: words, data: {} } }).kind).toBe('invalid');
  });

  it('as a label it begins no line of the metrics', () => {
    const metrics = createMetrics();
    const before = metrics.text().split('\n').length;
    metrics.count('latchkey_turns_total', { what: words });
    const lines = metrics.text().split('\n');
    expect(lines).toHaveLength(before + 1);
    expect(lines.filter((line) => line.includes('what='))).toEqual([
      expect.stringMatching(/^latchkey_turns_total\{what="[^"\\]{0,64}"\} 1$/),
    ]);
    expect(lines.join('')).not.toMatch(UNSEEN);
  });
});

describe('when a name holds what nobody sees', () => {
  it('is known for it, and others are not', async () => {
    expect(await peopleCalled('Ada\u200b Lind').find(TENANT, EMPLOYEE)).toMatchObject({
      ...{ displayName: 'Ada Lind', nameHides: true },
    });
    expect(await peopleCalled('Åda\u00a0Lind').find(TENANT, EMPLOYEE)).not.toHaveProperty('nameHides');
  });
});
