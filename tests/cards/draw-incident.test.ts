import { drawIncident, MOST_LINES } from '../../cards/draw-incident';
import { drawHelpdeskNotice } from '../../cards/draw-helpdesk-notice';
import { drawStatus, verbsForSecurity } from '../../cards/draw-status';
import { drawTaskForm } from '../../cards/draw-task-form';
import type { IncidentView } from '../../cards/incident-view';
import { namedInTrail } from '../../cards/timeline';
import { EVENT_TYPES } from '../../recovery/event-names';
import { METHOD_KINDS } from '../../recovery/methods';
import { METHOD_NAMES, TIMELINE } from '../../words/timeline';
import { SAMPLE_EVENTS } from '../support/sample-events';
import * as content from './card-content';
import { entry, EVERY_ENTRY, incidentView, longestIncident, SECURED, tasksFilled } from './sample-incidents';
import * as sample from './sample-requests';

const { GRACE, NOW, SAM } = sample;
const textOf = (view: IncidentView): string => content.runs(drawIncident(view)).join('\n');
const verbsOn = (view: IncidentView): readonly unknown[] =>
  content.executes(drawIncident(view)).map(({ verb }) => verb);
const FILL = ['incident.reached', 'incident.found', 'incident.password', 'incident.reviewed'];

describe('when security gets the card of an incident', () => {
  it('says whose account it is, who reported it, and why', () => {
    const text = textOf(incidentView());
    for (const part of ['Ada Lovelace', 'ada@contoso.example', 'Grace Hopper, Tue 4 Nov, 14:18'])
      expect(text).toContain(part);
    expect(text).toContain('The person I spoke with was not them');
  });

  it('says through what it was reported where nobody knows who did it', () => {
    const text = textOf(incidentView({ reportedThrough: { of: 'manager', channel: 'email', contact: 'c' } }));
    expect(text).toContain('Whoever got the mail to the manager, Tue 4 Nov, 14:18');
    expect(text).not.toContain('Grace Hopper, Tue 4 Nov, 14:18');
  });

  it('says that the product found it by itself, and what it found', () => {
    const reasons = [{ rule: 'enrolment.who', outcome: 'raised', sentence: 'An app registered a method.' }] as const;
    const text = textOf(incidentView({ noticed: true, why: 'otherRegistrant', reasons }));
    expect(text).toContain('Latchkey, Tue 4 Nov, 14:18');
    expect(text).toContain('Somebody else registered a sign-in method during the recovery');
    expect(text).toContain('An app registered a method.');
    expect(text).not.toContain('Grace Hopper, Tue 4 Nov, 14:18');
  });

  it.each<[string, Partial<Parameters<typeof incidentView>[0]>, readonly string[]]>([
    [
      'nothing is done yet',
      {},
      ['The account is still on', 'No pass was taken away so far', 'Sessions are not ended yet'],
    ],
    [
      'it is secured',
      SECURED,
      ['Account switched off, Tue 4 Nov, 14:18', 'Pass taken away', 'All sessions ended', 'Securing the account ended'],
    ],
    [
      'Entra refused',
      { ...SECURED, accountDisabledAt: undefined, disableFailed: true } as never,
      ['could not be switched off. Please do it'],
    ],
    [
      'it was left on',
      { containedAt: NOW },
      ['The account was left on', 'No pass was taken away', 'Sessions were not ended'],
    ],
    [
      'a method stays',
      { ...SECURED, keptMethods: ['m'] },
      ['One method that was added since the approval could not be removed'],
    ],
  ])('tells what became of the account when %s', (_when, incident, parts) => {
    const text = textOf(incidentView(incident));
    for (const part of parts) expect(text).toContain(part);
  });

  it('says that nothing was touched where nothing was ever approved', () => {
    const { decided: _none, ...request } = incidentView({ containedAt: NOW }).request;
    const text = textOf({ ...incidentView(), request });
    expect(text).toContain('Nothing was ever approved, so nothing on the account was touched.');
    expect(text).not.toContain('No pass was taken away');
  });

  it('counts methods that were removed without the pass', () => {
    const trail = [entry(SAMPLE_EVENTS.passRemoved), entry(SAMPLE_EVENTS.intruderRemoved)];
    expect(textOf(incidentView(SECURED, { trail }))).toContain(
      'One method that was added since the approval was removed',
    );
  });
});

