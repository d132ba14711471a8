import type { AuthMethods } from '../../recovery/ports';
import { approvedByMax, expectSoundness, passShown, reveal, story } from '../support/domain-stories';
import type { World } from '../support/domain-world';
import { createWorld, newest, work } from '../support/domain-world';
import { method } from '../support/sample-methods';

const outcomes = async (world: World): Promise<readonly string[]> => {
  const { request } = await newest(world);
  const plan = 'decided' in request ? (request.decided?.plan ?? []) : [];
  return plan.map(({ kind, outcome }) => `${kind} ${outcome}`);
};

/** Of each method that went: whether somebody else had removed it. */
async function gone(world: World): Promise<readonly boolean[]> {
  const { request } = await newest(world);
  const trail = await world.ledger.trail(request.tenantId, request.id);
  return trail.flatMap(({ event }) => (event.type === 'methodRemoved' ? [event.alreadyGone] : []));
}

describe('when somebody else changes the methods meanwhile', () => {
  it('what somebody else removed after the approval is gone, and no trouble', async () => {
    const world = await createWorld();
    await approvedByMax(world);
    world.account.methods = world.account.methods.filter(
      ({ kind }) => kind !== 'softwareOath' && kind !== 'mobilePhone',
    );
    await reveal(world);
    await work(world);
    expect(world.account.story()).toEqual(['issue 30', 'remove microsoftAuthenticator']);
    expect(await outcomes(world)).toEqual([
      'softwareOath removed',
      'mobilePhone removed',
      'microsoftAuthenticator removed',
    ]);
    expect(await gone(world)).toEqual([true, true, false]);
    await expectSoundness(world);
  });

  it('between two deletes others remove, add and change methods: only what was decided goes', async () => {
    const world = await createWorld();
    await passShown(world);
    const { methods } = world.deps;
    let deletes = 0;
    const meddled: AuthMethods = {
      list: (...args) => methods.list(...args),
      prefer: (...args) => methods.prefer(...args),
      remove: async (...args) => {
        const answer = await methods.remove(...args);
        deletes += 1;
        if (deletes > 1) return answer;
        const rest = world.account.methods.filter(
          ({ kind }) => !kind.includes('Phone') && kind !== 'microsoftAuthenticator',
        );
        const anew = (['microsoftAuthenticator', 'mobilePhone', 'fido2'] as const).map((kind) => method(kind, 'anew'));
        world.account.methods = [...rest, ...anew];
        return answer;
      },
    };
    await work({ ...world, deps: { ...world.deps, methods: meddled } });
    const removals = world.account.story().filter((call) => call.startsWith('remove ') || call.startsWith('issue'));
    expect(removals).toEqual(['issue 30', 'remove softwareOath']);
    expect(world.account.kinds()).toEqual(expect.arrayContaining(['microsoftAuthenticator', 'mobilePhone', 'fido2']));
    expect(await story(world)).toContain('removalVerified');
    await expectSoundness(world);
  });

  it('the list is read before a number goes and at the end, and for nothing else', async () => {
    const world = await createWorld();
    await passShown(world);
    const before = world.ports.calls.length;
    await work(world);
    const calls = world.ports.calls.slice(before).filter((name) => name.startsWith('methods.'));
    const [told, ...run] = [
      'methods.list',
      ...['remove', 'list', 'remove', 'remove', 'list'].map((one) => `methods.${one}`),
    ];
    // The first one is for the notice outside Teams, which goes out beside the deletes.
    expect(calls).toEqual([told, ...run, 'methods.list']);
  });
});
