import { denyRequest } from '../../recovery/deny-request';
import type { SignInAsked } from '../../recovery/fresh-sign-ins';
import type { Refused } from '../../recovery/outcome';
import type { TenantSettings } from '../../recovery/ports';
import type { SignInReturn, SignInStarted } from '../../recovery/step-up-approver';
import { finishSignIn, openStepUp, startSignIn } from '../../recovery/step-up-approver';
import { mintStepUpToken } from '../../recovery/step-up-link';
import { story, waitingForApproval } from '../support/domain-stories';
import type { World } from '../support/domain-world';
import { createWorld, newest } from '../support/domain-world';
import { requestId as anyId, TENANT } from '../support/request-builder';
import { SETTINGS, WHO } from '../support/sample-people';

const OVER = { kind: 'refused', code: 'stepUpLinkOver' };

/** Max is asked for a fresh sign-in; `token` is that of his link. */
async function asked(): Promise<{ readonly world: World; readonly token: string }> {
  const world = await createWorld({ policy: { approver: { stepUp: 'always', stepUpMaxAgeMinutes: 10 } } });
  const { id, round } = await waitingForApproval(world);
  return { world, token: tokenFor(world, id, round) };
}

function tokenFor({ deps, clock }: World, requestId: string, round = 1): string {
  const link = { tenantId: TENANT, requestId, approver: WHO.max, round, issuedAt: clock.now() };
  return mintStepUpToken(deps.keys, link);
}

const started = (outcome: SignInStarted | Refused): SignInStarted => {
  if (outcome.kind === 'refused') throw new Error(outcome.code);
  return outcome;
};

/** What Max was sent with, and what his browser comes back with once Entra knows that it is him. */
async function sent(
  world: World,
  token: string,
): Promise<{ readonly to: SignInAsked | undefined; readonly back: SignInReturn }> {
  const { browser } = started(await startSignIn(world.deps, { token }));
  const to = world.signIns.asked.at(-1);
  const authTime = world.clock.now();
  world.signIns.next = { tenantId: TENANT, person: WHO.max, authTime, methods: [], contexts: ['c1'] };
  return { to, back: { state: to?.state ?? '', code: 'code', browser: browser.reveal() } };
}

async function denies(world: World): Promise<void> {
  const { id: requestId } = (await newest(world)).request;
  await denyRequest(world.deps, { tenantId: TENANT, presser: WHO.max, requestId, reason: 'denied.other' });
}

/** The same world, in which the tenant is set up like this, or not served any more. */
function withTenant(world: World, settings: TenantSettings | undefined): World {
  return { ...world, deps: { ...world.deps, tenants: { find: () => settings } } };
}

const { stepUp: _context, ...WITHOUT_CONTEXT } = SETTINGS;

describe('when somebody is sent to sign in', () => {
  it('it is for their tenant, with the context that the tenant asks for and their name', async () => {
    const { world, token } = await asked();
    expect(await startSignIn(world.deps, { token })).toMatchObject({ kind: 'signIn' });
    expect(world.signIns.asked).toMatchObject([{ tenantId: TENANT, context: 'c1', hint: 'max@contoso.example' }]);
  });

  it.each<readonly [string, (world: World) => unknown]>([
    ['the directory knows them no more', (world) => world.directory.people.delete(WHO.max)],
    ['the directory does not answer', (world) => world.ports.fail('directory.person', 'timeout')],
  ])('they type their name themselves where %s', async (_why, change) => {
    const { world, token } = await asked();
    change(world);
    started(await startSignIn(world.deps, { token }));
    expect(world.signIns.asked).toHaveLength(1);
    expect(world.signIns.asked[0]).not.toHaveProperty('hint');
  });

  it('Entra is asked with the code and with what this try was made with', async () => {
    const { world, token } = await asked();
    const { to, back } = await sent(world, token);
    await finishSignIn(world.deps, back);
    expect(world.signIns.answered).toEqual([
      { tenantId: TENANT, code: 'code', nonce: to?.nonce, verifier: to?.verifier },
    ]);
  });
});

