import { dropDraft, onConfirm, onOpen, onReview, onSolved } from '../../bot/on-draft';
import type { DraftView } from '../../recovery/outcome';
import type { Draft } from '../../recovery/drafts';
import type { RecoveryRequest } from '../../recovery/request';
import { awaiting, EMPLOYEE, ended, MANAGER, NOON, OTHER_TENANT, TENANT } from '../support/request-builder';
import { method } from '../support/sample-methods';
import { samplePerson } from '../support/sample-people';
import { cardOf, done, pressed, refusing, rig, stored, tokenFor, turn, verbsOn, wordsOf } from './handler-rig';

const draft: Draft = {
  ...{ id: 'draft-1', tenantId: TENANT, requester: EMPLOYEE, employee: EMPLOYEE, scenario: 'lostPhone' },
  ...{ createdAt: NOON, expiresAt: NOON + 1_800_000 },
};
const APP = method('microsoftAuthenticator');
const view: DraftView = {
  ...{ kind: 'draft', draft, employee: samplePerson(EMPLOYEE), own: true, teamsPossible: true },
  ...{ registered: [APP], willGo: [APP], willStay: [], stillWorks: [], contacts: [], notOffered: [] },
};
const token = tokenFor(EMPLOYEE, { kind: 'draft', id: 'draft-1', round: 0 });
const request = awaiting();
const SOLVED = { kind: 'solved' } as const;

describe('when somebody says what is gone', () => {
  it('asks for a draft in their own name and draws it', async () => {
    const asked: unknown[] = [];
    const draftRequest = (input: unknown) => {
      asked.push(input);
      return Promise.resolve(view);
    };
    const answer = await onOpen(rig({ draftRequest }).deps, turn({ kind: 'message' }), { scenario: 'stolenPhone' });
    expect(asked).toEqual([{ tenantId: TENANT, presser: EMPLOYEE, scenario: 'stolenPhone' }]);
    expect(verbsOn(cardOf(answer))).toEqual(expect.arrayContaining(['request.confirm', 'request.cancel']));
  });

  it('shows the live request instead of a second draft', async () => {
    const draftRequest = () => Promise.resolve({ kind: 'alreadyOpen', stored: stored(request) } as const);
    const answer = await onOpen(rig({ draftRequest }).deps, turn({ kind: 'message' }), { scenario: 'lostPhone' });
    expect(answer).toMatchObject({ kind: 'card', shows: { requestId: request.id } });
  });

  it('says why not', async () => {
    const draftRequest = () => Promise.resolve({ kind: 'refused', code: 'employeeGuest' } as const);
    const answer = await onOpen(rig({ draftRequest }).deps, turn({ kind: 'message' }), { scenario: 'lostPhone' });
    expect(wordsOf(answer)).toContain('guest account');
  });
});

describe('when the draft is confirmed', () => {
  const action = pressed('request.confirm', { token });

  it('hands every choice on, and nothing that was not chosen', async () => {
    const asked: unknown[] = [];
    const openRequest = (input: unknown) => {
      asked.push(input);
      return Promise.resolve(done(request));
    };
    const choices = {
      scenario: 'lostKey' as const,
      methods: ['m1'],
      lostAt: NOON,
      delivery: 'teams',
      details: 'words',
    };
    await onConfirm(rig({ openRequest }).deps, turn(), { ...action, ...choices });
    await onConfirm(rig({ openRequest }).deps, turn(), action);
    const who = { tenantId: TENANT, presser: EMPLOYEE, draftId: 'draft-1' };
    expect(asked).toEqual([{ ...who, ...choices }, who]);
  });

  it('asks for a code in place of an approver only where that button was pressed', async () => {
    const asked: unknown[] = [];
    const openRequest = (input: unknown) => {
      asked.push(input);
      return Promise.resolve(done(request));
    };
    await onConfirm(rig({ openRequest }).deps, turn(), pressed('request.confirmWithCode', { token }));
    expect(asked).toEqual([{ tenantId: TENANT, presser: EMPLOYEE, draftId: 'draft-1', selfVerify: true }]);
  });

  it('puts the request where the draft stood: held while it opens, placed afterwards', async () => {
    const held: unknown[] = [];
    const openRequest = () => {
      held.push(deps.hand.of(TENANT, EMPLOYEE));
      return Promise.resolve(done(request));
    };
    const { deps, conversations } = rig({ openRequest });
    await onConfirm(deps, turn(), action);
    const message = { conversationId: 'a:chat', activityId: 'message-1' };
    expect(held).toEqual([{ ...message, use: 'takeOver' }]);
    expect(deps.hand.of(TENANT, EMPLOYEE)).toBeUndefined();
    expect(await conversations.placement(TENANT, request.id, EMPLOYEE)).toEqual({ ...message, face: '' });
  });

  it('leaves a card that was placed meanwhile alone', async () => {
    const placed = { conversationId: 'a:chat', activityId: 'message-1', face: 'drawn' };
    const openRequest = async () => {
      await conversations.savePlacement(TENANT, request.id, EMPLOYEE, placed);
      return done(request);
    };
    const { deps, conversations } = rig({ openRequest });
    await onConfirm(deps, turn(), action);
    expect(await conversations.placement(TENANT, request.id, EMPLOYEE)).toEqual(placed);
  });

  it('places nothing when it was refused', async () => {
    const { deps, conversations } = rig({ openRequest: () => Promise.resolve(refusing('noApprover')) });
    const answer = await onConfirm(deps, turn(), action);
    expect(wordsOf(answer)).toContain('nobody who may approve');
    expect(conversations.placed.size).toBe(0);
  });

  it('answers a second press with the request that the first one opened', async () => {
    const { deps } = rig({ openRequest: () => Promise.resolve(refusing('draftExpired', request)) });
    expect(wordsOf(await onConfirm(deps, turn(), action))).not.toContain('run out');
  });

  it('says that the form has run out when only an ended request is left', async () => {
    const { deps } = rig({ openRequest: () => Promise.resolve(refusing('draftExpired', ended(request))) });
    expect(wordsOf(await onConfirm(deps, turn(), action))).toContain('run out');
  });
});

