import { RecoveryError } from '../../recovery/errors';
import { liftShield } from '../../recovery/lift-shield';
import type { NotMeOutcome } from '../../recovery/report-not-me';
import { openNotMe, reportNotMe } from '../../recovery/report-not-me';
import { reportFraud } from '../../recovery/report-fraud';
import {
  approvedByMax,
  enrol,
  expectSoundness,
  open,
  passShown,
  story,
  waitingForApproval,
} from '../support/domain-stories';
import type { World } from '../support/domain-world';
import { createWorld, newest, newestIn, pass, work } from '../support/domain-world';
import { DAY, HOUR, MINUTE } from '../support/fake-clock';
import { fakeKeyRing } from '../support/fake-key-ring';
import { TENANT } from '../support/request-builder';
import { WHO } from '../support/sample-people';

const press = (world: World, token: string): Promise<NotMeOutcome> => reportNotMe(world.deps, { token });
const look = (world: World, token: string): Promise<NotMeOutcome> => openNotMe(world.deps, { token });
const said = (outcome: NotMeOutcome): string => (outcome.kind === 'refused' ? outcome.code : outcome.standing);

async function completed(world: World): Promise<void> {
  await passShown(world);
  await pass(world, MINUTE);
  enrol(world);
  await pass(world, 5 * MINUTE);
  await newestIn(world, 'completed');
}

/** How a request gets into a state, and the notice whose link is pressed there. */
const STATES = [
  ['awaitingApproval', 'opened', (world: World) => waitingForApproval(world)],
  ['approved', 'approved', (world: World) => approvedByMax(world)],
  ['revealed', 'revealed', (world: World) => passShown(world).then(() => work(world))],
  ['completed', 'enrolled', completed],
  ['failed', 'revealed', (world: World) => passShown(world).then(() => pass(world, 45 * MINUTE))],
  [
    'held',
    'opened',
    async (world: World) => {
      world.directory.risks.set(WHO.ada, 'high');
      await open(world);
      await work(world);
    },
  ],
] as const;

describe('when the link of a notice is pressed', () => {
  it.each(STATES)(
    'in %s everything stops and is contained, and the trail says whose contact it was',
    async (state, notice, reach) => {
      const world = await createWorld();
      await reach(world);
      expect((await newest(world)).request.state).toBe(state);
      const token = world.outOfBand.notMeToken(notice);
      expect(await look(world, token)).toMatchObject({ kind: 'notMe', standing: 'open', notice });
      expect(said(await press(world, token))).toBe('stopped');
      const { request } = await newest(world);
      const trail = (await world.ledger.trail(TENANT, request.id)).map(({ event }) => event);
      const reported = trail.findLast(({ type }) => type === 'fraudReported');
      const holder = { of: 'employee', channel: 'email', contact: expect.stringMatching(/^[0-9a-f]{10}$/) };
      expect(reported).toMatchObject({ by: { kind: 'holder', ...holder }, why: 'notMe', notice });
      expect(request).toMatchObject({
        state: 'incident',
        incident: { from: state, reportedBy: WHO.ada, reportedThrough: holder },
      });
      await pass(world, 5 * MINUTE);
      expect((await newestIn(world, 'incident')).incident.containedAt).toBeDefined();
      await expectSoundness(world);
    },
  );

  it('the entry of the notice tells which contact that is, masked, and no entry has an address', async () => {
    const world = await createWorld();
    await waitingForApproval(world);
    const opened = await press(world, world.outOfBand.notMeToken('opened'));
    if (opened.kind === 'refused') throw new Error(opened.code);
    const trail = await world.ledger.trail(TENANT, opened.stored.request.id);
    const contacts = trail.flatMap(({ event }) => (event.type === 'notified' ? (event.contacts ?? []) : []));
    expect(contacts.find(({ contact }) => contact === opened.holder.contact)).toMatchObject({ masked: '•• email' });
    expect(JSON.stringify(trail)).not.toMatch(/email-old|contoso\.example/);
  });

  it('from the mail to the manager: the same, as the holder of that mailbox', async () => {
    const world = await createWorld();
    await waitingForApproval(world);
    expect(said(await press(world, world.outOfBand.notMeToken('opened', 'mailbox')))).toBe('stopped');
    const { incident } = await newestIn(world, 'incident');
    expect(incident.reportedThrough).toMatchObject({ of: 'manager', channel: 'email' });
  });

  it('again, and by somebody else: the same answer, one entry, contained once', async () => {
    const world = await createWorld();
    await passShown(world);
    await work(world);
    const [employee, manager] = ['3ddfcfc8-9383-446f-83cc-3ab9be4be18f', 'mailbox'].map((to) =>
      world.outOfBand.notMeToken('revealed', to),
    );
    const all = await Promise.all([employee, employee, manager].map((token) => press(world, token ?? '')));
    await work(world);
    const later = await Promise.all([employee, manager].map((token) => press(world, token ?? '')));
    expect([...all, ...later].map(said)).toEqual(Array.from({ length: 5 }, () => 'stopped'));
    const types = await story(world);
    for (const once of ['fraudReported', 'accountDisabled', 'contained']) {
      expect(types.filter((type) => type === once)).toHaveLength(1);
    }
    expect(await look(world, employee ?? '')).toMatchObject({ standing: 'stopped' });
  });

  it('tells security, the helpdesk and the approver, as the button on a card does', async () => {
    const world = await createWorld();
    await waitingForApproval(world);
    await press(world, world.outOfBand.notMeToken('opened'));
    await work(world);
    expect(world.cards.told('incident')).toEqual(
      expect.arrayContaining([WHO.sam, WHO.sue, WHO.ada, WHO.max, WHO.helen]),
    );
  });
});

