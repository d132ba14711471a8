import * as helpdesk from '../../bot/on-helpdesk';
import type { Verbs } from '../../bot/verbs';
import type { Card } from '../../cards/card';
import type { Draft } from '../../recovery/drafts';
import { awaiting, EMPLOYEE, NOON, person, TENANT } from '../support/request-builder';
import { method } from '../support/sample-methods';
import { samplePerson } from '../support/sample-people';
import {
  cardOf,
  done,
  nodeOf,
  pressed,
  refusing,
  requestToken,
  rig,
  tokenFor,
  turn,
  verbsOn,
  wordsOf,
} from './handler-rig';

const AGENT = person(40);
const asAgent = turn({ presser: AGENT });
const request = awaiting();
const held = { ...request, state: 'held' as const, held: { at: NOON, reason: 'approverUnsure', expiresAt: NOON + 1 } };
const incident = {
  ...{ reportedAt: NOON, reportedBy: EMPLOYEE, why: 'notMe', from: 'awaitingApproval', removedMethods: [] },
};
const stopped = { ...request, state: 'incident' as const, incident };
const token = requestToken(AGENT, request);

describe('when an agent writes "open for"', () => {
  it('gets the form, filled with what was said, and nothing is opened', async () => {
    const said = { address: 'ada@contoso.example', scenario: 'lostKey' } as const;
    const { deps } = rig({ opensWithProof: () => Promise.resolve(true), offersCounter: () => true });
    const card = cardOf(await helpdesk.onOpenForWord(deps, asAgent, said));
    expect(nodeOf(card, 'person')).toMatchObject({ value: 'ada@contoso.example' });
    expect(nodeOf(card, 'scenario')).toMatchObject({ value: 'lostKey' });
    expect(verbsOn(card)).toEqual(['helpdesk.openFor']);
  });
});

describe('when the words after "open for" press for speed (T17)', () => {
  const form = { person: 'ada@contoso.example', proof: 'proof.video', ticket: 'INC1' };
  const written = async (said: { readonly pressed?: true }) =>
    cardOf(
      await helpdesk.onOpenForWord(
        rig({ opensWithProof: () => Promise.resolve(true), offersCounter: () => true }).deps,
        asAgent,
        said,
      ),
    );

  const tokenOn = (card: Card): string => /"token":"([^"]*)"/.exec(JSON.stringify(card.content))?.[1] ?? '';

  async function asked(sent: object): Promise<unknown> {
    const all: unknown[] = [];
    const draftRequest = (input: unknown) => {
      all.push(input);
      return Promise.resolve({ kind: 'refused', code: 'personNotFound' } as const);
    };
    await helpdesk.onOpenFor(rig({ draftRequest }).deps, asAgent, pressed('helpdesk.openFor', { ...form, ...sent }));
    return all[0];
  }

  it('the form that comes back says so, and no other does', async () => {
    const hurried = tokenOn(await written({ pressed: true }));
    expect(hurried).not.toBe('');
    expect(await asked({ token: hurried })).toMatchObject({ pressed: true });
    expect(tokenOn(await written({}))).toBe('');
  });

  it.each([
    ['no token', {}],
    ['a made-up one', { token: 'f.pressed.0.k1.AAAA' }],
    ['one of another person', { token: tokenFor(person(41), { kind: 'form', id: 'pressed', round: 0 }) }],
    ['one of a request', { token }],
    ['one of a form that says something else', { token: tokenFor(AGENT, { kind: 'form', id: 'other', round: 0 }) }],
    ['a word of its own', { pressed: true }],
  ])('%s says nothing', async (_what, sent) => {
    expect(await asked(sent)).not.toHaveProperty('pressed');
  });
});

