import type { AuditEntry } from '../../recovery/audit-entry';
import { entry } from '../cards/sample-incidents';
import { SAMPLE_EVENTS } from '../support/sample-events';
import { incident } from '../support/request-arms';
import { EMPLOYEE, MANAGER, NOON, person, TENANT } from '../support/request-builder';
import { notifierRig, story } from './notifier-rig';

const SENIOR = person(50);
const OTHER = person(51);
const early = incident();
const after = (change: Partial<typeof early.incident>) => ({ ...early, incident: { ...early.incident, ...change } });
const secured = after({ containedAt: NOON });

describe('when security is told of an incident', () => {
  it('gets its card with what happened, and keeps it true', async () => {
    const { notifier, sent, state, conversations } = notifierRig();
    state.trail = () => Promise.resolve([entry(SAMPLE_EVENTS.accountDisabled)]);
    await notifier.notify(SENIOR, 'incident', early, 'security');
    expect(sent[0]?.text).toContain('The account was switched off');
    expect(sent[0]?.text).toContain('incident.reached');
    await notifier.project(secured, early);
    const edits = sent.filter(({ how, chat }) => how === 'update' && chat === `chat-${SENIOR}`);
    expect(edits).toHaveLength(1);
    expect(edits[0]?.text).toContain('Securing the account ended');
    const tasks = { found: { at: NOON, by: OTHER, text: 'A call to the desk' } };
    await notifier.project(after({ containedAt: NOON, tasks }), secured);
    expect(sent.at(-1)?.text).toContain('How it was found: A call to the desk');
    expect((await conversations.placements(TENANT, early.id)).map(({ viewer }) => viewer)).toContain(
      `incident:${SENIOR}:message-1`,
    );
  });

  it('is not edited while nothing on it changed', async () => {
    const { notifier, sent } = notifierRig();
    await notifier.notify(SENIOR, 'incident', secured, 'security');
    await notifier.project(secured);
    expect(story(sent).filter(([how, chat]) => how === 'update' && chat === `chat-${SENIOR}`)).toEqual([]);
  });

  it('reads what happened once for the cards of all', async () => {
    const { notifier, state } = notifierRig();
    for (const who of [SENIOR, OTHER]) await notifier.notify(who, 'incident', early, 'security');
    let reads = 0;
    state.trail = () => {
      reads += 1;
      return Promise.resolve<readonly AuditEntry[]>([]);
    };
    await notifier.project(secured, early);
    expect(reads).toBe(1);
  });

  it('gets the card without the steps where those cannot be read', async () => {
    const { notifier, sent, state } = notifierRig();
    state.trail = () => Promise.reject(new Error('the row does not hold'));
    expect(await notifier.notify(SENIOR, 'incident', early, 'security')).toBe(true);
    expect(sent[0]?.text).toContain('The steps cannot be read, or do not hold.');
  });

  it('gets it however many requests do not get on', async () => {
    const { notifier, sent } = notifierRig();
    for (let at = 0; at < 30; at += 1) await notifier.notify(SENIOR, 'stuck', early, 'helpdesk');
    await notifier.notify(SENIOR, 'incident', early, 'security');
    expect(sent.at(-1)?.text).toContain('incident.reached');
  });

  it('is counted in one message when incidents come by the dozen', async () => {
    const { notifier, sent } = notifierRig();
    for (let at = 0; at < 25; at += 1) await notifier.notify(SENIOR, 'incident', early, 'security');
    expect(sent.filter(({ text }) => text.includes('incident.reached'))).toHaveLength(20);
    expect(sent.at(-1)?.text).toContain('Many incidents came at once');
  });
});

describe('when others are told of an incident', () => {
  it.each([
    ['the employee, of security too', EMPLOYEE, 'security'],
    ['who was asked, as an approver', MANAGER, undefined],
    ['the helpdesk', person(40), 'helpdesk'],
  ] as const)('%s gets neither timeline nor tasks', async (_who, who, as) => {
    const { notifier, sent } = notifierRig();
    await notifier.notify(who, 'incident', early, as);
    expect(sent).toHaveLength(1);
    expect(sent[0]?.text).not.toMatch(/incident\.(reached|close)|What was done to the account/);
  });
});
