import type { CardsInHand } from '../../bot/cards-in-hand';
import { matchNumber, releaseCode } from '../../recovery/codes';
import { EffectError } from '../../recovery/errors';
import type { RecoveryRequest } from '../../recovery/request';
import { WAITING } from '../../words/stuck';
import { failed, revealed as shown } from '../support/request-arms';
import { approved, awaiting, EMPLOYEE, ended, MANAGER, NOON, person, slot, TENANT } from '../support/request-builder';
import { KEYS } from './handler-rig';
import { notifierRig, story } from './notifier-rig';

const http = (statusCode: number) => Object.assign(new Error('refused'), { name: 'RestError', statusCode });
const STRANGER = person(66);

const request = awaiting();

describe('when a request is projected', () => {
  it('sends everybody their card once, and nothing again while nothing changed', async () => {
    const { notifier, sent } = notifierRig();
    expect(await notifier.project(request)).toEqual({ reached: [EMPLOYEE, MANAGER], unreachable: [] });
    await notifier.project(request);
    expect(story(sent)).toEqual([
      ['post', `chat-${EMPLOYEE}`, 'message-1'],
      ['post', `chat-${MANAGER}`, 'message-2'],
    ]);
  });

  it('edits the cards in place when it changed', async () => {
    const { notifier, sent } = notifierRig();
    await notifier.project(request);
    await notifier.project(approved(request));
    expect(story(sent).slice(2)).toEqual([
      ['update', `chat-${EMPLOYEE}`, 'message-1'],
      ['update', `chat-${MANAGER}`, 'message-2'],
    ]);
  });

  it('looks once for the cards of everybody', async () => {
    const { notifier, conversations } = notifierRig();
    await notifier.project(request);
    const all = jest.spyOn(conversations, 'placements');
    const single = jest.spyOn(conversations, 'placement');
    await notifier.project(approved(request));
    await notifier.refresh(approved(request));
    // The refresh looks once more, right before the edit, whether a pass is about to appear in the employee's message.
    expect([all.mock.calls.length, single.mock.calls.length]).toEqual([3, 0]);
  });

  it('writes down all that it edited at once', async () => {
    const { notifier, conversations } = notifierRig();
    await notifier.project(request);
    const saved = jest.spyOn(conversations, 'savePlacements');
    await notifier.project(approved(request));
    const viewers = saved.mock.calls.map(([, , placed]) => placed.map(({ viewer }) => viewer));
    expect(viewers).toEqual([[EMPLOYEE, MANAGER]]);
  });

  it('writes down what it edited even where somebody else was out of reach', async () => {
    const { notifier, conversations, state, sent } = notifierRig();
    await notifier.project(request);
    state.fail = (how, person) =>
      how === 'update' && person === MANAGER ? Object.assign(new Error('busy'), { statusCode: 503 }) : undefined;
    await expect(notifier.project(approved(request))).rejects.toBeDefined();
    const before = sent.length;
    await notifier.project(approved(request)).catch(() => undefined);
    expect([before, sent.length]).toEqual([3, 3]);
    expect(await conversations.placement(TENANT, request.id, EMPLOYEE)).not.toMatchObject({ face: '' });
  });

  it('looks nothing up for people who see no difference to what was drawn before', async () => {
    const { notifier, conversations, sent } = notifierRig();
    const told = { ...request, told: ['opened'] };
    await notifier.project(request);
    const looks = ['placement', 'placements', 'reference'] as const;
    const spies = looks.map((look) => jest.spyOn(conversations, look));
    expect(await notifier.project(told, request)).toEqual({ reached: [EMPLOYEE, MANAGER], unreachable: [] });
    expect(spies.map(({ mock }) => mock.calls.length)).toEqual([0, 0, 0]);
    await notifier.project(approved(told), told);
    expect(story(sent).slice(2)).toEqual([
      ['update', `chat-${EMPLOYEE}`, 'message-1'],
      ['update', `chat-${MANAGER}`, 'message-2'],
    ]);
  });

  it('sends a card to who is new beside what was drawn before, and takes the buttons off who is gone', async () => {
    const { notifier, sent } = notifierRig();
    await notifier.project(request);
    const other = awaiting({ ...request, slots: [slot({ candidates: [STRANGER] })] });
    await notifier.project(other, request);
    expect(story(sent).slice(2)).toEqual([
      ['update', `chat-${EMPLOYEE}`, 'message-1'],
      ['post', `chat-${STRANGER}`, 'message-4'],
      ['update', `chat-${MANAGER}`, 'message-2'],
    ]);
  });

  it('never sends a number, whatever the state', async () => {
    const { notifier, sent } = notifierRig();
    const decided = approved(request);
    for (const each of [request, decided, { ...decided, state: 'revealed' as const }]) await notifier.project(each);
    const code = releaseCode(KEYS, decided, decided.decided).reveal();
    const all = sent.map(({ text }) => text).join('\n');
    expect(sent.length).toBeGreaterThan(4);
    expect(all).not.toContain(`"${matchNumber(KEYS, request, 1).reveal()}"`);
    expect(all).not.toMatch(new RegExp(`${code.slice(0, 3)} ?${code.slice(3)}`));
  });

  it('asks each client to refresh for its own reader', async () => {
    const { notifier, sent } = notifierRig();
    await notifier.project(request);
    expect(sent.map(({ text }) => /"userIds":\["([^"]+)"\]/.exec(text)?.[1])).toEqual([
      `29:${EMPLOYEE}`,
      `29:${MANAGER}`,
    ]);
  });

  it('sends nothing in the employee’s chat when the number stands on a page', async () => {
    const { notifier, sent } = notifierRig();
    const link = { place: 'link', contactId: 'c', channel: 'sms', masked: '•• 12' } as const;
    await notifier.project(awaiting({ delivery: link, requester: person(5), employeeConfirmed: false }));
    expect(sent.map(({ chat }) => chat)).toEqual([`chat-${person(5)}`, `chat-${MANAGER}`]);
  });

  it('takes the buttons from whoever is not asked any more, and sends them nothing new', async () => {
    const { notifier, sent } = notifierRig();
    await notifier.project(request);
    const passedOn = { ...request, slots: [slot({ candidates: [person(3)], passedOver: [MANAGER] })] };
    await notifier.project(passedOn);
    await notifier.project(passedOn);
    const later = sent.slice(2).filter(({ chat }) => chat !== `chat-${EMPLOYEE}`);
    expect(story(later)).toEqual([
      ['post', `chat-${person(3)}`, expect.stringMatching('message')],
      ['update', `chat-${MANAGER}`, 'message-2'],
    ]);
    expect(later[1]?.text).not.toContain('approval.approve');
  });
});