describe('when anybody else writes "open for"', () => {
  const opensWithProof = () => Promise.resolve(false);

  it('asks for a draft of whom they named, with what they said happened', async () => {
    const asked: unknown[] = [];
    const draftRequest = (input: unknown) => {
      asked.push(input);
      return Promise.resolve({ kind: 'refused', code: 'cannotOpenFor' } as const);
    };
    const { deps } = rig({ opensWithProof, draftRequest });
    const answer = await helpdesk.onOpenForWord(deps, asAgent, { name: 'ada lindqvist', pressed: true });
    await helpdesk.onOpenForWord(deps, asAgent, { address: 'a@b.example', scenario: 'lostKey' });
    const who = { tenantId: TENANT, presser: AGENT };
    expect(asked).toEqual([
      { ...who, address: 'ada lindqvist', scenario: 'lostPhone', pressed: true },
      { ...who, address: 'a@b.example', scenario: 'lostKey' },
    ]);
    expect(wordsOf(answer)).toContain('cannot ask for a recovery under that name');
  });

  it('asks for whom, where nobody was named', async () => {
    const words = wordsOf(await helpdesk.onOpenForWord(rig({ opensWithProof }).deps, asAgent, {}));
    expect(words).toContain('For somebody else');
    expect(words).toContain('task/fetch');
  });
});

describe('when the form comes back', () => {
  const draft: Draft = {
    ...{ id: 'draft-1', tenantId: TENANT, requester: AGENT, employee: EMPLOYEE, scenario: 'lostPhone' },
    ...{ createdAt: NOON, expiresAt: NOON + 1_800_000 },
  };
  const app = method('microsoftAuthenticator');
  const view = {
    ...({ kind: 'draft', draft, employee: samplePerson(EMPLOYEE), own: false, teamsPossible: true } as const),
    ...{ registered: [app], willGo: [app], willStay: [], stillWorks: [], contacts: [], notOffered: [] },
  };

  it('asks for a draft with proof and ticket', async () => {
    const asked: unknown[] = [];
    const draftRequest = (input: unknown) => {
      asked.push(input);
      return Promise.resolve(view);
    };
    const sent = { person: 'ada@contoso.example', proof: 'proof.video', ticket: 'INC1', scenario: 'lostKey' };
    await helpdesk.onOpenFor(rig({ draftRequest }).deps, asAgent, pressed('helpdesk.openFor', sent));
    expect(asked).toEqual([
      {
        ...{ tenantId: TENANT, presser: AGENT, address: 'ada@contoso.example', scenario: 'lostKey' },
        proof: { proof: 'proof.video', ticket: 'INC1' },
      },
    ]);
  });

  it.each([
    ['inPerson', { place: 'inPerson' }],
    ['nowhere', { place: 'nowhere' }],
    ['teams', {}],
    ['elsewhere', {}],
  ])('hands the place %s on', async (place, given) => {
    const asked: unknown[] = [];
    const draftRequest = (input: unknown) => {
      asked.push(input);
      return Promise.resolve(view);
    };
    const sent = { person: 'ada@contoso.example', proof: 'proof.video', ticket: 'INC1', scenario: 'lostKey', place };
    await helpdesk.onOpenFor(rig({ draftRequest }).deps, asAgent, pressed('helpdesk.openFor', sent));
    expect(asked).toEqual([
      {
        ...{ tenantId: TENANT, presser: AGENT, address: 'ada@contoso.example', scenario: 'lostKey', ...given },
        proof: { proof: 'proof.video', ticket: 'INC1' },
      },
    ]);
  });

  it('hands missing proof on as missing: the verb refuses', async () => {
    const draftRequest = (input: { readonly proof?: unknown }) =>
      Promise.resolve({ kind: 'refused', code: input.proof === undefined ? 'notFound' : 'proofMissing' } as const);
    const answer = await helpdesk.onOpenFor(
      rig({ draftRequest }).deps,
      asAgent,
      pressed('helpdesk.openFor', { person: 'ada@contoso.example', proof: 'made up' }),
    );
    expect(wordsOf(answer)).toContain('how the person was recognised');
  });

  it('asks nobody without a person', async () => {
    const answer = await helpdesk.onOpenFor(rig().deps, asAgent, pressed('helpdesk.openFor', { ticket: 'INC1' }));
    expect(wordsOf(answer)).toContain('check the work e-mail address');
  });
});

