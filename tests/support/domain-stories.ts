import type { Registration } from '../../recovery/account-logs';
import type { ApproveInput } from '../../recovery/approve-request';
import { approveRequest } from '../../recovery/approve-request';
import { matchNumber, releaseCode } from '../../recovery/codes';
import { draftRequest } from '../../recovery/draft-request';
import type { DraftInput } from '../../recovery/draft-request';
import { next } from '../../recovery/machine';
import type { MethodKind } from '../../recovery/methods';
import type { OpenInput } from '../../recovery/open-request';
import { openRequest } from '../../recovery/open-request';
import type { Outcome, RefusalCode, RevealOutcome, Shown } from '../../recovery/outcome';
import type { RecoveryRequest } from '../../recovery/request';
import { decidedOf } from '../../recovery/request';
import type { RevealInput } from '../../recovery/reveal-pass';
import { revealPass } from '../../recovery/reveal-pass';
import type { ObjectId } from '../../recovery/terms';
import type { World } from './domain-world';
import { newest, work } from './domain-world';
import { TENANT } from './request-builder';
import { method } from './sample-methods';
import { WHO } from './sample-people';

/** Draft and confirm in one go, as the presser (Ada unless told otherwise). */
export async function open(
  world: World,
  draft: Partial<DraftInput> = {},
  confirm: Partial<OpenInput> = {},
): Promise<Outcome> {
  const presser = draft.presser ?? WHO.ada;
  const drafted = await draftRequest(world.deps, { tenantId: TENANT, presser, scenario: 'lostPhone', ...draft });
  if (drafted.kind === 'refused') return drafted;
  if (drafted.kind === 'alreadyOpen') return { kind: 'done', stored: drafted.stored };
  return openRequest(world.deps, { tenantId: TENANT, presser, draftId: drafted.draft.id, ...confirm });
}

/** The digits that Ada sees for this slot right now. */
export async function shownNumber(world: World, slot: 1 | 2 = 1): Promise<string> {
  const { request } = await newest(world);
  return matchNumber(world.deps.keys, request, slot).reveal();
}

/** Three digits that are certainly not the right ones. */
export async function wrongNumber(world: World, slot: 1 | 2 = 1): Promise<string> {
  return String((Number(await shownNumber(world, slot)) + 1) % 1_000).padStart(3, '0');
}

/** The approver (Max unless told otherwise) types the right number, face to face. */
export async function approve(world: World, input: Partial<ApproveInput> = {}, slot: 1 | 2 = 1): Promise<Outcome> {
  const { request } = await newest(world);
  return approveRequest(world.deps, {
    tenantId: TENANT,
    presser: WHO.max,
    requestId: request.id,
    matchNumber: await shownNumber(world, slot),
    verifiedBy: 'inPerson',
    ...input,
  });
}

/** The release code as the approver would say it now. */
export async function saidCode(world: World): Promise<string> {
  const { request } = await newest(world);
  const decided = decidedOf(request);
  if (decided === undefined) throw new Error('nobody has approved yet');
  return releaseCode(world.deps.keys, request, decided).reveal();
}

export async function wrongCode(world: World): Promise<string> {
  return String((Number(await saidCode(world)) + 1) % 1_000_000).padStart(6, '0');
}

/** Ada types the right release code into her own chat. */
export async function reveal(world: World, input: Partial<RevealInput> = {}): Promise<RevealOutcome> {
  const { request } = await newest(world);
  const code = input.code ?? (decidedOf(request) === undefined ? '123456' : await saidCode(world));
  return revealPass(world.deps, {
    tenantId: TENANT,
    presser: WHO.ada,
    requestId: request.id,
    place: 'teams',
    qr: request.attendance?.qr?.generation,
    ...input,
    code,
  });
}

export function shown(outcome: RevealOutcome): Shown {
  if (outcome.kind !== 'shown') throw new Error(`no pass was shown: ${outcome.code}`);
  return outcome;
}

export function codeOf(outcome: { readonly kind: string; readonly code?: RefusalCode }): string {
  return outcome.code ?? outcome.kind;
}

/** Opened by Ada and worked on until the approver has a card. */
export async function waitingForApproval(world: World, draft: Partial<DraftInput> = {}): Promise<RecoveryRequest> {
  const outcome = await open(world, draft);
  if (outcome.kind === 'refused') throw new Error(`not opened: ${outcome.code}`);
  await work(world);
  return (await newest(world)).request;
}

/** Opened, approved by Max, worked on. */
export async function approvedByMax(world: World, draft: Partial<DraftInput> = {}): Promise<RecoveryRequest> {
  await waitingForApproval(world, draft);
  const outcome = await approve(world);
  if (outcome.kind === 'refused') throw new Error(`not approved: ${outcome.code}`);
  await work(world);
  return (await newest(world)).request;
}

/** The pass is on Ada's screen; the worker has not looked yet. */
export async function passShown(world: World, draft: Partial<DraftInput> = {}): Promise<Shown> {
  await approvedByMax(world, draft);
  return shown(await reveal(world));
}

/** The directory's log says that a method of Ada's was registered just now. */
export function registeredBy(world: World, by: Registration['by']): void {
  const before = world.directory.registered.get(WHO.ada) ?? [];
  const entry = { at: world.clock.now(), ...(by !== undefined && { by }) };
  world.directory.registered.set(WHO.ada, [entry, ...before]);
}

/** Ada signs in with the pass and registers something new; the directory's log says so at once. */
export function enrol(world: World, kind: MethodKind = 'microsoftAuthenticator', tag = 'new'): void {
  world.account.usePass();
  registeredBy(world, { kind: 'person', id: WHO.ada });
  world.account.enrol(method(kind, tag, world.clock.now()));
}

/** Audit event types of Ada's newest request, in order. */
export async function story(world: World, employee: ObjectId = WHO.ada): Promise<readonly string[]> {
  const { request } = await newest(world, employee);
  return (await world.ledger.trail(TENANT, request.id)).map(({ event }) => event.type);
}

/** What must hold whatever happened: a whole chain that tells the state, and no secret anywhere. */
export async function expectSoundness(world: World): Promise<void> {
  const { request, seq } = await newest(world);
  expect(await world.ledger.verify(TENANT, request.id)).toEqual({ ok: true, entries: seq });
  const [first, ...later] = (await world.ledger.trail(TENANT, request.id)).map(({ event }) => event);
  if (first?.type !== 'opened') throw new Error('a trail starts with the opening');
  const replayed = later.reduce((before: RecoveryRequest, event) => next(before, event), first.request);
  expect(replayed).toEqual(request);
  const { lines } = world.log;
  const kept = world.ledger.dump() + JSON.stringify([lines, world.cards, world.outOfBand, world.queue.wakes]);
  for (const secret of world.passes.secrets) expect(kept).not.toContain(secret);
}