describe('when a message is gone', () => {
  it('sends a new one and keeps that one up to date', async () => {
    const { notifier, sent, state } = notifierRig();
    await notifier.project(request);
    state.fail = (how, who) => (how === 'update' && who === MANAGER ? http(404) : undefined);
    await notifier.project(approved(request));
    state.fail = () => undefined;
    await notifier.project(ended(request));
    expect(story(sent).filter(([, chat]) => chat === `chat-${MANAGER}`)).toEqual([
      ['post', `chat-${MANAGER}`, 'message-2'],
      ['post', `chat-${MANAGER}`, 'message-4'],
      ['update', `chat-${MANAGER}`, 'message-4'],
    ]);
  });

  it('opens the chat anew, once, when the whole chat is gone', async () => {
    const { notifier, opened, state, conversations } = notifierRig();
    const old = { conversationId: 'old', serviceUrl: 'https://teams', channelUserId: `29:${MANAGER}` };
    await conversations.saveReference(TENANT, MANAGER, old);
    let first = true;
    state.fail = (how, who) => {
      if (how !== 'post' || who !== MANAGER || !first) return undefined;
      first = false;
      return http(404);
    };
    expect((await notifier.project(request)).reached).toContain(MANAGER);
    expect(opened).toEqual([EMPLOYEE, MANAGER]);
  });
});

