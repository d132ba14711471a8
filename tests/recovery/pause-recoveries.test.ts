import { heedStop, prepareStop } from '../../recovery/heed-stop';
import { isPaused, PAUSED_WAIT_MS } from '../../recovery/heeding';
import { pauseRecoveries, resumeRecoveries, seeStop } from '../../recovery/pause-recoveries';
import { reportFraud } from '../../recovery/report-fraud';
import { approve, approvedByMax, codeOf, enrol, expectSoundness, open, passShown } from '../support/domain-stories';
import { reveal, shown, story, waitingForApproval } from '../support/domain-stories';
import type { World } from '../support/domain-world';
import { createWorld, newest, newestIn, pass, work } from '../support/domain-world';
import { MINUTE, SECOND, START } from '../support/fake-clock';
import { OTHER_TENANT, TENANT } from '../support/request-builder';
import { GROUPS, WHO } from '../support/sample-people';

const input = (presser: string = WHO.sam, reason = 'a rogue admin', since?: number) => ({
  ...{ tenantId: TENANT, presser, reason },
  ...(since !== undefined && { since }),
});
const pause = (world: World, ...args: Parameters<typeof input>) => pauseRecoveries(world.deps, input(...args));
const resume = (world: World, ...args: Parameters<typeof input>) => resumeRecoveries(world.deps, input(...args));
const WAITS = { againMs: PAUSED_WAIT_MS };

describe('when security pauses', () => {
  it('is written down with who and why, and everybody of security and the helpdesk is told', async () => {
    const world = await createWorld();
    const stop = { paused: true, at: START, by: WHO.sam, reason: 'a rogue admin' };
    expect(await pause(world)).toMatchObject({ kind: 'stop', stop });
    expect(world.ledger.journaled).toEqual([
      { at: START, by: WHO.sam, name: 'security.recoveries_paused', what: 'paused', why: 'a rogue admin' },
    ]);
    const told = [WHO.sam, WHO.sue, WHO.helen].map((who) => [who, true, 'a rogue admin']);
    expect(world.cards.stops).toEqual(told);
    expect(world.stops.rows.get(TENANT)).toMatchObject({ ...stop, told: true });
  });

  it('again changes nothing and tells nobody twice', async () => {
    const world = await createWorld();
    await pause(world);
    expect(await pause(world, WHO.sue, 'me too')).toMatchObject({ stop: { by: WHO.sam, reason: 'a rogue admin' } });
    expect(world.cards.stops).toHaveLength(3);
    expect(world.ledger.journaled).toHaveLength(1);
  });

  it.each([
    ['the helpdesk', WHO.helen],
    ['duty', WHO.dan],
    ['a manager', WHO.max],
    ['a stranger', WHO.colin],
  ])('%s can neither pause, nor resume, nor see', async (_who, presser) => {
    const world = await createWorld();
    expect(codeOf(await pause(world, presser))).toBe('notFound');
    world.stops.pause(TENANT);
    expect(codeOf(await resume(world, presser))).toBe('notFound');
    expect(codeOf(await seeStop(world.deps, input(presser)))).toBe('notFound');
    expect(await isPaused(world.deps, TENANT)).toBe(true);
  });

  it.each([{ accountEnabled: false }, { userType: 'guest' }] as const)(
    'nobody of security who is %j',
    async (facts) => {
      const world = await createWorld();
      world.directory.change(WHO.sam, facts);
      expect(codeOf(await pause(world))).toBe('notFound');
      world.stops.pause(TENANT);
      expect(codeOf(await resume(world))).toBe('notFound');
    },
  );

  it('needs a reason, both ways, and no old card', async () => {
    const world = await createWorld();
    expect(codeOf(await pause(world, WHO.sam, '  '))).toBe('reasonMissing');
    expect(codeOf(await pause(world, WHO.sam, 'x', START - 1))).toBe('cardOutdated');
    await pause(world);
    expect(codeOf(await resume(world, WHO.sam, ''))).toBe('reasonMissing');
    expect(codeOf(await resume(world, WHO.sam, 'x', START - 1))).toBe('cardOutdated');
    expect(await resume(world, WHO.sue, 'x', START)).toMatchObject({ stop: { paused: false } });
  });

  it('stands when the journal cannot be written; a resume without its entry does not happen', async () => {
    const world = await createWorld();
    world.ports.fail('ledger.journal', 'unavailable');
    await pause(world);
    expect(await isPaused(world.deps, TENANT)).toBe(true);
    await resume(world);
    expect(await isPaused(world.deps, TENANT)).toBe(true);
  });

  it('of two at once one turns it and both are answered', async () => {
    const world = await createWorld();
    const both = await Promise.all([pause(world), pause(world, WHO.sue, 'the same')]);
    expect(both.map(codeOf)).toEqual(['stop', 'stop']);
    expect(world.ledger.journaled).toHaveLength(1);
  });

  it('another tenant goes on', async () => {
    const world = await createWorld();
    await pause(world);
    expect(await isPaused(world.deps, OTHER_TENANT)).toBe(false);
  });
});

