import type { DraftInput } from '../../recovery/draft-request';
import { draftRequest } from '../../recovery/draft-request';
import { contactHash } from '../../recovery/contact-hash';
import type { Method } from '../../recovery/methods';
import type { OpenInput } from '../../recovery/open-request';
import type { DraftView, Outcome } from '../../recovery/outcome';
import type { Policy } from '../../recovery/policy-settings';
import type { Millis } from '../../recovery/terms';
import { codeOf, open } from './domain-stories';
import type { World } from './domain-world';
import { ADAS_METHODS, createWorld, work } from './domain-world';
import { DAY, START } from './fake-clock';
import { TENANT } from './request-builder';
import { method } from './sample-methods';
import { WHO } from './sample-people';

/** The number that Ada still has, whatever became of her phone. */
export const OTHER_PHONE = method('alternateMobilePhone');

/** A policy in which a code may do wherever a policy may allow it. */
export const SELF_POLICY: Pick<Policy, 'selfVerified'> = {
  selfVerified: { scenarios: ['newPhone', 'appBroken', 'lostKey'], numberStableDays: 30 },
};

/** The product saw this contact of Ada's for the first time at that moment, and today again. */
export async function seen(world: World, { contact }: Method, firstSeen: Millis): Promise<void> {
  if (contact === undefined) throw new Error('nothing can be sent there');
  const hash = contactHash(world.deps.keys, contact);
  for (const at of [firstSeen, START - DAY / 2])
    await world.sightings.record(TENANT, WHO.ada, 'contact', hash, at, false);
}

/** Ada has a second number, which was seen here sixty days ago, as all contacts that she had then. */
export async function selfWorld(policy: Partial<Policy> = {}): Promise<World> {
  const methods = [...ADAS_METHODS, 'alternateMobilePhone', 'fido2'] as const;
  const world = await createWorld({ policy: { ...SELF_POLICY, ...policy }, methods });
  const contacts = world.account.methods.filter(({ contact }) => contact !== undefined);
  for (const contact of contacts) await seen(world, contact, START - 60 * DAY);
  return world;
}

/** As where a code may do, but that the one number that was seen here for so long is that of the old phone. */
export async function onlyTheLostNumber(): Promise<World> {
  const world = await createWorld({ policy: SELF_POLICY, methods: [...ADAS_METHODS, 'fido2'] });
  const contacts = world.account.methods.filter(({ contact }) => contact !== undefined);
  for (const contact of contacts) await seen(world, contact, START - 60 * DAY);
  return world;
}

/** As where a code may do, but that the directory's log tells of a registration so many days ago. */
export async function registeredDaysAgo(days: number): Promise<World> {
  const world = await selfWorld();
  world.directory.changesOf.set(WHO.ada, [{ at: START - days * DAY, what: 'methodRegistered' }]);
  return world;
}

/** What Ada's first card says of this way. */
export async function offered(world: World, draft: Partial<DraftInput> = {}): Promise<DraftView['selfVerification']> {
  const drafted = await draftRequest(world.deps, {
    tenantId: TENANT,
    presser: WHO.ada,
    scenario: 'newPhone',
    ...draft,
  });
  if (drafted.kind !== 'draft') throw new Error(`no draft: ${codeOf(drafted)}`);
  return drafted.selfVerification;
}

/** Ada asks for a code instead of an approver; the worker has not looked yet. */
export function askForCode(
  world: World,
  draft: Partial<DraftInput> = {},
  confirm: Partial<OpenInput> = {},
): Promise<Outcome> {
  return open(world, { scenario: 'newPhone', ...draft }, { selfVerify: true, ...confirm });
}

/** The same, and the message has gone out. */
export async function codeTexted(world: World, confirm: Partial<OpenInput> = {}): Promise<string> {
  const outcome = await askForCode(world, {}, confirm);
  if (outcome.kind === 'refused') throw new Error(`not opened: ${outcome.code}`);
  await work(world);
  return lastText(world);
}

/** The code as it stands in the newest text message. */
export function lastText(world: World): string {
  const code = world.outOfBand.codes.at(-1)?.code.reveal();
  if (code === undefined) throw new Error('no code was sent');
  return code;
}