describe('when somebody does not have the app', () => {
  it('installs it and writes then', async () => {
    const { notifier, installed, state } = notifierRig();
    state.fail = (how, who) => (how === 'open' && who === MANAGER && installed.length === 0 ? http(403) : undefined);
    expect(await notifier.project(request)).toEqual({ reached: [EMPLOYEE, MANAGER], unreachable: [] });
    expect(installed).toEqual([MANAGER]);
  });

  it('says that they cannot be reached when that does not help', async () => {
    const { notifier, installed, state } = notifierRig();
    state.fail = (_how, who) => (who === MANAGER ? http(403) : undefined);
    const delivered = await notifier.project(request);
    expect(delivered).toEqual({ reached: [EMPLOYEE], unreachable: [{ person: MANAGER, why: 'blocked' }] });
    expect(installed).toEqual([MANAGER]);
  });

  it('says that they cannot be reached when it cannot be installed', async () => {
    const { notifier, state } = notifierRig();
    state.fail = (_how, who) => (who === MANAGER ? http(403) : undefined);
    state.install = () => Promise.reject(new EffectError('forbidden', 'no permission'));
    const { unreachable } = await notifier.project(request);
    expect(unreachable).toEqual([{ person: MANAGER, why: 'notInstalled' }]);
  });

  it('comes again later when the installation is only held up', async () => {
    const { notifier, state } = notifierRig();
    state.fail = (_how, who) => (who === MANAGER ? http(403) : undefined);
    state.install = () => Promise.reject(new EffectError('throttled', 'wait', { retryAfterMs: 9_000 }));
    await expect(notifier.project(request)).rejects.toMatchObject({ code: 'throttled', retryAfterMs: 9_000 });
  });
});

describe('when Teams is in trouble', () => {
  it.each([
    [429, 'throttled'],
    [412, 'throttled'],
    [502, 'unavailable'],
    [504, 'unavailable'],
  ])('serves everybody else first, then asks to come again after HTTP %i', async (status, code) => {
    const { notifier, sent, state } = notifierRig();
    state.fail = (_how, who) => (who === EMPLOYEE ? http(status) : undefined);
    await expect(notifier.project(request)).rejects.toMatchObject({ name: 'EffectError', code });
    expect(sent.map(({ chat }) => chat)).toEqual([`chat-${MANAGER}`]);
    state.fail = () => undefined;
    expect((await notifier.project(request)).reached).toEqual([EMPLOYEE, MANAGER]);
    expect(sent).toHaveLength(2);
  });

  it('asks to come later each time, and soon again after it worked', async () => {
    const { notifier, state } = notifierRig();
    const waits: unknown[] = [];
    const project = () =>
      notifier.project(request).catch((error: unknown) => void waits.push(Reflect.get(Object(error), 'retryAfterMs')));
    state.fail = (_how, who) => (who === EMPLOYEE ? http(502) : undefined);
    for (let look = 0; look < 3; look += 1) await project();
    state.fail = () => undefined;
    await project();
    state.fail = (_how, who) => (who === EMPLOYEE ? http(504) : undefined);
    await notifier.project(approved(request)).catch((error: unknown) => {
      waits.push(Reflect.get(Object(error), 'retryAfterMs'));
    });
    expect(waits).toEqual([5_000, 10_000, 20_000, 5_000]);
  });

  it('edits, and does not post again, when the answer to an edit was lost', async () => {
    const { notifier, sent, state } = notifierRig();
    await notifier.project(request);
    state.fail = (how) => (how === 'update' ? http(504) : undefined);
    await expect(notifier.project(approved(request))).rejects.toMatchObject({ code: 'unavailable' });
    state.fail = () => undefined;
    await notifier.project(approved(request));
    expect(sent.slice(2).map(({ how }) => how)).toEqual(['update', 'update']);
  });

  it('does not hide a mistake of ours', async () => {
    const { notifier, state } = notifierRig();
    state.fail = () => new TypeError('x is not a function');
    await expect(notifier.project(request)).rejects.toBeInstanceOf(TypeError);
  });
});

