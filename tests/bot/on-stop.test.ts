import { onRefresh } from '../../bot/on-request';
import * as stop from '../../bot/on-stop';
import { readIntent } from '../../bot/intents';
import type { Verbs } from '../../bot/verbs';
import type { Refused } from '../../recovery/outcome';
import type { Stop } from '../../recovery/stops';
import { SAID } from '../../words/said';
import { EMPLOYEE, NOON, person } from '../support/request-builder';
import { cardOf, nodeOf, pressed, rig, tokenFor, turn, verbsOn, wordsOf } from './handler-rig';

const SENIOR = person(41);
const says = turn({ presser: SENIOR, kind: 'message' });
const presses = turn({ presser: SENIOR });
const running: Stop = { paused: false, at: NOON, by: 'system', reason: 'installed', told: true };
const paused: Stop = { paused: true, at: NOON, by: SENIOR, reason: 'rogue **admin**', told: true };
const token = tokenFor(SENIOR, { kind: 'stop', id: String(NOON), round: 0 });

const see = (now: Stop | 'broken') => ({ seeStop: () => Promise.resolve({ kind: 'stop', stop: now } as const) });
const refuse = (code: Refused['code']) => () => Promise.resolve({ kind: 'refused', code } as const);

describe('when somebody writes to stop or to start', () => {
  it.each([
    ['pause', { kind: 'pause' }],
    ['/Pause everything', { kind: 'pause' }],
    ['pause Rogue admin in HR', { kind: 'pause', reason: 'Rogue admin in HR' }],
    ['Pause everything: INC7', { kind: 'pause', reason: 'INC7' }],
    ['resume', { kind: 'resume' }],
    ['resume all clear', { kind: 'resume', reason: 'all clear' }],
    ['RESUME all recoveries', { kind: 'resume' }],
    ['paused?', { kind: 'unknown' }],
    ['do not pause my lunch', { kind: 'unknown' }],
  ])('%s', (text, intent) => {
    expect(readIntent({ text })).toEqual(intent);
  });
});

describe('when a member of security writes "pause"', () => {
  it('with a reason, it is done at once and the card says so', async () => {
    const asked: unknown[] = [];
    const pauseRecoveries: Verbs['pauseRecoveries'] = (input) => {
      asked.push(input);
      return Promise.resolve({ kind: 'stop', stop: paused });
    };
    const card = cardOf(await stop.onPauseWord(rig({ pauseRecoveries }).deps, says, { reason: 'rogue' }));
    expect(asked).toEqual([{ tenantId: says.tenantId, presser: SENIOR, reason: 'rogue' }]);
    expect(verbsOn(card)).toEqual(['helpdesk.resume']);
    expect(JSON.stringify(card.content)).toContain('Recoveries are paused');
    expect(JSON.stringify(card.content)).not.toContain('"Input.');
  });

  it('without one, it brings the form', async () => {
    const { deps } = rig({ pauseRecoveries: refuse('reasonMissing'), ...see(running) });
    const card = cardOf(await stop.onPauseWord(deps, says, {}));
    expect(nodeOf(card, 'reason')).toBeDefined();
    expect(verbsOn(card)).toEqual(['helpdesk.pause', 'request.refresh']);
  });
});

describe('when a member of security writes "resume"', () => {
  it('brings the form with the reason, and does nothing yet', async () => {
    const card = cardOf(await stop.onResumeWord(rig(see(paused)).deps, says, { reason: 'all clear' }));
    expect(nodeOf(card, 'reason')).toMatchObject({ value: 'all clear' });
    expect(verbsOn(card)).toEqual(['helpdesk.resume', 'request.refresh']);
  });

  it('where nothing is paused, it shows that', async () => {
    const card = cardOf(await stop.onResumeWord(rig(see(running)).deps, says, {}));
    expect(JSON.stringify(card.content)).toContain('Recoveries run');
    expect(verbsOn(card)).toEqual(['helpdesk.pause']);
  });

  it('where the row does not hold, it says what to look at and lets security start again', async () => {
    const card = cardOf(
      await stop.onPauseWord(rig({ pauseRecoveries: refuse('reasonMissing'), ...see('broken') }).deps, says, {}),
    );
    expect(JSON.stringify(card.content)).toContain('does not hold');
    expect(verbsOn(card)).toEqual(['helpdesk.resume']);
  });
});

describe('when somebody else writes so', () => {
  it('hears what a word that means nothing hears', async () => {
    const { deps } = rig({ pauseRecoveries: refuse('notFound'), seeStop: refuse('notFound') });
    expect(wordsOf(await stop.onPauseWord(deps, says, { reason: 'x' }))).toContain(SAID.notUnderstood);
    expect(wordsOf(await stop.onResumeWord(deps, says, {}))).toContain(SAID.notUnderstood);
  });
});

describe('when the button is pressed', () => {
  const buttons = [
    ['helpdesk.pause', stop.onPause, 'pauseRecoveries'],
    ['helpdesk.resume', stop.onResume, 'resumeRecoveries'],
  ] as const;

  it.each(buttons)('%s hands reason and the state of its card on', async (verb, handler, name) => {
    const asked: unknown[] = [];
    const act = (input: unknown) => {
      asked.push(input);
      return Promise.resolve({ kind: 'stop', stop: paused } as const);
    };
    await handler(rig({ [name]: act }).deps, presses, pressed(verb, { token, reason: 'why' }) as never);
    expect(asked).toEqual([{ tenantId: presses.tenantId, presser: SENIOR, reason: 'why', since: NOON }]);
  });

  it.each(buttons)('%s with the token of somebody else, of a request, or none does nothing', async (verb, handler) => {
    const others = [
      tokenFor(EMPLOYEE, { kind: 'stop', id: String(NOON), round: 0 }),
      tokenFor(SENIOR, { kind: 'request', id: String(NOON), round: 0 }),
      undefined,
    ];
    for (const other of others) {
      const sent = { reason: 'x', ...(other !== undefined && { token: other }) };
      expect(wordsOf(await handler(rig().deps, presses, pressed(verb, sent) as never))).toContain('out of date');
    }
  });

  it('without a reason it brings the form', async () => {
    const { deps } = rig({ resumeRecoveries: refuse('reasonMissing'), ...see(paused) });
    const card = cardOf(await stop.onResume(deps, presses, pressed('helpdesk.resume', { token })));
    expect(nodeOf(card, 'reason')).toBeDefined();
  });
});

describe('when "Back" is pressed on the form', () => {
  it.each([
    ['running', running, 'Recoveries run', 'helpdesk.pause'],
    ['paused meanwhile', paused, 'Recoveries are paused', 'helpdesk.resume'],
  ] as const)('brings the card of the switch as it is now, and turns nothing: %s', async (_how, now, title, verb) => {
    const card = cardOf(await onRefresh(rig(see(now)).deps, presses, pressed('request.refresh', { token })));
    expect(JSON.stringify(card.content)).toContain(title);
    expect(verbsOn(card)).toEqual([verb]);
    expect(nodeOf(card, 'reason')).toBeUndefined();
  });

  it('shows nothing to whoever is of security no more, or was given the card of somebody else', async () => {
    const back = (by: string) => pressed('request.refresh', { token: by }) as never;
    const { deps } = rig({ seeStop: refuse('notFound') });
    expect(wordsOf(await onRefresh(deps, presses, back(token)))).not.toContain('Recoveries');
    const others = tokenFor(EMPLOYEE, { kind: 'stop', id: String(NOON), round: 0 });
    expect(wordsOf(await onRefresh(rig(see(paused)).deps, presses, back(others)))).toContain('out of date');
  });
});
