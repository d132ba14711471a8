import { beginApproval, finishSignIn, openStepUp, startSignIn } from '../../recovery/step-up-approver';
import type { SignInProof } from '../../recovery/fresh-sign-ins';
import type { Outcome } from '../../recovery/outcome';
import { readStepUpToken } from '../../recovery/step-up-link';
import { denyRequest } from '../../recovery/deny-request';
import { markUnsure } from '../../recovery/hold-request';
import { releaseRequest } from '../../recovery/release-request';
import { reportFraud } from '../../recovery/report-fraud';
import type { ObjectId } from '../../recovery/terms';
import { approve, codeOf, story, waitingForApproval, wrongNumber } from '../support/domain-stories';
import type { World, WorldOptions } from '../support/domain-world';
import { createWorld, newest, newestIn } from '../support/domain-world';
import { MINUTE, START } from '../support/fake-clock';
import { OTHER_TENANT, TENANT } from '../support/request-builder';
import { WHO } from '../support/sample-people';

const ALWAYS = { policy: { approver: { stepUp: 'always', stepUpMaxAgeMinutes: 10 } } } as const;
const PRIVILEGED = { policy: { approver: { stepUp: 'privileged', stepUpMaxAgeMinutes: 10 } } } as const;

async function waiting(options: WorldOptions = ALWAYS): Promise<World> {
  const world = await createWorld(options);
  await waitingForApproval(world);
  return world;
}

async function waitingForTwo(options: WorldOptions): Promise<World> {
  const world = await createWorld(options);
  world.directory.rolesOf.set(WHO.ada, { globalAdministrator: false, privileged: true, roles: ['User Administrator'] });
  await waitingForApproval(world);
  return world;
}

async function begin(world: World, presser: ObjectId = WHO.max): Promise<Outcome> {
  const { request } = await newest(world);
  return beginApproval(world.deps, { tenantId: TENANT, presser, requestId: request.id });
}

/** The token in the link that this approver is shown. */
async function linkOf(world: World, presser: ObjectId = WHO.max): Promise<string> {
  const outcome = await begin(world, presser);
  const link = outcome.kind === 'refused' ? outcome.link?.reveal() : undefined;
  if (link === undefined) throw new Error(`no link, but ${codeOf(outcome)}`);
  expect(link).toContain('https://latchkey.contoso.example/step-up?link=');
  return new URL(link).searchParams.get('link') ?? '';
}

interface Sent {
  readonly state: string;
  readonly browser: string;
}

async function sendsToSignIn(world: World, token: string): Promise<Sent> {
  const started = await startSignIn(world.deps, { token });
  if (started.kind === 'refused') throw new Error(started.code);
  return { state: world.signIns.asked.at(-1)?.state ?? '', browser: started.browser.reveal() };
}

const proof = (world: World, change: Partial<SignInProof> = {}): SignInProof => ({
  ...{ tenantId: TENANT, person: WHO.max, authTime: world.clock.now(), methods: ['pwd', 'mfa'], contexts: ['c1'] },
  ...change,
});

async function comesBack(world: World, sent: Sent, change: Partial<SignInProof> = {}): Promise<string> {
  world.signIns.next = proof(world, change);
  const { outcome } = await finishSignIn(world.deps, { ...sent, code: 'code' });
  return outcome.kind === 'refused' ? outcome.code : outcome.standing;
}

async function signsIn(world: World, presser: ObjectId = WHO.max): Promise<void> {
  const sent = await sendsToSignIn(world, await linkOf(world, presser));
  expect(await comesBack(world, sent, { person: presser })).toBe('done');
}