describe('when the message is in somebody’s hand', () => {
  const message = { conversationId: `chat-${EMPLOYEE}`, activityId: 'draft-message' } as const;

  it('takes over the draft’s message for the first card', async () => {
    const { notifier, sent, hand } = notifierRig();
    await hand.during(TENANT, EMPLOYEE, { ...message, use: 'takeOver' }, () => notifier.project(request));
    expect(story(sent)[0]).toEqual(['update', `chat-${EMPLOYEE}`, 'draft-message']);
  });

  it('leaves the message alone where a pass is about to be shown', async () => {
    const { notifier, sent, hand, conversations } = notifierRig();
    await conversations.savePlacement(TENANT, request.id, EMPLOYEE, { ...message, face: 'ready' });
    await hand.during(TENANT, EMPLOYEE, { ...message, use: 'leave' }, () => notifier.project(approved(request)));
    expect(sent.map(({ chat }) => chat)).toEqual([`chat-${MANAGER}`]);
  });
});

describe('when somebody is notified', () => {
  const notices: readonly (readonly [string, string, RecoveryRequest, string])[] = [
    ['the employee', EMPLOYEE, request, 'request.fraud'],
    ['the approver', MANAGER, request, 'request.fraud'],
  ];
  it.each(notices)('sends %s a card of its own that does not turn into another', async (_name, who, about, verb) => {
    const { notifier, sent } = notifierRig();
    expect(await notifier.notify(who, 'approved', about)).toBe(true);
    expect(story(sent)).toEqual([['post', `chat-${who}`, 'message-1']]);
    expect(sent[0]?.text).toContain(verb);
    expect(sent[0]?.text).not.toContain('userIds');
  });

  it('sends one sentence to somebody who is no part of it', async () => {
    const { notifier, sent } = notifierRig();
    await notifier.notify(STRANGER, 'held', request);
    expect(JSON.parse(sent[0]?.text ?? '')).toEqual({
      ...{ type: 'message', textFormat: 'plain' },
      text: expect.stringContaining(
        `The recovery for ada is on hold until it has been checked. (${request.shortCode})`,
      ),
    });
  });

  it('says so when they cannot be told', async () => {
    const { notifier, state } = notifierRig();
    state.fail = () => http(403);
    expect(await notifier.notify(MANAGER, 'held', request)).toBe(false);
  });

  it('asks to come again when they can be told later', async () => {
    const { notifier, state } = notifierRig();
    state.fail = () => http(429);
    await expect(notifier.notify(MANAGER, 'held', request)).rejects.toMatchObject({ code: 'throttled' });
  });
});

const AGENT = person(44);
const times = { at: NOON, nextAttemptAt: NOON + 60_000, since: NOON };
const going = shown();
const failure = { step: 'removeMethod', code: 'throttled', attempts: 4, ...times };
const failing = { ...going, decided: { ...going.decided, failure } };

