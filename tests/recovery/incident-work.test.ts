import { closeIncident } from '../../recovery/close-incident';
import { fillTask } from '../../recovery/fill-task';
import type { IncidentTask, TaskAnswer } from '../../recovery/incident-tasks';
import { INCIDENT_TASKS, MOST_TASK_WORDS, openTasks } from '../../recovery/incident-tasks';
import { liftShield } from '../../recovery/lift-shield';
import type { Outcome } from '../../recovery/outcome';
import { reportFraud } from '../../recovery/report-fraud';
import { isSettled } from '../../recovery/request';
import { seeIncident } from '../../recovery/see-incident';
import { codeOf, waitingForApproval } from '../support/domain-stories';
import type { World } from '../support/domain-world';
import { createWorld, newest, newestIn, work } from '../support/domain-world';
import { START } from '../support/fake-clock';
import { filled } from '../support/incident-stories';
import { TENANT } from '../support/request-builder';
import { GROUPS, WHO } from '../support/sample-people';

async function reported(): Promise<World> {
  const world = await createWorld();
  await waitingForApproval(world);
  await reportFraud(world.deps, { ...(await of(world, WHO.max)), reason: 'fraud.notThem' });
  return world;
}

const of = async (world: World, presser: string) => {
  const { request } = await newest(world);
  return { tenantId: TENANT, presser, requestId: request.id };
};

interface Filling {
  readonly task: IncidentTask;
  readonly answer?: TaskAnswer | undefined;
  readonly text: string;
}

const fill = async (world: World, what: Filling, presser: string = WHO.sam): Promise<Outcome> =>
  fillTask(world.deps, { ...(await of(world, presser)), ...what });
const close = async (world: World, presser: string = WHO.sam): Promise<Outcome> =>
  closeIncident(world.deps, await of(world, presser));
const see = async (world: World, presser: string = WHO.sam): Promise<Outcome> =>
  seeIncident(world.deps, await of(world, presser));

async function fillAll(world: World): Promise<void> {
  for (const task of INCIDENT_TASKS) await fill(world, filled(task));
}

const tasksOf = async (world: World) => (await newestIn(world, 'incident')).incident.tasks;
const typesOf = async (world: World) => {
  const { request } = await newest(world);
  return (await world.ledger.trail(TENANT, request.id)).map(({ event }) => event.type);
};

describe('when security fills a task', () => {
  it('keeps who, when, the answer and the words', async () => {
    const world = await reported();
    expect(codeOf(await fill(world, { task: 'reached', answer: 'hrNumber', text: '  called her at home ' }))).toBe(
      'done',
    );
    expect(await tasksOf(world)).toEqual({
      reached: { at: START, by: WHO.sam, answer: 'hrNumber', text: 'called her at home' },
    });
    expect(openTasks((await newestIn(world, 'incident')).incident)).toEqual(['found', 'password', 'reviewed']);
  });

  it('once more, corrects it and keeps both in the trail', async () => {
    const world = await reported();
    await fill(world, { task: 'found', text: 'a mail' });
    await fill(world, { task: 'found', text: 'a call' }, WHO.sue);
    expect(await tasksOf(world)).toMatchObject({ found: { by: WHO.sue, text: 'a call' } });
    const { request } = await newest(world);
    const kept = (await world.ledger.trail(TENANT, request.id)).map(({ event }) => event);
    expect(kept.flatMap((event) => (event.type === 'taskDone' ? [event.text] : []))).toEqual(['a mail', 'a call']);
  });

  it('with the same words, writes nothing', async () => {
    const world = await reported();
    await fill(world, filled('found'));
    const { seq } = await newest(world);
    expect(codeOf(await fill(world, filled('found')))).toBe('done');
    expect((await newest(world)).seq).toBe(seq);
    await fill(world, filled('found'), WHO.sue);
    expect((await newest(world)).seq).toBe(seq + 1);
  });

  it('with the same words and another answer, writes that too; without an answer none is written', async () => {
    const world = await reported();
    await fill(world, { task: 'reached', answer: 'hrNumber', text: 'spoke' });
    await fill(world, { task: 'reached', answer: 'inPerson', text: 'spoke' });
    await fill(world, { task: 'found', text: 'a mail' });
    const { request } = await newest(world);
    const kept = (await world.ledger.trail(TENANT, request.id)).map(({ event }) => event).slice(-3);
    const common = { type: 'taskDone', at: START, by: { kind: 'person', id: WHO.sam } };
    expect(kept).toStrictEqual([
      { ...common, task: 'reached', answer: 'hrNumber', text: 'spoke' },
      { ...common, task: 'reached', answer: 'inPerson', text: 'spoke' },
      { ...common, task: 'found', text: 'a mail' },
    ]);
  });

  it('keeps no more words than fit the card', async () => {
    const world = await reported();
    await fill(world, { task: 'found', text: 'x'.repeat(5_000) });
    expect((await tasksOf(world))?.found?.text).toBe('x'.repeat(MOST_TASK_WORDS));
  });

  it.each<Filling>([
    { task: 'reached', answer: 'hrNumber', text: '  ' },
    { task: 'reached', text: 'wrote to her' },
    { task: 'reached', answer: 'reset', text: 'called her' },
    { task: 'password', text: 'done' },
    { task: 'found', answer: 'inPerson', text: 'she said so' },
    { task: 'reviewed', text: '' },
  ])('is refused for $task with $answer and “$text”', async (what) => {
    const world = await reported();
    expect(await fill(world, what)).toMatchObject({ code: 'taskIncomplete', stored: await newest(world) });
    expect(world.ledger.journaled.at(-1)).toMatchObject({ by: WHO.sam, what: 'fillTask: taskIncomplete' });
    expect(await tasksOf(world)).toBeUndefined();
  });
});