describe('when the policy asks the approver for a fresh sign-in (T4)', () => {
  it('without one the number is not looked at, right or wrong, and no try is lost', async () => {
    const world = await waiting();
    const before = await story(world);
    for (let press = 0; press < 5; press += 1) {
      const right = await approve(world);
      const wrong = await approve(world, { matchNumber: await wrongNumber(world) });
      const without = await approve(world, { matchNumber: '' });
      for (const outcome of [right, wrong, without]) expect(codeOf(outcome)).toBe('stepUpNeeded');
    }
    expect(world.ports.count('ledger.raise')).toBe(0);
    expect(await story(world)).toEqual(before);
  });

  it('after it the same press decides, and the trail says who signed in, when and by what', async () => {
    const world = await waiting();
    await signsIn(world);
    expect(codeOf(await approve(world))).toBe('done');
    const { request } = await newest(world);
    expect(request.state).toBe('approved');
    const trail = await world.ledger.trail(request.tenantId, request.id);
    expect(trail.at(-2)).toMatchObject({
      name: 'user.signed_in.mfa_required',
      event: {
        type: 'approverSteppedUp',
        by: { kind: 'person', id: WHO.max },
        ...{ slot: 1, approver: WHO.max, authTime: START, methods: ['pwd', 'mfa'], contexts: ['c1'] },
      },
    });
  });

  it('the first press asks for it before it asks for a number, and says nothing more once it is there', async () => {
    const world = await waiting();
    expect(codeOf(await begin(world))).toBe('stepUpNeeded');
    await signsIn(world);
    expect(codeOf(await begin(world))).toBe('done');
  });

  it('counts for as long as the policy says, and then no more', async () => {
    const world = await waiting();
    await signsIn(world);
    world.clock.advance(10 * MINUTE);
    expect(codeOf(await approve(world, { matchNumber: await wrongNumber(world) }))).toBe('matchNumberWrong');
    world.clock.advance(1);
    expect(codeOf(await approve(world))).toBe('stepUpNeeded');
    await signsIn(world);
    expect(codeOf(await approve(world))).toBe('done');
  });

  it('counts for one round: after a hold everybody is asked anew', async () => {
    const world = await waiting();
    await signsIn(world);
    const { id: requestId } = (await newest(world)).request;
    await markUnsure(world.deps, { tenantId: TENANT, presser: WHO.max, requestId });
    const release = { tenantId: TENANT, presser: WHO.sam, requestId, reason: 'called back' };
    expect(codeOf(await releaseRequest(world.deps, release))).toBe('done');
    expect(codeOf(await begin(world))).toBe('stepUpNeeded');
    expect(codeOf(await approve(world))).toBe('stepUpNeeded');
  });

  it('denying and reporting fraud need none', async () => {
    const denied = await waiting();
    const press = async (world: World) => {
      const { id: requestId } = (await newest(world)).request;
      return { tenantId: TENANT, presser: WHO.max, requestId };
    };
    expect(codeOf(await denyRequest(denied.deps, { ...(await press(denied)), reason: 'denied.other' }))).toBe('done');
    const reported = await waiting();
    const fraud = { ...(await press(reported)), reason: 'fraud.notThem' };
    expect(codeOf(await reportFraud(reported.deps, fraud))).toBe('done');
  });
});

describe('when the policy asks for it only where two people approve', () => {
  it('one approver is not asked', async () => {
    const world = await waiting(PRIVILEGED);
    expect(codeOf(await begin(world))).toBe('done');
    expect(codeOf(await approve(world))).toBe('done');
  });

  it('both of two are asked, each for themselves', async () => {
    const world = await waitingForTwo(PRIVILEGED);
    await signsIn(world);
    expect(codeOf(await approve(world))).toBe('done');
    expect(codeOf(await approve(world, { presser: WHO.sam }, 2))).toBe('stepUpNeeded');
    await signsIn(world, WHO.sam);
    expect(codeOf(await approve(world, { presser: WHO.sam }, 2))).toBe('done');
    expect((await newest(world)).request.state).toBe('approved');
  });

  it('an approver who is only now found to be one of two signs in for the round in which both are asked', async () => {
    const world = await waiting(PRIVILEGED);
    const roles = { globalAdministrator: false, privileged: true, roles: ['User Administrator'] };
    world.directory.rolesOf.set(WHO.ada, roles);
    await approve(world);
    expect(await newestIn(world, 'awaitingApproval')).toMatchObject({ route: 'dualApproval', round: 2 });
    expect(codeOf(await begin(world))).toBe('stepUpNeeded');
  });
});