describe('when a link is only opened', () => {
  it('ten times and more: nothing is written, woken, sent or journaled', async () => {
    const world = await createWorld();
    await passShown(world);
    await work(world);
    const token = world.outOfBand.notMeToken('revealed');
    const before = [
      world.ledger.dump(),
      world.queue.wakes.length,
      world.started.length,
      world.outOfBand.carried.length,
    ];
    for (let times = 0; times < 10; times += 1) expect(said(await look(world, token))).toBe('open');
    const after = [world.ledger.dump(), world.queue.wakes.length, world.started.length, world.outOfBand.carried.length];
    expect(after).toEqual(before);
    expect(world.ledger.journaled).toEqual([]);
  });
});

describe('when there is nothing to stop any more', () => {
  async function cancelled(): Promise<{ readonly world: World; readonly token: string }> {
    const world = await createWorld();
    await waitingForApproval(world);
    await pass(world, 4 * HOUR);
    await newestIn(world, 'expired');
    return { world, token: world.outOfBand.notMeToken('opened') };
  }

  it('it says so for a week, changes nothing, and the press is in the journal', async () => {
    const { world, token } = await cancelled();
    const { seq } = await newest(world);
    expect([said(await look(world, token)), said(await press(world, token))]).toEqual(['over', 'over']);
    expect((await newest(world)).seq).toBe(seq);
    expect(world.ledger.journaled.map(({ what }) => what)).toEqual(['reportFraud: alreadyDecided']);
  });

  it.each(['denied', 'refused', 'cancelled'] as const)('it says so too where the request was %s', async (state) => {
    const world = await createWorld();
    await waitingForApproval(world);
    const stored = await newest(world);
    const at = world.clock.now();
    const event = { type: 'cancelled', at, by: { kind: 'person', id: WHO.ada }, reason: 'x' } as const;
    await world.ledger.commit(stored, event, { ...stored.request, state, ended: { at, reason: 'x' } });
    const token = world.outOfBand.notMeToken('opened');
    expect([said(await look(world, token)), said(await press(world, token))]).toEqual(['over', 'over']);
    expect((await newest(world)).request.state).toBe(state);
  });

  it('who loses the race with the end reads what is true', async () => {
    const world = await createWorld();
    await waitingForApproval(world);
    world.ledger.beforeCommit = async () => {
      world.ledger.beforeCommit = undefined;
      const stored = await newest(world);
      const by = { kind: 'person', id: WHO.ada } as const;
      const { request } = stored;
      const ended = { at: world.clock.now(), reason: 'x' };
      await world.ledger.commit(
        stored,
        { type: 'cancelled', at: 1, by, reason: 'x' },
        { ...request, state: 'cancelled', ended },
      );
    };
    expect(said(await press(world, world.outOfBand.notMeToken('opened')))).toBe('over');
  });
});

