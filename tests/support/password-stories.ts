import type { Outcome } from '../../recovery/outcome';
import type { PasswordReason } from '../../recovery/password-facts';
import type { RequirePasswordInput } from '../../recovery/require-password-change';
import { requirePasswordChange } from '../../recovery/require-password-change';
import { reportFraud } from '../../recovery/report-fraud';
import { approvedByMax, enrol, passShown } from './domain-stories';
import type { World, WorldOptions } from './domain-world';
import { ADAS_METHODS, createWorld, newest, pass, work } from './domain-world';
import { MINUTE, SECOND } from './fake-clock';
import { TENANT } from './request-builder';
import { WHO } from './sample-people';

/** Sam of security asks for it, because Ada told it to somebody. */
export async function askForPassword(world: World, input: Partial<RequirePasswordInput> = {}): Promise<Outcome> {
  const { request } = await newest(world);
  const reason: PasswordReason = 'told';
  return requirePasswordChange(world.deps, {
    tenantId: TENANT,
    presser: WHO.sam,
    requestId: request.id,
    reason,
    ...input,
  });
}

/** Approved by Max, nothing done yet. */
export async function approvedWorld(options: WorldOptions = {}): Promise<World> {
  const world = await createWorld(options);
  await approvedByMax(world);
  return world;
}

/** Ada signs in with her pass and adds a method, and the worker has time for all that it owes. */
export async function backIn(world: World): Promise<void> {
  enrol(world);
  await pass(world, 5 * MINUTE);
}

/** Reported after the pass was shown, contained. Her laptop, which nobody lost, is among her methods. */
export async function containedWorld(options: WorldOptions = {}): Promise<World> {
  const world = await createWorld({ methods: [...ADAS_METHODS, 'windowsHelloForBusiness'], ...options });
  await passShown(world);
  await pass(world, 5 * SECOND);
  const { request } = await newest(world);
  await reportFraud(world.deps, { tenantId: TENANT, presser: WHO.ada, requestId: request.id, reason: 'notMe' });
  await work(world);
  await pass(world, MINUTE);
  return world;
}