describe('when there is nothing to sign in for', () => {
  it('a tenant that is not served any more: over, and no storage is read', async () => {
    const { world, token } = await asked();
    const reads = world.ports.count('ledger.read');
    const { deps } = withTenant(world, undefined);
    expect(await openStepUp(deps, { token })).toMatchObject(OVER);
    expect(await startSignIn(deps, { token })).toMatchObject(OVER);
    expect(world.ports.count('ledger.read')).toBe(reads);
  });

  it('a tenant that names no authentication context any more: nobody is sent, and nobody has come back', async () => {
    const { world, token } = await asked();
    const { back } = await sent(world, token);
    const { deps } = withTenant(world, WITHOUT_CONTEXT);
    expect(await startSignIn(deps, { token })).toMatchObject(OVER);
    expect(await finishSignIn(deps, back)).toMatchObject({ outcome: { code: 'stepUpNotFinished' }, token });
    expect(world.signIns).toMatchObject({ asked: [{}], answered: [] });
  });

  it('a request that is not there: over', async () => {
    const { world } = await asked();
    expect(await openStepUp(world.deps, { token: tokenFor(world, anyId()) })).toMatchObject(OVER);
  });

  it('a request that was decided meanwhile: nobody is sent, and Entra is not asked about who comes back', async () => {
    const { world, token } = await asked();
    const { back } = await sent(world, token);
    await denies(world);
    expect(await startSignIn(world.deps, { token })).toMatchObject(OVER);
    expect(await finishSignIn(world.deps, back)).toMatchObject({ outcome: OVER });
    expect(world.signIns).toMatchObject({ asked: [{}], answered: [] });
  });

  it('storage that does not answer: try again, and the log says so', async () => {
    const { world, token } = await asked();
    world.ports.fail('ledger.read', 'unavailable');
    expect(await openStepUp(world.deps, { token })).toMatchObject({ kind: 'refused', code: 'storageUnavailable' });
    expect(world.log.events()).toContain('stepUp.failed');
  });
});

describe('when something happens while Entra answers', () => {
  /** This happens before the answer is there. */
  function meanwhile(world: World, act: () => Promise<unknown>): World['deps'] {
    const signIns = {
      address: world.deps.signIns.address,
      proof: async (answer: Parameters<World['deps']['signIns']['proof']>[0]) => {
        await act();
        return world.deps.signIns.proof(answer);
      },
    };
    return { ...world.deps, signIns };
  }

  it('a decision: the sign-in is not recorded', async () => {
    const { world, token } = await asked();
    const { back } = await sent(world, token);
    const deps = meanwhile(world, () => denies(world));
    expect(await finishSignIn(deps, back)).toMatchObject({ outcome: OVER });
    expect(await story(world)).not.toContain('approverSteppedUp');
  });

  it('the same return once more: it is recorded once, and both have signed in', async () => {
    const { world, token } = await asked();
    const { back } = await sent(world, token);
    const deps = meanwhile(world, () => finishSignIn(world.deps, back));
    expect(await finishSignIn(deps, back)).toMatchObject({ outcome: { kind: 'stepUp', standing: 'done' } });
    expect((await story(world)).filter((type) => type === 'approverSteppedUp')).toHaveLength(1);
  });

  it('a code that Entra does not take is in the log, and what failed in the journal by its name', async () => {
    const { world, token } = await asked();
    const { back } = await sent(world, token);
    world.signIns.next = undefined;
    expect(await finishSignIn(world.deps, back)).toMatchObject({ outcome: { code: 'stepUpNotFinished' } });
    const error: unknown = expect.objectContaining({ code: 'rejected' });
    expect(world.log.lines).toContainEqual({ level: 'warn', event: 'signIn.rejected', fields: { error } });
    expect(world.ledger.journaled).toContainEqual(expect.objectContaining({ what: 'stepUp: stepUpNotFinished' }));
  });
});