describe('when the draft is changed', () => {
  it('is drawn anew for the chosen scenario, with every choice open', async () => {
    const asked: unknown[] = [];
    const draftRequest = (input: unknown) => {
      asked.push(input);
      return Promise.resolve(view);
    };
    const action = pressed('request.review', { token, scenario: 'lostKey' });
    await onReview(rig({ draftRequest }, [draft]).deps, turn(), action);
    expect(asked).toEqual([{ tenantId: TENANT, presser: EMPLOYEE, scenario: 'lostKey' }]);
  });

  it('keeps the person, proof and ticket of the helpdesk’s draft', async () => {
    const asked: unknown[] = [];
    const proof = { proof: 'proof.video', ticket: 'INC1' };
    const forAda: Draft = { ...draft, requester: MANAGER, proof, details: 'at the counter' };
    const draftRequest = (input: unknown) => {
      asked.push(input);
      return Promise.resolve({ ...view, own: false, draft: forAda });
    };
    const own = tokenFor(MANAGER, { kind: 'draft', id: 'draft-1', round: 0 });
    const action = pressed('request.review', { token: own });
    await onReview(rig({ draftRequest }, [forAda]).deps, turn({ presser: MANAGER }), action);
    expect(asked).toEqual([
      {
        tenantId: TENANT,
        presser: MANAGER,
        address: EMPLOYEE,
        scenario: 'lostPhone',
        proof,
        details: 'at the counter',
      },
    ]);
  });

  it('says so when it has run out', async () => {
    const answer = await onReview(rig().deps, turn(), pressed('request.review', { token }));
    expect(wordsOf(answer)).toContain('run out');
  });
});

describe('when the draft is not needed', () => {
  it('forgets it when it is dropped', async () => {
    const { deps, drafts } = rig({}, [draft]);
    expect(wordsOf(await dropDraft(deps, turn(), 'draft-1'))).toContain('nothing was changed');
    expect(drafts.size).toBe(0);
  });

  it('is glad when another method worked, and counts it once', async () => {
    const asked: unknown[] = [];
    const noteSolved = (input: unknown) => {
      asked.push(input);
      return Promise.resolve(asked.length === 1 ? SOLVED : ({ kind: 'refused', code: 'draftExpired' } as const));
    };
    const { deps, metrics } = rig({ noteSolved });
    for (const _press of ['first', 'second']) {
      const answer = await onSolved(deps, turn(), pressed('request.solved', { token }));
      expect(wordsOf(answer)).toContain('Glad that you are back in');
    }
    expect(asked[0]).toEqual({ tenantId: TENANT, presser: EMPLOYEE, draftId: 'draft-1' });
    expect(metrics.text()).toContain('latchkey_solved_without_reset_total 1\n');
  });

  it('ends a request that somebody else opened, and counts it once', async () => {
    const asked: unknown[] = [];
    const over: RecoveryRequest = { ...awaiting(), state: 'cancelled', ended: { at: NOON, reason: 'solved' } };
    const cancelRequest = (input: unknown) => {
      asked.push(input);
      const done = { kind: 'done', stored: stored(over) } as const;
      return Promise.resolve(asked.length === 1 ? { ...done, first: true as const } : done);
    };
    const { deps, metrics } = rig({ cancelRequest });
    const onIt = tokenFor(EMPLOYEE, { kind: 'request', id: over.id, round: 0 });
    for (const _press of ['first', 'second']) {
      const answer = await onSolved(deps, turn(), pressed('request.solved', { token: onIt }));
      expect(wordsOf(answer)).toContain('Glad that you are back in');
    }
    expect(asked[0]).toMatchObject({ presser: EMPLOYEE, requestId: over.id, solved: true });
    expect(metrics.text()).toContain('latchkey_solved_without_reset_total 1\n');
  });

  it('is not glad when it could not be written down', async () => {
    const { deps, metrics } = rig({
      noteSolved: () => Promise.resolve({ kind: 'refused', code: 'storageUnavailable' }),
    });
    const answer = await onSolved(deps, turn(), pressed('request.solved', { token }));
    expect(wordsOf(answer)).not.toContain('Glad');
    expect(metrics.text()).not.toContain('latchkey_solved_without_reset_total 1');
  });
});

describe('when the token is not of this person’s draft', () => {
  it.each([
    ['somebody else’s', tokenFor(MANAGER, { kind: 'draft', id: 'draft-1', round: 0 })],
    ['from another tenant', tokenFor(EMPLOYEE, { kind: 'draft', id: 'draft-1', round: 0 }, OTHER_TENANT)],
    ['of a request', tokenFor(EMPLOYEE, { kind: 'request', id: 'draft-1', round: 0 })],
    ['junk', 'junk'],
  ])('asks no verb when it is %s', async (name, bad) => {
    const { deps, drafts } = rig({}, [draft]);
    // “That worked” stands on a request’s card too.
    const handlers = name === 'of a request' ? [onConfirm, onReview] : [onConfirm, onReview, onSolved];
    for (const handler of handlers) {
      const answer = await handler(deps, turn(), { verb: 'request.confirm', token: bad, trigger: 'manual' } as never);
      expect(answer).toMatchObject({ kind: 'text', text: expect.stringContaining('out of date') });
    }
    expect(drafts.size).toBe(1);
  });
});