describe('when somebody types the right code during a pause', () => {
  it('gets no pass, loses no try, and gets it afterwards', async () => {
    const world = await createWorld();
    await approvedByMax(world);
    await pause(world);
    const before = [await story(world), world.ports.count('ledger.raise')];
    for (let press = 0; press < 7; press += 1) expect(codeOf(await reveal(world))).toBe('paused');
    for (let press = 0; press < 7; press += 1) expect(codeOf(await reveal(world, { code: '000000' }))).toBe('paused');
    expect([await story(world), world.ports.count('ledger.raise')]).toEqual(before);
    expect(world.account.story()).toEqual([]);
    await resume(world);
    expect(shown(await reveal(world)).againLeft).toBe(3);
    await expectSoundness(world);
  });

  it('reads the switch once, side by side with the guards', async () => {
    const world = await createWorld();
    await approvedByMax(world);
    const reads = world.ports.count('stops.read');
    const from = world.ports.calls.length;
    shown(await reveal(world));
    expect(world.ports.count('stops.read') - reads).toBe(1);
    const calls = world.ports.calls.slice(from);
    expect(calls.indexOf('stops.read')).toBeLessThan(calls.indexOf('directory.person'));
  });

  it.each(['forged', 'nothing'] as const)(
    'does not get it where the row is %s, and security is alarmed',
    async (row) => {
      const world = await createWorld();
      await approvedByMax(world);
      world.stops.rows.set(TENANT, row);
      expect(codeOf(await reveal(world))).toBe('paused');
      expect(world.account.story()).toEqual([]);
      expect(world.cards.alarms).toEqual(row === 'forged' ? [WHO.sam, WHO.sue] : []);
    },
  );

  it('does not get it where the switch cannot be read', async () => {
    const world = await createWorld();
    await approvedByMax(world);
    world.ports.fail('stops.read', 'unavailable');
    expect(codeOf(await reveal(world))).toBe('directoryUnavailable');
    expect(world.account.story()).toEqual([]);
    expect(world.ports.count('ledger.raise')).toBe(1);
  });
});

describe('when work is owed during a pause', () => {
  it('a lost method stays until it is over, and nothing is recorded as failed', async () => {
    const world = await createWorld();
    await passShown(world);
    world.stops.pause(TENANT);
    const before = world.account.story();
    expect(await work(world)).toEqual(WAITS);
    await pass(world, 10 * MINUTE);
    expect(world.account.story()).toEqual(before);
    expect(await story(world)).not.toContain('stepFailed');
    await resume(world);
    await work(world);
    expect(world.account.story().length).toBeGreaterThan(before.length);
    enrol(world);
    await pass(world, 5 * MINUTE);
    expect((await newest(world)).request.state).toBe('completed');
    await expectSoundness(world);
  });

  it('a pause between two deletes stops the next one within a second', async () => {
    const world = await createWorld();
    await passShown(world);
    const remove = world.methods.remove.bind(world.methods);
    let removed = 0;
    jest.spyOn(world.methods, 'remove').mockImplementation(async (...args) => {
      removed += 1;
      if (removed === 1) world.stops.pause(TENANT);
      world.clock.advance(SECOND);
      return remove(...args);
    });
    await work(world);
    expect(removed).toBe(1);
  });

  it('deletes that follow each other in moments share one read', async () => {
    const world = await createWorld();
    await passShown(world);
    const reads = world.ports.count('stops.read');
    await work(world);
    expect(world.account.story().filter((one) => one.startsWith('remove')).length).toBeGreaterThan(1);
    expect(world.ports.count('stops.read') - reads).toBe(1);
  });

  it('a stolen phone is secured afterwards, with no placeholder meanwhile', async () => {
    const world = await createWorld();
    await waitingForApproval(world, { scenario: 'stolenPhone' });
    await pause(world);
    expect(codeOf(await approve(world))).toBe('done');
    expect(await work(world)).toMatchObject(WAITS);
    expect(world.account.story()).toEqual([]);
    expect((await newestIn(world, 'approved')).placeholderStartedAt).toBeUndefined();
    await resume(world);
    await work(world);
    expect(world.account.story()[0]).toMatch(/^issue/);
    await expectSoundness(world);
  });

  it('an account that was reported is contained afterwards: containment is an effect like all others', async () => {
    const world = await createWorld();
    await passShown(world);
    await work(world);
    await pause(world);
    const before = world.account.story();
    const { request } = await newest(world);
    await reportFraud(world.deps, { tenantId: TENANT, presser: WHO.ada, requestId: request.id, reason: 'notMe' });
    await work(world);
    expect(world.account.story()).toEqual(before);
    expect((await newestIn(world, 'incident')).incident.containedAt).toBeUndefined();
    expect((await newestIn(world, 'incident')).incident.disableFailed).toBeUndefined();
    expect(world.cards.told('incident')).toContain(WHO.sam);
    await resume(world);
    await pass(world, 2 * MINUTE);
    expect((await newestIn(world, 'incident')).incident.containedAt).toBeDefined();
    expect(world.account.enabled).toBe(false);
    await expectSoundness(world);
  });

  it('requests can be opened, and every live one is looked at when it begins and ends', async () => {
    const world = await createWorld();
    await pause(world);
    const opened = await open(world);
    expect(codeOf(opened)).toBe('done');
    const { request } = await newest(world);
    const before = world.started.length;
    await resume(world);
    expect(world.started.slice(before)).toEqual([request.id]);
  });
});

