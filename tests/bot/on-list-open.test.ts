import { onListOpen } from '../../bot/on-list-open';
import { onHelp } from '../../bot/on-words';
import * as status from '../../bot/on-status';
import type { Verbs } from '../../bot/verbs';
import { SAID } from '../../words/said';
import { awaiting, NOON, person, TENANT } from '../support/request-builder';
import { done, refusing, rig, stored, turn, wordsOf } from './handler-rig';

const asAgent = turn({ kind: 'message', presser: person(40) });
const listing = (answer: Awaited<ReturnType<Verbs['listOpen']>>) =>
  rig({ listOpen: () => Promise.resolve(answer) }).deps;

describe('when somebody writes "open"', () => {
  it('the helpdesk gets a line for each request, and a way to open it', async () => {
    const [one, two] = [awaiting(), awaiting({ openedAt: NOON - 3_600_000 })];
    const words = wordsOf(await onListOpen(listing({ kind: 'open', all: [stored(one), stored(two)] }), asAgent, {}));
    expect(words).toContain('2 requests are open.');
    for (const { shortCode } of [one, two]) expect(words).toContain(`status ${shortCode}`);
  });

  it('says so when nothing is open', async () => {
    expect(wordsOf(await onListOpen(listing({ kind: 'open', all: [] }), asAgent, {}))).toContain('No request is open.');
  });

  it('everybody else gets the answer to words that mean nothing', async () => {
    const answer = await onListOpen(listing({ kind: 'refused', code: 'notFound' }), asAgent, {});
    expect(answer).toEqual({ kind: 'text', text: SAID.notUnderstood, suggestions: [] });
  });

  it('a directory that does not answer is said', async () => {
    const answer = await onListOpen(listing({ kind: 'refused', code: 'directoryUnavailable' }), asAgent, {});
    expect(wordsOf(answer)).toContain('The company directory does not answer');
  });
});

describe('when somebody asks for help', () => {
  const help = (seems: boolean, scope: 'personal' | 'shared') =>
    onHelp(rig({ seemsHelpdesk: () => Promise.resolve(seems) }).deps, { ...asAgent, scope }, {});

  it.each([
    ['the helpdesk in its own chat', true, 'personal', true],
    ['anybody else', false, 'personal', false],
    ['the helpdesk where others read along', true, 'shared', false],
  ] as const)('%s', async (_who, seems, scope, shown) => {
    expect(wordsOf(await help(seems, scope)).includes('For the helpdesk')).toBe(shown);
  });
});

describe('when somebody writes "status" and an address', () => {
  it('it is looked up as that person', async () => {
    const asked: unknown[] = [];
    const findOfPerson = (input: unknown) => {
      asked.push(input);
      return Promise.resolve(done(awaiting()));
    };
    const address = 'ada@contoso.example';
    expect((await status.onStatus(rig({ findOfPerson }).deps, asAgent, { address })).kind).toBe('card');
    expect(asked).toEqual([{ tenantId: TENANT, presser: person(40), address }]);
  });

  it('unknown and forbidden read alike', async () => {
    const { deps } = rig({
      findOfPerson: () => Promise.resolve(refusing('notFound')),
      findRequest: () => Promise.resolve(refusing('notFound')),
    });
    const byCode = await status.onStatus(deps, asAgent, { shortCode: 'LK-ZZZZZZ' });
    expect(await status.onStatus(deps, asAgent, { address: 'x@contoso.example' })).toEqual(byCode);
  });
});
