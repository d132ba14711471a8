import { onPasswordChange } from '../../bot/on-password-change';
import type { Verbs } from '../../bot/verbs';
import type { RequirePasswordInput } from '../../recovery/require-password-change';
import { refusalText } from '../../words/replies';
import { incidentOf } from '../cards/sample-incidents';
import { approved, awaiting, EMPLOYEE, NOON, person, TENANT } from '../support/request-builder';
import { cardOf, done, nodeOf, pressed, refusing, requestToken, rig, turn, verbsOn, wordsOf } from './handler-rig';

const SENIOR = person(77);
const request = approved(awaiting());
const incident = incidentOf({ containedAt: NOON });
const token = requestToken(SENIOR, request);
const bySenior = turn({ presser: SENIOR });

const answering = (outcome: ReturnType<typeof done>): Partial<Verbs> => ({
  requirePasswordChange: () => Promise.resolve(outcome),
});

describe('when security presses "Ask for a new password"', () => {
  it('the first press brings the form, and asks for nothing', async () => {
    const deps = rig(answering(refusing('reasonMissing', request))).deps;
    const card = cardOf(await onPasswordChange(deps, bySenior, pressed('helpdesk.password', { token })));
    expect(nodeOf(card, 'passwordReason')).toMatchObject({ isRequired: true });
    expect(verbsOn(card)).toEqual(['helpdesk.password', 'request.refresh']);
    expect(JSON.stringify(card.content)).not.toContain(refusalText('reasonMissing'));
  });

  it('a form that comes without its reason comes back, and says so', async () => {
    const deps = rig(answering(refusing('reasonMissing', request))).deps;
    const sent = { token, passwordReason: 'because', note: 'just so' };
    const card = cardOf(await onPasswordChange(deps, bySenior, pressed('helpdesk.password', sent)));
    expect(JSON.stringify(card.content)).toContain(refusalText('reasonMissing'));
  });

  it('hands reason and words to the verb', async () => {
    const asked: RequirePasswordInput[] = [];
    const requirePasswordChange: Verbs['requirePasswordChange'] = (input) => {
      asked.push(input);
      return Promise.resolve(done(request));
    };
    const sent = { token, passwordReason: 'keptOnDevice', note: ' in her notes ' };
    await onPasswordChange(rig({ requirePasswordChange }).deps, bySenior, pressed('helpdesk.password', sent));
    expect(asked).toEqual([
      {
        ...{ tenantId: TENANT, presser: SENIOR, requestId: request.id, round: 1 },
        ...{ reason: 'keptOnDevice', text: 'in her notes' },
      },
    ]);
  });

  it('in an incident the answer is its card, and the way back leads to it', async () => {
    const own = requestToken(SENIOR, incident);
    const asking = rig(answering(refusing('reasonMissing', incident))).deps;
    const form = cardOf(await onPasswordChange(asking, bySenior, pressed('helpdesk.password', { token: own })));
    expect(verbsOn(form)).toEqual(['helpdesk.password', 'incident.show']);
    const sent = pressed('helpdesk.password', { token: own, passwordReason: 'inTheAccount' });
    const answer = await onPasswordChange(rig(answering(done(incident))).deps, bySenior, sent);
    expect(answer).toMatchObject({ shows: { requestId: incident.id, as: 'incident' } });
  });

  it.each(['passwordOnPremises', 'passwordNotGranted', 'passwordNotNow', 'ownRequest'] as const)(
    '%s: reads why not',
    async (code) => {
      const deps = rig(answering(refusing(code, request))).deps;
      const answer = await onPasswordChange(deps, bySenior, pressed('helpdesk.password', { token }));
      expect(wordsOf(answer)).toContain(refusalText(code));
    },
  );

  it('asks no verb with somebody else’s token', async () => {
    const other = requestToken(EMPLOYEE, request);
    const answer = await onPasswordChange(rig().deps, bySenior, pressed('helpdesk.password', { token: other }));
    expect(answer).toMatchObject({ refused: 'cardOutdated' });
  });
});
