import { endOfDay } from '../../bot/end-of-day';
import { readIntent } from '../../bot/intents';
import * as standIn from '../../bot/on-stand-in';
import type { Verbs } from '../../bot/verbs';
import { DAY } from '../support/fake-clock';
import { MANAGER, NOON } from '../support/request-builder';
import { samplePerson, WHO } from '../support/sample-people';
import { rig, turn, wordsOf } from './handler-rig';

const says = turn({ presser: MANAGER, kind: 'message' });
const delegate = { ...samplePerson(WHO.olga), displayName: 'Olga\nApproved by security' };
const delegation = { delegate: WHO.olga, setAt: NOON, until: NOON + 9 * DAY };

describe('when somebody writes about a stand-in', () => {
  it.each([
    ['stand-in', { kind: 'seeStandIn' }],
    ['Stand in?', { kind: 'seeStandIn' }],
    ['/delegate', { kind: 'seeStandIn' }],
    ['my stand-in', { kind: 'seeStandIn' }],
    ['stand-in off', { kind: 'endStandIn' }],
    ['delegate: none', { kind: 'endStandIn' }],
    [
      'Stand-in Kim@Contoso.com until 2026-12-05',
      { kind: 'nameStandIn', address: 'kim@contoso.com', day: '2026-12-05' },
    ],
    [
      'delegate kim@contoso.com until 2026-12-05.',
      { kind: 'nameStandIn', address: 'kim@contoso.com', day: '2026-12-05' },
    ],
    ['stand-in kim@contoso.com', { kind: 'nameStandIn', address: 'kim@contoso.com' }],
    ['stand-in Kim until 2026-12-05', { kind: 'nameStandIn', day: '2026-12-05' }],
    ['delegate this to somebody', { kind: 'unknown' }],
    ['standing in line', { kind: 'unknown' }],
    ['who is my stand-in kim@contoso.com', { kind: 'unknown' }],
  ])('%s', (text, intent) => {
    expect(readIntent({ text })).toEqual(intent);
  });
});

describe('when the last day is read', () => {
  it.each([
    ['2026-12-05', undefined, '2026-12-06T00:00:00.000Z'],
    ['2026-12-05', 'Europe/Oslo', '2026-12-05T23:00:00.000Z'],
    ['2026-12-05', 'America/New_York', '2026-12-06T05:00:00.000Z'],
    ['2026-03-29', 'Europe/Oslo', '2026-03-29T22:00:00.000Z'],
    ['2026-12-05', 'No/Where', '2026-12-06T00:00:00.000Z'],
  ])('%s in %s ends at %s', (day, zone, end) => {
    expect(new Date(endOfDay(day, zone) ?? 0).toISOString()).toBe(end);
  });

  it.each(['2026-02-30', '2026-13-01', '2026-00-10'])('%s is no day', (day) => {
    expect(endOfDay(day)).toBeUndefined();
  });
});

describe('when a manager names a stand-in', () => {
  it('hands on who and until when, and says who it is, when it counts and how to end it', async () => {
    const asked: unknown[] = [];
    const nameDelegate: Verbs['nameDelegate'] = (input) => {
      asked.push(input);
      return Promise.resolve({ kind: 'delegation', delegation, delegate, told: true });
    };
    const input = { address: 'olga@contoso.example', day: '2026-12-05' };
    const answer = await standIn.onNameStandIn(rig({ nameDelegate }).deps, says, input);
    const { tenantId, presser } = says;
    expect(asked).toEqual([{ tenantId, presser, address: input.address, until: Date.parse('2026-12-05T23:00:00Z') }]);
    const words = wordsOf(answer);
    expect(words).toContain('Olga Approved by security (olga@contoso.example) stands in for you from Wed 6 May');
    expect(words).toContain('until Thu 14 May');
    expect(words).toContain('counts only a day after');
    expect(words).toContain('stand-in off');
    expect(words).toContain('They have been told');
  });

  it('without an address it says what to write, and asks nothing', async () => {
    expect(wordsOf(await standIn.onNameStandIn(rig().deps, says, { day: '2026-12-05' }))).toContain(
      'work e-mail address',
    );
  });

  it('says why not', async () => {
    const nameDelegate: Verbs['nameDelegate'] = () => Promise.resolve({ kind: 'refused', code: 'delegateUnfit' });
    const answer = await standIn.onNameStandIn(rig({ nameDelegate }).deps, says, { address: 'max@contoso.example' });
    expect(wordsOf(answer)).toContain('cannot stand in for you');
  });
});

describe('when a manager asks for it or ends it', () => {
  it.each<readonly [string, Awaited<ReturnType<Verbs['seeDelegation']>>, string]>([
    ['shows it', { kind: 'delegation', delegation, delegate }, '(olga@contoso.example) stands in for you, from'],
    ['shows one who left', { kind: 'delegation', delegation }, 'no longer knows'],
    ['says that there is none', { kind: 'delegation' }, 'Nobody stands in for you'],
  ])('%s', async (_what, outcome, words) => {
    const seeDelegation = () => Promise.resolve(outcome);
    expect(wordsOf(await standIn.onSeeStandIn(rig({ seeDelegation }).deps, says, {}))).toContain(words);
  });

  it('says that it has ended, or that there was none', async () => {
    const ending = (ended: boolean) => () => Promise.resolve({ kind: 'delegation', ...(ended && { ended }) } as const);
    const end = (ended: boolean) => standIn.onEndStandIn(rig({ endDelegation: ending(ended) }).deps, says, {});
    expect(wordsOf(await end(true))).toContain('Ended.');
    expect(wordsOf(await end(false))).toContain('Nobody stands in for you. To name');
  });
});