describe('when an instance looks at the switch', () => {
  it('tells people of a pause whose process died before it could', async () => {
    const world = await createWorld();
    const at = world.clock.now();
    world.stops.rows.set(TENANT, { seq: 2, paused: true, at, by: WHO.sam, reason: 'why', told: false });
    await heedStop(world.deps, TENANT);
    expect(world.cards.stops).toEqual([]);
    world.clock.advance(MINUTE);
    await heedStop(world.deps, TENANT);
    await heedStop(world.deps, TENANT);
    expect(world.cards.stops.map(([who]) => who)).toEqual([WHO.sam, WHO.sue, WHO.helen]);
  });

  it('tells those who were in the groups lately where they cannot be read', async () => {
    const world = await createWorld();
    world.lastMembers.groups.set(`${TENANT}|${GROUPS.security}`, { people: [WHO.sue], readAt: START });
    world.ports.fail('directory.groupMembers', 'unavailable');
    await pause(world);
    expect(world.cards.stops.map(([who]) => who)).toEqual([WHO.sue]);
  });

  it('draws the cards of live requests anew where another instance has turned it', async () => {
    const world = await createWorld();
    const { id } = await waitingForApproval(world);
    let known = false;
    const read = async () => {
      known = true;
      return { seq: 2, paused: true, at: START, by: WHO.sam, reason: 'why', told: true };
    };
    const deps = { ...world.deps, stops: { ...world.deps.stops, read, known: () => known } };
    const before = world.started.length;
    await heedStop(deps, TENANT);
    expect(world.started.slice(before)).toEqual([id]);
    await heedStop(deps, TENANT);
    expect(world.started.slice(before)).toEqual([id]);
  });
});

describe('when the product starts', () => {
  it('writes the switch of a new tenant, and lets it run', async () => {
    const world = await createWorld();
    world.stops.rows.set(TENANT, 'nothing');
    await prepareStop(world.deps, TENANT);
    expect(await isPaused(world.deps, TENANT)).toBe(false);
    expect(world.ledger.journaled.map(({ name }) => name)).toEqual(['security.recoveries_installed']);
  });

  it('starts paused where it is told so, once for each name', async () => {
    const world = await createWorld();
    await prepareStop(world.deps, TENANT, 'restore-1');
    expect(await isPaused(world.deps, TENANT)).toBe(true);
    expect(world.ledger.journaled).toMatchObject([
      { name: 'security.recoveries_paused', why: 'started paused (restore-1)' },
    ]);
    await resume(world, WHO.sam, 'checked');
    await prepareStop(world.deps, TENANT, 'restore-1');
    expect(await isPaused(world.deps, TENANT)).toBe(false);
    await prepareStop(world.deps, TENANT, 'restore-2');
    expect(await isPaused(world.deps, TENANT)).toBe(true);
  });

  it('leaves a pause alone, and a row that does not hold', async () => {
    const world = await createWorld();
    await pause(world);
    await prepareStop(world.deps, TENANT);
    expect(await isPaused(world.deps, TENANT)).toBe(true);
    world.stops.rows.set(TENANT, 'forged');
    await prepareStop(world.deps, TENANT);
    expect(world.stops.rows.get(TENANT)).toBe('forged');
  });

  it('does not start where the pause cannot be written', async () => {
    const world = await createWorld();
    world.ports.fail('stops.write', 'unavailable');
    await expect(prepareStop(world.deps, TENANT, 'restore-1')).rejects.toMatchObject({ code: 'unavailable' });
  });
});

describe('when the row of the switch does not hold', () => {
  it('security can pause over it, and then resume', async () => {
    const world = await createWorld();
    world.stops.rows.set(TENANT, 'forged');
    expect(await seeStop(world.deps, input())).toEqual({ kind: 'stop', stop: 'broken' });
    expect(await resume(world, WHO.sam, 'looked at it')).toMatchObject({ stop: { paused: false } });
    world.stops.rows.set(TENANT, 'forged');
    expect(await pause(world)).toMatchObject({ stop: { paused: true } });
  });
});