describe('when security closes an incident', () => {
  it('is closed once it is contained and every task is filled, and stays an incident with its shield', async () => {
    const world = await reported();
    await work(world);
    await fillAll(world);
    expect(codeOf(await close(world, WHO.sue))).toBe('done');
    const { incident } = await newestIn(world, 'incident');
    expect(incident).toMatchObject({ closedAt: START, closedBy: WHO.sue });
    expect(incident.shieldLiftedAt).toBeUndefined();
    expect(await world.ledger.findActive(TENANT, WHO.ada)).toBeDefined();
  });

  it('is refused while the account is being secured', async () => {
    const world = await reported();
    await fillAll(world);
    expect(await close(world)).toMatchObject({ code: 'notContained', stored: await newest(world) });
    expect(world.ledger.journaled.at(-1)).toMatchObject({ by: WHO.sam, what: 'closeIncident: notContained' });
    expect(await typesOf(world)).not.toContain('incidentClosed');
  });

  it.each(INCIDENT_TASKS)('is refused while %s is not filled', async (missing) => {
    const world = await reported();
    await work(world);
    for (const task of INCIDENT_TASKS) if (task !== missing) await fill(world, filled(task));
    const refusal = { kind: 'refused', code: 'tasksOpen', facts: { left: 1 }, stored: await newest(world) };
    expect(await close(world)).toEqual(refusal);
    expect(await typesOf(world)).not.toContain('incidentClosed');
  });

  it('happens once, and nothing is corrected afterwards', async () => {
    const world = await reported();
    await work(world);
    await fillAll(world);
    await close(world);
    expect(codeOf(await close(world, WHO.sue))).toBe('done');
    const late = await fill(world, { task: 'found', text: 'otherwise' });
    expect(late).toMatchObject({ code: 'incidentClosed', stored: await newest(world) });
    expect((await typesOf(world)).filter((type) => type === 'incidentClosed')).toHaveLength(1);
  });
});

describe('when the open requests are listed', () => {
  const listed = async (world: World) => (await world.ledger.listOpen(TENANT)).length;
  const lift = async (world: World) => liftShield(world.deps, { ...(await of(world, WHO.sue)), reason: 'met her' });

  it('has an incident whose shield was lifted until it is closed', async () => {
    const world = await reported();
    await work(world);
    await lift(world);
    expect(await world.ledger.findActive(TENANT, WHO.ada)).toBeUndefined();
    expect(await listed(world)).toBe(1);
    await fillAll(world);
    await close(world);
    expect(await listed(world)).toBe(0);
  });

  it('has a closed incident until its shield is lifted', async () => {
    const world = await reported();
    await work(world);
    await fillAll(world);
    await close(world);
    expect([await listed(world), isSettled((await newest(world)).request)]).toEqual([1, false]);
    await lift(world);
    expect([await listed(world), isSettled((await newest(world)).request)]).toEqual([0, true]);
  });
});

describe('when somebody who may not works on an incident', () => {
  const acts = [
    ['fill a task', (world: World, who: string) => fill(world, filled('found'), who)],
    ['close it', close],
    ['see it', see],
  ] as const;
  const CASES = acts.flatMap(([what, act]) =>
    (['ada', 'max', 'helen', 'dan', 'colin'] as const).map((who) => [who, what, act] as const),
  );

  it.each(CASES)('%s cannot %s, and learns nothing', async (who, _what, act) => {
    const world = await reported();
    const { seq } = await newest(world);
    expect(await act(world, WHO[who])).toEqual({ kind: 'refused', code: 'notFound' });
    expect((await newest(world)).seq).toBe(seq);
  });

  it.each(acts)('a member of security who reported it, or whose account it is, cannot %s', async (_what, act) => {
    const world = await reported();
    world.directory.groups.set(GROUPS.security, [WHO.sam, WHO.max, WHO.ada]);
    expect(codeOf(await act(world, WHO.max))).toBe('ownRequest');
    expect(codeOf(await act(world, WHO.ada))).toBe('ownRequest');
  });

  it.each(acts)('nobody can %s of what was never reported', async (_what, act) => {
    const world = await createWorld();
    await waitingForApproval(world);
    expect(codeOf(await act(world, WHO.sam))).toBe('noIncident');
  });

  it.each(acts)('a group that cannot be read lets nobody %s', async (_what, act) => {
    const world = await reported();
    world.ports.fail('directory.isMember', 'forbidden');
    expect(codeOf(await act(world, WHO.sam))).toBe('graphUnavailable');
  });
});

describe('when security looks at an incident', () => {
  it('that is written down before it is shown', async () => {
    const world = await reported();
    const { request } = await newest(world);
    const byCode = { tenantId: TENANT, presser: WHO.sam, shortCode: request.shortCode };
    expect(codeOf(await seeIncident(world.deps, byCode))).toBe('done');
    expect(world.ledger.journaled.at(-1)).toMatchObject({
      by: WHO.sam,
      name: 'mfa.recovery.read',
      what: 'incident: shown',
      requestId: request.id,
    });
  });
});