describe('when a link is old', () => {
  it.each([
    ['completed', 'enrolled', completed, 'open'],
    ['expired', 'opened', (world: World) => waitingForApproval(world).then(() => pass(world, 4 * HOUR)), 'over'],
  ] as const)('after %s it works for seven days, and then no more', async (_state, notice, reach, answer) => {
    const world = await createWorld();
    await reach(world);
    const token = world.outOfBand.notMeToken(notice);
    const { request } = await newest(world);
    const end = 'ended' in request ? request.ended.at : NaN;
    world.clock.advance(end + 7 * DAY - 1 - world.clock.now());
    expect(said(await look(world, token))).toBe(answer);
    world.clock.advance(1);
    expect([said(await look(world, token)), said(await press(world, token))]).toEqual(['linkUnknown', 'linkUnknown']);
    expect((await newest(world)).request.state).toBe(request.state);
  });

  it('an incident says that it has stopped for as long as it stands, and seven days after security lifted it', async () => {
    const world = await createWorld();
    await waitingForApproval(world);
    const token = world.outOfBand.notMeToken('opened');
    await press(world, token);
    await work(world);
    world.clock.advance(100 * DAY);
    expect(said(await press(world, token))).toBe('stopped');
    const { request } = await newest(world);
    await liftShield(world.deps, {
      tenantId: TENANT,
      presser: WHO.sam,
      requestId: request.id,
      reason: 'spoke with her',
    });
    world.clock.advance(7 * DAY - 1);
    expect(said(await press(world, token))).toBe('stopped');
    world.clock.advance(1);
    expect(said(await press(world, token))).toBe('linkUnknown');
  });
});

describe('when a link is not ours', () => {
  const flipped = (token: string): string => `${token.startsWith('A') ? 'B' : 'A'}${token.slice(1)}`;

  it.each<readonly [string, (world: World, token: string) => string]>([
    ['forged', (_world, token) => flipped(token)],
    ['nothing like one', () => 'x'],
    ['a link to the reveal page', () => 'T'.repeat(43)],
  ])('%s: a polite no, storage is not asked, nothing changes', async (_what, change) => {
    const world = await createWorld();
    await waitingForApproval(world);
    const before = world.ports.count('ledger.read');
    expect(await press(world, change(world, world.outOfBand.notMeToken('opened')))).toEqual({
      kind: 'refused',
      code: 'linkUnknown',
    });
    expect(world.ports.count('ledger.read')).toBe(before);
    expect((await newest(world)).request.state).toBe('awaitingApproval');
  });

  it.each<readonly [string, (world: World) => object]>([
    [
      'of a request that this store does not have',
      (world) => ({ ledger: { ...world.deps.ledger, read: async () => undefined } }),
    ],
    ['of a tenant that is not served', () => ({ tenants: { find: () => undefined } })],
    ['signed with a key that is gone', () => ({ keys: fakeKeyRing(['k9']) })],
  ])('%s: the same polite no', async (_what, change) => {
    const world = await createWorld();
    await waitingForApproval(world);
    const deps = { ...world.deps, ...change(world) };
    expect(await reportNotMe(deps, { token: world.outOfBand.notMeToken('opened') })).toEqual({
      kind: 'refused',
      code: 'linkUnknown',
    });
  });
});

describe('when storage does not answer, or does not hold', () => {
  it('it asks to try again, and the next press works', async () => {
    const world = await createWorld();
    await waitingForApproval(world);
    const token = world.outOfBand.notMeToken('opened');
    world.ports.fail('ledger.read', 'unavailable', { times: 1 });
    expect(said(await press(world, token))).toBe('storageUnavailable');
    expect(world.log.events()).toContain('notMe.failed');
    expect(said(await press(world, token))).toBe('stopped');
  });

  it('a report that cannot be written is not said to have stopped anything', async () => {
    const world = await createWorld();
    await waitingForApproval(world);
    const token = world.outOfBand.notMeToken('opened');
    world.ports.fail('ledger.commit', 'unavailable');
    expect(await press(world, token)).toEqual({ kind: 'refused', code: 'directoryUnavailable' });
    world.ports.heal();
    expect(said(await look(world, token))).toBe('open');
    expect(said(await press(world, token))).toBe('stopped');
  });

  it('a damaged record is not acted upon', async () => {
    const world = await createWorld();
    const { id } = await waitingForApproval(world);
    const token = world.outOfBand.notMeToken('opened');
    const read = () => Promise.reject(new RecoveryError('integrity', `the row of ${id} does not hold`));
    const deps = { ...world.deps, ledger: { ...world.deps.ledger, read } };
    expect(said(await openNotMe(deps, { token }))).toBe('integrity');
    expect(said(await reportNotMe(deps, { token }))).toBe('integrity');
  });
});

describe('when “through” is not set', () => {
  it('a stranger still may not report', async () => {
    const world = await createWorld();
    const { id } = await waitingForApproval(world);
    const outcome = await reportFraud(world.deps, {
      tenantId: TENANT,
      presser: WHO.colin,
      requestId: id,
      reason: 'notMe',
    });
    expect(outcome).toMatchObject({ kind: 'refused', code: 'notFound' });
  });
});