describe('when the steps of an incident say that a link was not sent', () => {
  it.each([
    ['throttled', /could not be sent by text message$/],
    ['contactChanged', /by text message: the contact was changed or removed since it was chosen$/],
    ['contactNotTrusted', /by text message: the rules do not let it go to that contact any more$/],
  ])('%s', (code, says) => {
    const trail = [entry({ ...SAMPLE_EVENTS.linkFailed, code })];
    expect(textOf(incidentView(SECURED, { trail })).split('\n')).toContainEqual(expect.stringMatching(says));
  });
});

describe('when the tasks of an incident are shown', () => {
  it('each is open until somebody fills it; then it says who, when and what', () => {
    const reached = { at: NOW, by: SAM, answer: 'hrNumber', text: 'She did not ask' } as const;
    const text = textOf(incidentView({ ...SECURED, tasks: { reached } }));
    expect(text).toContain(
      'Person reached: By the number that HR holds. She did not ask (Sam Okafor, Tue 4 Nov, 14:20 CET)',
    );
    expect(text).toContain('3 tasks are open. Fill them, then close the incident.');
  });

  it.each<[string, IncidentView, readonly string[], string]>([
    ['open', incidentView(SECURED), [...FILL, 'incident.close', 'helpdesk.lift'], '4 tasks are open'],
    ['filled', incidentView(tasksFilled()), [...FILL, 'incident.close', 'helpdesk.lift'], 'Every task is filled'],
    [
      'closed',
      incidentView({ ...tasksFilled(), closedAt: NOW, closedBy: SAM }),
      ['helpdesk.lift'],
      'The shield still stops new requests',
    ],
    [
      'lifted while open',
      incidentView({ ...SECURED, shieldLiftedAt: NOW }),
      [...FILL, 'incident.close'],
      'The shield is lifted, and 4 tasks are still open',
    ],
    [
      'closed and lifted',
      incidentView({ ...tasksFilled(), closedAt: NOW, closedBy: SAM, shieldLiftedAt: NOW }),
      [],
      'You need do nothing for it',
    ],
    ['being secured', incidentView(), [...FILL, 'incident.close', 'helpdesk.lift'], 'The account is being secured.'],
  ])('offers what can be done while it is %s', (_when, view, verbs, note) => {
    expect(verbsOn(view)).toEqual(verbs);
    expect(textOf(view)).toContain(note);
  });

  it('names who closed it', () => {
    expect(textOf(incidentView({ ...tasksFilled(), closedAt: NOW, closedBy: SAM }))).toContain(
      'Sam Okafor, Tue 4 Nov, 14:20',
    );
  });
});

