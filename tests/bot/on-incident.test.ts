import * as incident from '../../bot/on-incident';
import type { Verbs } from '../../bot/verbs';
import type { Outcome } from '../../recovery/outcome';
import { refusalText } from '../../words/replies';
import { incident as incidentOf } from '../support/request-arms';
import { EMPLOYEE, MANAGER, NOON, person, TENANT } from '../support/request-builder';
import { cardOf, done, nodeOf, pressed, refusing, requestToken, rig, turn, verbsOn, wordsOf } from './handler-rig';

const SENIOR = person(50);
const bySenior = turn({ presser: SENIOR });
const request = incidentOf({ containedAt: NOON });
const token = requestToken(SENIOR, request);
const seeIncident = () => Promise.resolve(done(request));

describe('when security presses a task', () => {
  it('gets its form first, and nothing is filled', async () => {
    const answer = await incident.onReached(
      rig({ seeIncident }).deps,
      bySenior,
      pressed('incident.reached', { token }),
    );
    const card = cardOf(answer);
    expect(verbsOn(card)).toEqual(['incident.reached', 'incident.show']);
    expect(nodeOf(card, 'answer')).toMatchObject({ isRequired: true });
    expect(answer).not.toHaveProperty('shows');
  });

  it('sends the answer and the words on, and gets the card of the incident', async () => {
    const asked: unknown[] = [];
    const fillTask: Verbs['fillTask'] = (input) => {
      asked.push(input);
      return Promise.resolve(done(request));
    };
    const sent = { token, answer: 'hrNumber', note: ' called her ' };
    const answer = await incident.onReached(rig({ fillTask }).deps, bySenior, pressed('incident.reached', sent));
    expect(asked).toEqual([
      {
        ...{ tenantId: TENANT, presser: SENIOR, requestId: request.id, round: 1 },
        ...{ task: 'reached', answer: 'hrNumber', text: 'called her' },
      },
    ]);
    expect(wordsOf(answer)).toContain('What was done to the account');
    expect(answer).toMatchObject({ shows: { requestId: request.id, as: 'incident' } });
  });

  it('gets the form again, with what was typed, while something is missing', async () => {
    const fillTask = () => Promise.resolve(refusing('taskIncomplete', request));
    const deps = rig({ fillTask, seeIncident }).deps;
    const card = cardOf(
      await incident.onPassword(deps, bySenior, pressed('incident.password', { token, note: 'done' })),
    );
    expect(nodeOf(card, 'note')).toMatchObject({ value: 'done' });
    expect(JSON.stringify(card.content)).toContain(refusalText('taskIncomplete'));
  });

  it.each([incident.onReached, incident.onFound, incident.onPassword, incident.onReviewed])(
    'whoever may not gets no form',
    async (handler) => {
      const deps = rig({ seeIncident: () => Promise.resolve(refusing('notFound')) }).deps;
      const answer = await handler(deps, bySenior, pressed('incident.reached', { token }));
      expect(answer).toMatchObject({ kind: 'text', text: refusalText('notFound') });
    },
  );

  it('gets no form of an incident that is closed', async () => {
    const closed = incidentOf({ containedAt: NOON, closedAt: NOON });
    const deps = rig({ seeIncident: () => Promise.resolve(done(closed)) }).deps;
    const answer = await incident.onFound(deps, bySenior, pressed('incident.found', { token }));
    expect(verbsOn(cardOf(answer))).toEqual(['helpdesk.lift']);
  });
});

describe('when security closes an incident too early', () => {
  it.each(['tasksOpen', 'notContained'] as const)('reads why (%s) on its card', async (code) => {
    const closeIncident = (): Promise<Outcome> =>
      Promise.resolve({ ...refusing(code, request), facts: { left: 2 } } as Outcome);
    const answer = await incident.onCloseIncident(
      rig({ closeIncident }).deps,
      bySenior,
      pressed('incident.close', { token }),
    );
    expect(wordsOf(answer)).toContain(refusalText(code, { left: 2 }));
    expect(verbsOn(cardOf(answer))).toContain('incident.close');
  });
});

describe('when somebody with another part in it presses what is for others', () => {
  it('sees their own face of the request, and neither timeline nor tasks', async () => {
    const closeIncident = () => Promise.resolve(refusing('ownRequest', request));
    for (const presser of [EMPLOYEE, MANAGER]) {
      const own = { token: requestToken(presser, request) };
      const answer = await incident.onCloseIncident(
        rig({ closeIncident }).deps,
        turn({ presser }),
        pressed('incident.close', own),
      );
      expect(wordsOf(answer)).not.toContain('What was done to the account');
      expect(verbsOn(cardOf(answer))).not.toContain('incident.close');
    }
  });
});

describe('when a card is pressed that was made for somebody else', () => {
  it.each([
    ['incident.show', incident.onShowIncident],
    ['incident.close', incident.onCloseIncident],
    ['incident.found', incident.onFound],
  ] as const)('%s asks no verb', async (verb, handler) => {
    const others = { token: requestToken(person(51), request), note: 'x' };
    const answer = await handler(rig().deps, bySenior, pressed(verb, others) as never);
    expect(answer).toMatchObject({ refused: 'cardOutdated' });
  });
});

describe('when security writes "incident" and a code', () => {
  it('gets the card again', async () => {
    const { deps } = rig({ seeIncident });
    const answer = await incident.onIncidentWord(deps, turn({ kind: 'message', presser: SENIOR }), {
      shortCode: 'LK-7F3K9Q',
    });
    expect(answer).toMatchObject({ shows: { as: 'incident' } });
  });

  it('is asked for the code where there is none', async () => {
    expect(await incident.onIncidentWord(rig().deps, bySenior, {})).toMatchObject({ kind: 'text' });
  });

  it('hears where it was never reported', async () => {
    const deps = rig({ seeIncident: () => Promise.resolve(refusing('noIncident')) }).deps;
    const answer = await incident.onIncidentWord(deps, bySenior, { shortCode: 'LK-7F3K9Q' });
    expect(answer).toMatchObject({ text: refusalText('noIncident') });
  });
});