describe('when a tier is stricter than the policy', () => {
  it('the tier decides, also where the employee came into it after the opening', async () => {
    const group = '00000000-0000-4000-8000-00000000a001';
    const tiers = [{ name: 'board', groupIds: [group], overrides: { approver: { stepUp: 'always' } } }] as const;
    const world = await waiting({ policy: { tiers } });
    expect(codeOf(await begin(world))).toBe('done');
    world.directory.groups.set(group, [WHO.ada]);
    expect(codeOf(await approve(world))).toBe('stepUpNeeded');
    expect(world.ports.count('ledger.raise')).toBe(0);
  });
});

describe('when somebody comes back from the sign-in and it proves too little (T4)', () => {
  it.each<readonly [string, string, (now: number) => Partial<SignInProof>]>([
    ['another person of the organisation', 'stepUpOtherPerson', () => ({ person: WHO.colin })],
    ['the employee', 'stepUpOtherPerson', () => ({ person: WHO.ada })],
    ['the same id in another organisation', 'stepUpOtherPerson', () => ({ tenantId: OTHER_TENANT })],
    ['remembered by the browser from before', 'stepUpStale', (now) => ({ authTime: now - 61_000 })],
    ['of yesterday', 'stepUpStale', (now) => ({ authTime: now - 86_400_000 })],
    ['of the future', 'stepUpStale', (now) => ({ authTime: now + 61_000 })],
    ['without the authentication context', 'stepUpTooWeak', () => ({ contexts: [] })],
    ['with another authentication context', 'stepUpTooWeak', () => ({ contexts: ['c2', 'C1', 'c11'] })],
    ['that only says it had a second step', 'stepUpTooWeak', () => ({ contexts: [], methods: ['mfa'] })],
  ])('%s: refused, and the approval as well', async (_what, code, change) => {
    const world = await waiting();
    const before = await story(world);
    const sent = await sendsToSignIn(world, await linkOf(world));
    expect(await comesBack(world, sent, change(world.clock.now()))).toBe(code);
    expect(await story(world)).toEqual(before);
    expect(codeOf(await approve(world))).toBe('stepUpNeeded');
    expect(await comesBack(world, sent)).toBe('done');
  });

  it('a token that does not say when: refused', async () => {
    const world = await waiting();
    const sent = await sendsToSignIn(world, await linkOf(world));
    const { authTime: _missing, ...rest } = proof(world);
    world.signIns.next = rest;
    const { outcome } = await finishSignIn(world.deps, { ...sent, code: 'code' });
    expect(outcome).toMatchObject({ kind: 'refused', code: 'stepUpStale' });
  });

  it.each<readonly [string, (sent: Sent) => { state: string; browser: string; code: string }, string]>([
    ['in another browser', ({ state }) => ({ state, browser: 'x'.repeat(43), code: 'code' }), 'stepUpNotFinished'],
    ['without the cookie', ({ state }) => ({ state, browser: '', code: 'code' }), 'stepUpNotFinished'],
    ['without a code', (sent) => ({ ...sent, code: '' }), 'stepUpNotFinished'],
    ['with a state of nobody’s', (sent) => ({ ...sent, state: `${sent.state}x`, code: 'code' }), 'stepUpLinkOver'],
    ['with no state', (sent) => ({ ...sent, state: '', code: 'code' }), 'stepUpLinkOver'],
  ])('%s: refused before Entra is asked', async (_what, answer, code) => {
    const world = await waiting();
    const sent = await sendsToSignIn(world, await linkOf(world));
    world.signIns.next = proof(world);
    const { outcome } = await finishSignIn(world.deps, answer(sent));
    expect(outcome).toMatchObject({ kind: 'refused', code });
    expect(world.signIns.answered).toEqual([]);
  });

  it('a code that Entra does not take: refused, and said without a word about the token', async () => {
    const world = await waiting();
    const sent = await sendsToSignIn(world, await linkOf(world));
    const { outcome } = await finishSignIn(world.deps, { ...sent, code: 'code' });
    expect(outcome).toMatchObject({ kind: 'refused', code: 'stepUpNotFinished' });
  });

  it.each(['unavailable', 'timeout', 'credentialRefused'] as const)(
    'Entra %s: nothing counts, try again',
    async (how) => {
      const world = await waiting();
      const sent = await sendsToSignIn(world, await linkOf(world));
      world.signIns.next = proof(world);
      world.ports.fail('signIns.proof', how, { times: 1 });
      const { outcome } = await finishSignIn(world.deps, { ...sent, code: 'code' });
      expect(outcome).toMatchObject({ kind: 'refused', code: 'directoryUnavailable' });
      expect(codeOf(await approve(world))).toBe('stepUpNeeded');
    },
  );
});