describe('when what happened is told', () => {
  it('has a sentence for every event and a name for every method, and no more', () => {
    expect(Object.keys(TIMELINE).toSorted()).toEqual(EVENT_TYPES.toSorted());
    expect(Object.keys(METHOD_NAMES).toSorted()).toEqual(METHOD_KINDS.toSorted());
  });

  it.each(EVENT_TYPES.filter((type) => TIMELINE[type] !== 'noise'))('tells of %s in one line with its time', (type) => {
    const [line = ''] = content
      .runs(drawIncident(incidentView(SECURED, { trail: [entry(SAMPLE_EVENTS[type])] })))
      .slice(-1);
    expect(line.length).toBeGreaterThan(15);
    expect(line).not.toMatch(/undefined|\.$|: $/);
  });

  it.each(['notified', 'stepFailed', 'stepRecovered', 'placeholderStarted'] as const)('leaves out %s', (type) => {
    const before = textOf(incidentView(SECURED, { trail: [] }));
    expect(textOf(incidentView(SECURED, { trail: [entry(SAMPLE_EVENTS[type])] }))).toBe(before);
  });

  it('says who did it, and that whoever pressed a link is nobody known', () => {
    const by = { kind: 'holder', of: 'employee', channel: 'sms', contact: 'c' } as const;
    const trail = [
      entry({ ...SAMPLE_EVENTS.fraudReported, by }),
      entry({ ...SAMPLE_EVENTS.taskDone, by: { kind: 'person', id: SAM } }),
    ];
    const text = textOf(incidentView(SECURED, { trail }));
    expect(text).toContain(
      'Whoever got a notice for the employee outside Teams reported it: They say that it was not them',
    );
    expect(text).toContain('Sam Okafor filled a task: Person reached');
  });

  it('says how the helpdesk recognised them, in words, whether it opened the request or took it over', () => {
    const { request, ...opened } = SAMPLE_EVENTS.opened;
    const saying = (proof: string) => ({ ...request, proof: { proof, ticket: 'INC1' } });
    const trail = [
      entry({ ...opened, request: saying('proof.callBack') }),
      entry({ ...SAMPLE_EVENTS.takenOver, begun: saying('proof.video') }, 2),
      entry({ ...opened, request: saying('we chatted') }, 3),
    ];
    const text = textOf(incidentView(SECURED, { trail }));
    expect(text).toMatch(/opened a recovery for .+ \(Lost phone; Called back on the number that HR holds\)/);
    expect(text).toContain('took the request over: Video call, face compared with the HR photo');
    expect(text).toContain('; we chatted)');
  });

  it('names everybody of the trail, so that their names can be looked up', () => {
    const trail = [entry({ ...SAMPLE_EVENTS.joined, who: GRACE, by: { kind: 'person', id: SAM } })];
    expect(namedInTrail(trail)).toEqual([SAM, GRACE]);
  });

  it('shows how it began and how it stands, and counts what is between', () => {
    const told = EVERY_ENTRY.filter(({ event }) => TIMELINE[event.type] !== 'noise');
    const text = textOf(incidentView(SECURED, { trail: EVERY_ENTRY }));
    expect(text).toContain(`${String(told.length - MOST_LINES)} steps more are not shown.`);
    expect(text).toContain('opened a recovery for Ada Lovelace');
    expect(text).toContain('closed the incident');
    expect(text).not.toContain('All sessions were ended');
  });

  it('says so where the steps cannot be read', () => {
    expect(textOf(incidentView(SECURED, { trail: 'unreadable' }))).toContain('npm run audit -- verify');
  });

  it('fits Teams with the longest names and words', () => {
    const size = JSON.stringify(drawIncident(longestIncident()).content).length * 2;
    expect(size).toBeLessThan(28 * 1024);
    expect(size).toBeGreaterThan(20 * 1024);
  });
});

describe('when a task is filled on its form', () => {
  it('asks for the answer where there is a choice, and for words', () => {
    const ids = (task: 'reached' | 'found') => content.inputIds(drawTaskForm(incidentView(SECURED), task));
    expect(ids('reached')).toEqual(['answer', 'note']);
    expect(ids('found')).toEqual(['note']);
  });

  it('starts with what stands there, or with what was typed just now', () => {
    const value = (id: string, typed = {}) =>
      content
        .inputs(drawTaskForm(incidentView(tasksFilled('as before')), 'reached', typed))
        .find((one) => one['id'] === id)?.['value'];
    expect([value('answer'), value('note')]).toEqual(['inPerson', 'as before']);
    expect(value('note', { text: 'typed now' })).toBe('typed now');
  });
});

describe('when the helpdesk’s notice became an incident', () => {
  it('it says so and offers nothing: what there is to press is for security', () => {
    const notice = drawHelpdeskNotice(incidentView(SECURED));
    expect(content.runs(notice).join('\n')).toContain('security works on it');
    expect(content.verbs(notice)).toEqual([]);
  });
});

describe('when the helpdesk asks for the status of an incident', () => {
  it('sees how far security is', () => {
    const { request, ...rest } = incidentView({ ...tasksFilled(), closedAt: NOW, closedBy: SAM });
    const text = content.runs(drawStatus({ ...rest, request }, verbsForSecurity(request))).join('\n');
    expect(text).toContain('4 of 4 filled');
    expect(text).toContain('stopped until somebody lifts the shield');
    expect(text).toContain('Sam Okafor, Tue 4 Nov, 14:20');
    expect(verbsForSecurity(request)).toEqual(['incident.show', 'helpdesk.lift']);
  });
});
