import { answerOutcome, baseFace, baseView, drawFace, numbersFor, still, viewFor } from '../../bot/face';
import { People } from '../../bot/people';
import { matchNumber, releaseCode } from '../../recovery/codes';
import type { Verbs } from '../../bot/verbs';
import type { RecoveryRequest } from '../../recovery/request';
import { viewerFor } from '../../recovery/viewers';
import {
  approved,
  awaiting,
  EMPLOYEE,
  ended,
  MANAGER,
  NOON,
  person,
  SECOND_APPROVER,
  slot,
  TENANT,
} from '../support/request-builder';
import { held, incident } from '../support/request-arms';
import { samplePerson } from '../support/sample-people';
import { cardOf, done, KEYS, nodeOf, refusing, rig, stored, turn, verbsOn, wordsOf } from './handler-rig';

const { deps } = rig();
const STRANGER = person(66);
const waiting = awaiting();
const decided = approved(waiting);
const dual = awaiting({ slots: [slot(), slot({ slot: 2, group: 'security', candidates: [SECOND_APPROVER] })] });

const numbers = (request: RecoveryRequest, who: string) => {
  const viewer = viewerFor(request, who);
  return viewer && numbersFor(deps, request, viewer);
};

describe('when numbers are derived for a viewer', () => {
  it('gives the employee the match number while it is waited for', () => {
    const match = numbers(waiting, EMPLOYEE)?.match;
    expect(match?.map(({ number }) => number.reveal())).toEqual([matchNumber(KEYS, waiting, 1).reveal()]);
  });

  it('gives the employee one number per open approval', () => {
    expect(numbers(dual, EMPLOYEE)?.match?.map(({ slot: one }) => one)).toEqual([1, 2]);
  });

  it('gives the approver who approved the release code', () => {
    const code = numbers(decided, MANAGER)?.release?.reveal();
    expect(code).toBe(releaseCode(KEYS, decided, decided.decided).reveal());
  });

  it('gives each of two approvers their half', () => {
    const both = approved(dual);
    const halves = [numbers(both, MANAGER), numbers(both, SECOND_APPROVER)].map((one) => one?.release?.reveal());
    expect(halves.join('')).toBe(releaseCode(KEYS, both, both.decided).reveal());
  });

  const none: readonly (readonly [string, RecoveryRequest, string])[] = [
    ['the approver before approval', waiting, MANAGER],
    ['the employee after approval', decided, EMPLOYEE],
    [
      'the employee who has not said that it is them',
      awaiting({ requester: MANAGER, employeeConfirmed: false }),
      EMPLOYEE,
    ],
    [
      'the employee whose number is on a page',
      awaiting({ delivery: { place: 'link', contactId: 'c', channel: 'sms', masked: '•• 12' } }),
      EMPLOYEE,
    ],
    ['who opened it for somebody else', awaiting({ requester: STRANGER }), STRANGER],
    [
      'another candidate of the same approval',
      approved(awaiting({ slots: [slot({ candidates: [MANAGER, STRANGER] })] })),
      STRANGER,
    ],
    [
      'the approver of a code that is void',
      approved(waiting, { code: { generation: 1, deadline: 9e15, voided: true } }),
      MANAGER,
    ],
    ['anybody after the end', ended(waiting), EMPLOYEE],
  ];
  it.each(none)('gives none to %s', (_name, request, who) => {
    expect(numbers(request, who)).toBeUndefined();
  });
});

describe('when a face is drawn for a turn', () => {
  it('shows the number in the answer to a press', async () => {
    const card = cardOf(await drawFace(deps, turn(), stored(waiting)));
    expect(nodeOf(card, 'matchNumber')).toMatchObject({ text: matchNumber(KEYS, waiting, 1).reveal() });
  });

  it.each(['message', 'submit'] as const)(
    'shows no number in the answer to a %s, which stays in the chat',
    async (kind) => {
      const forEmployee = await drawFace(deps, turn({ kind }), stored(waiting));
      const forManager = await drawFace(deps, turn({ kind, presser: MANAGER }), stored(decided));
      const code = releaseCode(KEYS, decided, decided.decided).reveal();
      expect(nodeOf(cardOf(forEmployee), 'matchNumber')).toBeUndefined();
      expect(nodeOf(cardOf(forManager), 'releaseCode')).toBeUndefined();
      expect(wordsOf(forManager)).not.toMatch(new RegExp(`${code.slice(0, 3)}\\s?${code.slice(3)}`));
    },
  );

  it('asks the client to refresh it for this reader', async () => {
    const { content } = cardOf(await drawFace(deps, turn(), stored(waiting)));
    expect(content['refresh']).toMatchObject({ userIds: ['29:reader'], action: { verb: 'request.refresh' } });
  });

  it('shows the helpdesk the state and not the face', async () => {
    const answer = await drawFace(deps, turn({ presser: STRANGER }), stored(waiting));
    expect(verbsOn(cardOf(answer))).toEqual([]);
    expect(answer).not.toHaveProperty('shows');
  });

  it.each([
    ['an incident', incident(), ['incident.show', 'helpdesk.lift']],
    ['an incident whose shield is lifted', incident({ shieldLiftedAt: NOON }), ['incident.show']],
    ['a hold', held(), ['helpdesk.release']],
  ])('offers what is for security to security only: %s', async (_what, request, offered) => {
    const asked: unknown[] = [];
    const draw = (security: boolean) => {
      const seemsUninvolvedSenior: Verbs['seemsUninvolvedSenior'] = (input) => {
        asked.push(input);
        return Promise.resolve(security);
      };
      return drawFace(rig({ seemsUninvolvedSenior }).deps, turn({ presser: STRANGER }), stored(request));
    };
    expect(verbsOn(cardOf(await draw(true)))).toEqual(offered);
    expect(verbsOn(cardOf(await draw(false)))).toEqual([]);
    expect(asked).toEqual(Array.from({ length: 2 }, () => ({ tenantId: TENANT, presser: STRANGER, request })));
  });

  it('puts the reason on top where a verb refused', async () => {
    const answer = await answerOutcome(deps, turn(), refusing('tooLateToCancel', waiting));
    expect(wordsOf(answer)).toContain('can no longer be cancelled');
    expect(nodeOf(cardOf(answer), 'matchNumber')).toBeDefined();
  });

  it('says only the reason where there is no request to show', async () => {
    expect(await answerOutcome(deps, turn(), refusing('notFound'))).toMatchObject({
      kind: 'text',
      text: expect.stringContaining('cannot find such a request'),
    });
  });

  it('draws what was done', async () => {
    const answer = await answerOutcome(deps, turn(), done(waiting), {
      tone: 'good',
      text: 'A reminder is on its way.',
    });
    expect(wordsOf(answer)).toContain('A reminder is on its way.');
  });

  it('leaves the refresh out of a card that must stay', async () => {
    const view = await viewFor(deps, turn(), waiting);
    expect([view.refreshUserId, still(view).refreshUserId]).toEqual(['29:reader', undefined]);
  });
});

