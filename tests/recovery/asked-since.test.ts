import type { OpenInput } from '../../recovery/open-request';
import { openRequest } from '../../recovery/open-request';
import type { DraftInput } from '../../recovery/draft-request';
import { draftRequest } from '../../recovery/draft-request';
import { denyRequest } from '../../recovery/deny-request';
import type { Outcome } from '../../recovery/outcome';
import { codeOf, open, story, waitingForApproval } from '../support/domain-stories';
import type { World, WorldOptions } from '../support/domain-world';
import { createWorld, newest } from '../support/domain-world';
import { HOUR, MINUTE } from '../support/fake-clock';
import { TENANT } from '../support/request-builder';
import { GROUPS, WHO } from '../support/sample-people';
import { PROOF } from '../support/sample-proof';

const REFUSED = { kind: 'refused', code: 'cannotOpenFor' };
interface Form {
  readonly world: World;
  readonly draftId: string;
  /** Sends the form off. */
  send(said?: Partial<OpenInput>): Promise<Outcome>;
}

/** A form that is started and not sent: Colin’s for Ada unless told otherwise. */
async function form(draft: Partial<DraftInput> = {}, given: World | WorldOptions = {}): Promise<Form> {
  const world = 'deps' in given ? given : await createWorld(given);
  const presser = draft.presser ?? WHO.colin;
  const drafted = await draftRequest(world.deps, {
    ...{ tenantId: TENANT, presser, address: WHO.ada, scenario: 'lostPhone' },
    ...draft,
  });
  if (drafted.kind !== 'draft') throw new Error(codeOf(drafted));
  const draftId = drafted.draft.id;
  const send = (said: Partial<OpenInput> = {}) =>
    openRequest(world.deps, { tenantId: TENANT, presser, draftId, ...said });
  return { world, draftId, send };
}

describe('when something changed since a colleague started the form (T22)', () => {
  it.each<readonly [string, (world: World) => unknown]>([
    ['they are a guest now', (world) => world.directory.change(WHO.colin, { userType: 'guest' })],
    ['their account was disabled', (world) => world.directory.change(WHO.colin, { accountEnabled: false })],
    ['the employee is a guest now', (world) => world.directory.change(WHO.ada, { userType: 'guest' })],
    ['the employee’s account was disabled', (world) => world.directory.change(WHO.ada, { accountEnabled: false })],
    ['the employee is gone', (world) => world.directory.people.delete(WHO.ada)],
  ])('%s: the answer is that for an unknown name, and nothing is opened', async (_what, change) => {
    const { world, send } = await form();
    change(world);
    expect(await send()).toEqual(REFUSED);
    await expect(newest(world)).rejects.toThrow('no request');
  });

  it('a request that ended meanwhile is told to nobody', async () => {
    const { world, send } = await form({ presser: WHO.olga });
    const { id: requestId } = await waitingForApproval(world);
    await denyRequest(world.deps, { tenantId: TENANT, presser: WHO.max, requestId, reason: 'denied.other' });
    expect(codeOf(await send())).toBe('done');
    expect((await newest(world)).request).toMatchObject({ requester: WHO.olga, joined: [] });
  });

  it('the employee’s own is there already: a stranger hears nothing of it, its approver sees it', async () => {
    const { world, send } = await form({ presser: WHO.olga });
    const byManager = await form({ presser: WHO.max }, world);
    const { id } = await waitingForApproval(world);
    expect(await send()).toEqual(REFUSED);
    expect(await byManager.send()).toMatchObject({ kind: 'done', stored: { request: { id } } });
    expect(await story(world)).not.toContain('joined');
  });

  it('a request is being opened by somebody else at this moment: the later one joins it', async () => {
    const { world, draftId } = await form();
    const openFirst = world.deps.ledger.open.bind(world.deps.ledger);
    const ledger = Object.create(world.deps.ledger, {
      open: {
        value: async (...args: Parameters<typeof openFirst>) => {
          await open(world, { presser: WHO.olga, address: WHO.ada });
          return openFirst(...args);
        },
      },
    }) as World['deps']['ledger'];
    const outcome = await openRequest({ ...world.deps, ledger }, { tenantId: TENANT, presser: WHO.colin, draftId });
    expect(outcome).toMatchObject({
      kind: 'done',
      stored: { request: { requester: WHO.olga, joined: [WHO.colin] } },
    });
  });

  it('one that is gone again at this moment: they are asked to come again', async () => {
    const { world, draftId } = await form();
    await open(world, { presser: WHO.olga, address: WHO.ada });
    const ledger = Object.create(world.deps.ledger, {
      read: { value: () => Promise.resolve(undefined) },
    }) as World['deps']['ledger'];
    const outcome = await openRequest({ ...world.deps, ledger }, { tenantId: TENANT, presser: WHO.colin, draftId });
    expect(outcome).toEqual({ kind: 'refused', code: 'storageUnavailable' });
  });
});

describe('when a colleague’s form is sent', () => {
  it('it is used up, and work on the request begins', async () => {
    const { world, send } = await form();
    expect(codeOf(await send())).toBe('done');
    expect(world.started).toEqual([(await newest(world)).request.id]);
    expect(codeOf(await send())).toBe('draftExpired');
  });

  it('what pressed for speed is kept, and what did not is not', async () => {
    const pressing = await form({ pressed: true });
    await pressing.send();
    expect((await newest(pressing.world)).request.pressed).toBe(true);
    const calm = await form();
    await calm.send();
    expect((await newest(calm.world)).request).not.toHaveProperty('pressed');
  });

  it('it says that it is an evaluation where the policy is one, and else not', async () => {
    const trial = await form({}, { policy: { mode: 'evaluation' } });
    await trial.send();
    expect((await newest(trial.world)).request.evaluation).toBe(true);
    const real = await form();
    await real.send();
    expect((await newest(real.world)).request).not.toHaveProperty('evaluation');
  });

  it('waits for one approval and for as long as the policy says', async () => {
    const { world, send } = await form();
    await send();
    const { request } = await newest(world);
    expect(request).toMatchObject({ route: 'approval', expiresAt: request.openedAt + 4 * HOUR });
  });
});

describe('when somebody comes to a request that is there', () => {
  it('who opened it sees it as it is, as often as they come', async () => {
    const { world, send } = await form();
    const again = await form({}, world);
    await send();
    expect(await again.send()).toMatchObject({
      kind: 'done',
      stored: { request: { requester: WHO.colin, joined: [] } },
    });
    expect(await story(world)).toEqual(['opened']);
  });

  it.each<readonly [string, string, object]>([
    ['the employee takes over what the helpdesk opened', WHO.ada, { type: 'takenOver', requester: WHO.ada }],
    ['another of the helpdesk joins it', WHO.colin, { type: 'joined', who: WHO.colin }],
  ])('%s, and the trail says who and when', async (_what, presser, event) => {
    const world = await createWorld();
    world.directory.groups.set(GROUPS.helpdesk, [WHO.helen, WHO.colin]);
    const proof = presser === WHO.ada ? {} : { proof: PROOF };
    const late = await form({ presser, ...proof }, world);
    await (await form({ presser: WHO.helen, proof: PROOF }, world)).send();
    world.clock.advance(MINUTE);
    await late.send();
    const trail = await world.ledger.trail(TENANT, (await newest(world)).request.id);
    expect(trail.at(-1)?.event).toMatchObject({ ...event, at: world.clock.now(), by: { kind: 'person', id: presser } });
  });
});