describe('when the helpdesk is told of a request that does not get on', () => {
  it('the card says why and what to do, and later that it has got on', async () => {
    const { notifier, sent } = notifierRig();
    expect(await notifier.notify(AGENT, 'stuck', failing)).toBe(true);
    const [card] = sent;
    expect(card?.text).toContain('cannot remove a lost sign-in method right now');
    expect(card?.text).toContain('It goes on by itself');
    await notifier.project(failing);
    expect(sent.filter(({ how, chat }) => how === 'update' && chat === `chat-${AGENT}`)).toEqual([]);
    // Within one look, whoever would see no difference is left alone; this card is not.
    await notifier.project(going, failing);
    const later = sent.at(-1);
    expect(later).toMatchObject({ how: 'update', activityId: card?.activityId });
    expect(later?.text).toContain('It has got on again');
    await notifier.project({ ...going, state: 'completed', ended: { at: NOON, reason: 'completed' } });
    expect(sent.filter(({ chat }) => chat === `chat-${AGENT}`).at(-1)?.text).toContain('This has ended');
  });

  it('a failed case is told with its true state', async () => {
    const { notifier, sent } = notifierRig();
    await notifier.notify(AGENT, 'failed', failed());
    expect(sent[0]?.text).toContain('could not be finished. Call them');
    expect(sent[0]?.text).toContain('The pass ran out before a new method was added');
  });
});

describe('when somebody waits for Microsoft', () => {
  it('their card says so after ten seconds, and goes back when it has moved on', async () => {
    const { notifier, sent } = notifierRig();
    await notifier.project(going);
    const before = sent.length;
    await notifier.project(failing);
    const edits = sent.slice(before);
    expect(edits.map(({ how }) => how)).toEqual(['update', 'update']);
    for (const { text } of edits) expect(text).toContain('Still working, nothing is lost');
    await notifier.project(going);
    expect(sent.at(-1)?.text).not.toContain('Still working');
  });

  it('whoever pressed sees it, nobody else, and it goes when the press is done', async () => {
    const { notifier, sent, hand } = notifierRig();
    const request = awaiting({ slots: [slot({ asked: [MANAGER] })] });
    await notifier.project(request);
    let done: () => void = () => undefined;
    const work = hand.waiting(new Promise<void>((resolve) => (done = resolve)), TENANT, request.id, MANAGER);
    await notifier.refresh(request);
    expect(sent.at(-1)).toMatchObject({ how: 'update', chat: `chat-${MANAGER}` });
    expect(sent.at(-1)?.text).toContain('answer to your press');
    expect(sent).toHaveLength(3);
    done();
    await work;
    await notifier.refresh(request);
    expect(sent.at(-1)?.text).not.toContain('answer to your press');
    expect(sent).toHaveLength(4);
  });
});

describe('when a step of the worker takes long', () => {
  const long = (hand: CardsInHand, id: string): Promise<void> =>
    hand.waiting(new Promise<void>(() => undefined), TENANT, id);

  it('all who wait for it see that it is worked on', async () => {
    const { notifier, sent, hand } = notifierRig();
    const request = approved(awaiting());
    await notifier.project(request);
    const before = sent.length;
    void long(hand, request.id);
    await notifier.refresh(request);
    const edits = sent.slice(before);
    expect(edits.map(({ how }) => how)).toEqual(['update', 'update']);
    for (const { text } of edits) expect(text).toContain(WAITING.working);
  });

  it('nobody sees it while a person is waited for and not the work', async () => {
    const { notifier, sent, hand } = notifierRig();
    const request = awaiting({ slots: [slot({ asked: [MANAGER] })] });
    await notifier.project(request);
    const before = sent.length;
    void long(hand, request.id);
    await notifier.refresh(request);
    expect(sent).toHaveLength(before);
  });
});

describe('when cards are only refreshed', () => {
  it('what is out is edited and nothing new is sent', async () => {
    const { notifier, sent } = notifierRig();
    const request = awaiting();
    await notifier.refresh(request);
    expect(sent).toEqual([]);
    await notifier.project(request);
    await notifier.refresh(ended(request));
    expect(sent.map(({ how }) => how)).toEqual(['post', 'post', 'update', 'update']);
  });

  it('never throws', async () => {
    const { notifier, state, log } = notifierRig();
    const request = awaiting();
    await notifier.project(request);
    state.fail = () => http(503);
    await notifier.refresh(ended(request));
    expect(log.events('warn')).toContain('card.refresh.failed');
  });
});