describe('when a link to sign in is opened', () => {
  it('looking does nothing, however often', async () => {
    const world = await waiting();
    const token = await linkOf(world);
    const before = await newest(world);
    for (let looks = 0; looks < 5; looks += 1)
      expect(await openStepUp(world.deps, { token })).toMatchObject({ kind: 'stepUp', standing: 'open', minutes: 10 });
    expect(await newest(world)).toEqual(before);
  });

  it('is used once: afterwards it says that it is done, and sends nobody to sign in', async () => {
    const world = await waiting();
    const token = await linkOf(world);
    const sent = await sendsToSignIn(world, token);
    expect(await comesBack(world, sent)).toBe('done');
    expect(await openStepUp(world.deps, { token })).toMatchObject({ standing: 'done' });
    expect(await startSignIn(world.deps, { token })).toMatchObject({ code: 'stepUpLinkOver' });
    expect(await comesBack(world, sent)).toBe('done');
    expect(world.signIns.answered).toHaveLength(1);
    expect((await story(world)).filter((type) => type === 'approverSteppedUp')).toHaveLength(1);
  });

  it('a link is over after ten minutes, and so is a try that began with it', async () => {
    const world = await waiting();
    const token = await linkOf(world);
    const sent = await sendsToSignIn(world, token);
    world.clock.advance(10 * MINUTE - 1);
    expect(await openStepUp(world.deps, { token })).toMatchObject({ kind: 'stepUp' });
    world.clock.advance(1);
    for (const outcome of [await openStepUp(world.deps, { token }), await startSignIn(world.deps, { token })])
      expect(outcome).toMatchObject({ kind: 'refused', code: 'stepUpLinkOver' });
    expect(await comesBack(world, sent)).toBe('stepUpLinkOver');
  });

  it('a link of a request that was decided meanwhile is over', async () => {
    const world = await waiting();
    const token = await linkOf(world);
    const { id: requestId } = (await newest(world)).request;
    await denyRequest(world.deps, { tenantId: TENANT, presser: WHO.max, requestId, reason: 'denied.other' });
    expect(await openStepUp(world.deps, { token })).toMatchObject({ code: 'stepUpLinkOver' });
  });

  it('a forged, torn or foreign one is over, and reads no storage', async () => {
    const world = await waiting();
    const token = await linkOf(world);
    const read = world.ports.count('ledger.read');
    const { approver, round } = readStepUpToken(world.deps.keys, token, START) ?? { approver: '', round: 0 };
    const forged = [
      ...['', 'x', token.slice(1), token.slice(0, -1), `${token}x`, token.replace(approver, WHO.colin)],
      ...[token.replace(`.${String(round)}.`, '.2.'), token.toUpperCase(), 'y'.repeat(5_000)],
    ];
    for (const one of forged)
      expect(await openStepUp(world.deps, { token: one })).toMatchObject({ kind: 'refused', code: 'stepUpLinkOver' });
    expect(world.ports.count('ledger.read')).toBe(read);
  });

  it('nobody but an approver of the request is given one', async () => {
    const world = await waiting();
    for (const presser of [WHO.ada, WHO.colin, WHO.mona])
      expect(codeOf(await begin(world, presser))).not.toBe('stepUpNeeded');
  });
});