describe('when a senior presses a button that needs a reason', () => {
  const buttons = [
    ['lift the shield', helpdesk.onLift, 'helpdesk.lift', 'liftShield', stopped],
    ['release the hold', helpdesk.onRelease, 'helpdesk.release', 'releaseRequest', held],
  ] as const;

  it.each(buttons)('asks for it first: %s', async (_name, handler, verb, name, about) => {
    const verbs: Partial<Verbs> = { [name]: () => Promise.resolve(refusing('reasonMissing', about)) };
    const card = cardOf(await handler(rig(verbs).deps, asAgent, pressed(verb, { token }) as never));
    expect(nodeOf(card, 'reason')).toBeDefined();
    expect(verbsOn(card)).toContain(verb);
  });

  it.each(buttons)('hands it to the verb: %s', async (_name, handler, verb, name, about) => {
    const asked: unknown[] = [];
    const act = (input: unknown) => {
      asked.push(input);
      return Promise.resolve(done(about));
    };
    await handler(rig({ [name]: act }).deps, asAgent, pressed(verb, { token, reason: 'checked by phone' }) as never);
    expect(asked).toEqual([
      { tenantId: TENANT, presser: AGENT, requestId: request.id, round: 1, reason: 'checked by phone' },
    ]);
  });

  it.each(buttons)('says why not: %s', async (_name, handler, verb, name, about) => {
    const verbs: Partial<Verbs> = { [name]: () => Promise.resolve(refusing('ownRequest', about)) };
    const answer = await handler(rig(verbs).deps, asAgent, pressed(verb, { token, reason: 'x' }) as never);
    expect(wordsOf(answer)).toContain('your own request');
  });

  it.each(buttons)('asks no verb with somebody else’s token: %s', async (_name, handler, verb) => {
    const other = requestToken(EMPLOYEE, request);
    const answer = await handler(rig().deps, asAgent, pressed(verb, { token: other, reason: 'x' }) as never);
    expect(wordsOf(answer)).toContain('out of date');
  });
});

describe('when a senior writes "lift shield"', () => {
  it('asks for the reason on the form', async () => {
    const verbs: Partial<Verbs> = {
      findRequest: () => Promise.resolve(done(stopped)),
      liftShield: () => Promise.resolve(refusing('reasonMissing', stopped)),
    };
    const answer = await helpdesk.onLiftWord(rig(verbs).deps, asAgent, { shortCode: request.shortCode });
    expect(verbsOn(cardOf(answer))).toContain('helpdesk.lift');
  });

  it('asks for the short code', async () => {
    expect(wordsOf(await helpdesk.onLiftWord(rig().deps, asAgent, {}))).toContain('short code');
  });

  it('says the same about an unknown and a forbidden one', async () => {
    const { deps } = rig({ findRequest: () => Promise.resolve(refusing('notFound')) });
    expect(wordsOf(await helpdesk.onLiftWord(deps, asAgent, { shortCode: 'LK-ZZZZZZ' }))).toContain('cannot find');
  });
});

describe('when an agent presses the other buttons', () => {
  it.each([
    ['cancel', helpdesk.onHelpdeskCancel, 'cancelRequest'],
    ['remind', helpdesk.onHelpdeskRemind, 'remindApprover'],
    ['a new link', helpdesk.onNewLink, 'sendNewLink'],
  ] as const)('hands %s to its verb', async (_name, handler, name) => {
    const { deps } = rig({ [name]: () => Promise.resolve(refusing('notYours', request)) });
    expect(wordsOf(await handler(deps, asAgent, pressed('helpdesk.cancel', { token }) as never))).toContain(
      'not yours',
    );
  });

  it('says politely what is not possible here', async () => {
    expect(wordsOf(await helpdesk.onNotAvailable(rig().deps, asAgent, {}))).toContain('not possible here');
  });
});