describe('when a face is compared', () => {
  const face = async (request: RecoveryRequest, who = EMPLOYEE): Promise<string> => {
    const viewer = viewerFor(request, who);
    if (viewer === undefined) throw new Error('no viewer');
    return baseFace(await baseView(deps, request, { viewer }));
  };

  it('is the same at any time, with and without numbers and banner', async () => {
    const pressed = await viewFor(deps, turn({ channelUserId: '' }), waiting, { tone: 'good', text: 'Hello' });
    const later = { ...pressed, now: pressed.now + 3_600_000 };
    const faces = new Set([baseFace(pressed), baseFace(later), baseFace({ ...pressed, timeZone: 'Europe/Oslo' })]);
    expect(faces.size).toBe(1);
  });

  it('differs by state, by reader and by round', async () => {
    const all = [
      await face(waiting),
      await face(waiting, MANAGER),
      await face(decided),
      await face({ ...waiting, round: 2 }),
    ];
    expect(new Set(all).size).toBe(4);
  });
});

describe('when the approver has to recognise the employee (T19)', () => {
  const PHOTO = 'data:image/png;base64,aGVsbG8=';

  function rigWith(photo: () => Promise<string | undefined>) {
    const asked: string[] = [];
    const directory = { person: (_tenant: string, id: string) => Promise.resolve(samplePerson(id)) };
    const photos = {
      photo: (_tenant: string, id: string) => {
        asked.push(id);
        return photo();
      },
    };
    const people = new People({ directory, photos, clock: deps.clock });
    return { asked, deps: { ...deps, people } };
  }

  const readersView = (own: typeof deps, who: string, request: RecoveryRequest = waiting) => {
    const viewer = viewerFor(request, who);
    if (viewer === undefined) throw new Error(`${who} is no part of it`);
    return baseView(own, request, { viewer });
  };

  it('reads the photo for the approver who is asked, and for nobody else', async () => {
    const { asked, deps: own } = rigWith(() => Promise.resolve(PHOTO));
    expect((await readersView(own, EMPLOYEE)).photo).toBeUndefined();
    expect((await readersView(own, MANAGER, decided)).photo).toBeUndefined();
    expect(asked).toEqual([]);
    expect((await readersView(own, MANAGER)).photo).toBe(PHOTO);
    expect(asked).toEqual([EMPLOYEE]);
  });

  it('a card that is out stays as it is when the photo comes or goes', async () => {
    const drawn = await readersView(rigWith(() => Promise.resolve(PHOTO)).deps, MANAGER);
    const bare = await readersView(rigWith(() => Promise.reject(new Error('429'))).deps, MANAGER);
    expect([drawn.photo, bare.photo]).toEqual([PHOTO, undefined]);
    expect(baseFace(drawn)).toBe(baseFace(bare));
  });

  it('a press waits for it a quarter of a second, a message a second', async () => {
    jest.useFakeTimers();
    const { deps: own } = rigWith(() => new Promise(() => undefined));
    const done: string[] = [];
    void viewFor(own, turn({ presser: MANAGER }), waiting).then(() => done.push('press'));
    void readersView(rigWith(() => new Promise(() => undefined)).deps, MANAGER).then(() => done.push('message'));
    await jest.advanceTimersByTimeAsync(249);
    expect(done).toEqual([]);
    await jest.advanceTimersByTimeAsync(1);
    expect(done).toEqual(['press']);
    await jest.advanceTimersByTimeAsync(750);
    expect(done).toEqual(['press', 'message']);
    jest.useRealTimers();
  });
});
