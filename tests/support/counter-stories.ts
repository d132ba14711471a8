import { attendRequest, recordIdCheck } from '../../recovery/attend-request';
import { openQr } from '../../recovery/open-link';
import type { Outcome, Refused } from '../../recovery/outcome';
import type { QrShown } from '../../recovery/show-qr';
import { showQr } from '../../recovery/show-qr';
import type { ObjectId } from '../../recovery/terms';
import { approve, open } from './domain-stories';
import type { World, WorldOptions } from './domain-world';
import { createWorld, newest, work } from './domain-world';
import { TENANT } from './request-builder';
import { GROUPS, WHO } from './sample-people';
import { PROOF } from './sample-proof';

export const AT_COUNTER = { presser: WHO.helen, address: WHO.ada, place: 'inPerson' } as const;
/** Helen and Colin answer the helpdesk. Helen has sent Ada to a counter. */
export async function sentToCounter(options: WorldOptions = {}): Promise<World> {
  const world = await createWorld(options);
  world.directory.groups.set(GROUPS.helpdesk, [WHO.helen, WHO.colin]);
  const opened = await open(world, { ...AT_COUNTER, proof: PROOF });
  if (opened.kind === 'refused') throw new Error(`not opened: ${opened.code}`);
  await work(world);
  return world;
}

export async function attend(world: World, presser: ObjectId = WHO.colin): Promise<Outcome> {
  const { request } = await newest(world);
  return attendRequest(world.deps, { tenantId: TENANT, presser, requestId: request.id });
}

export async function checkId(world: World, presser: ObjectId = WHO.colin): Promise<Outcome> {
  const { request } = await newest(world);
  return recordIdCheck(world.deps, { tenantId: TENANT, presser, requestId: request.id, document: 'companyBadge' });
}

/** Colin attends, and has looked at her badge. */
export async function atCounter(options: WorldOptions = {}): Promise<World> {
  const world = await sentToCounter(options);
  await attend(world);
  await checkId(world);
  return world;
}

export const signMax = (world: World, verifiedBy: 'inPerson' | 'videoCall' | 'knownNumber' = 'knownNumber') =>
  approve(world, { verifiedBy });
export const signSam = (world: World, verifiedBy: 'inPerson' | 'videoCall' | 'knownNumber' = 'inPerson') =>
  approve(world, { presser: WHO.sam, verifiedBy }, 2);

/** Max has called her, Sam has met her: both signed. */
export async function approvedAtCounter(options: WorldOptions = {}): Promise<World> {
  const world = await atCounter(options);
  await signMax(world);
  await signSam(world);
  await work(world);
  return world;
}

export async function pressQr(world: World, presser: ObjectId = WHO.colin): Promise<QrShown | Refused> {
  const { request } = await newest(world);
  return showQr(world.deps, { tenantId: TENANT, presser, requestId: request.id });
}

/** What the QR code on the attendant's screen says. */
export async function scanned(world: World, presser: ObjectId = WHO.colin): Promise<string> {
  const qr = await pressQr(world, presser);
  if (qr.kind === 'refused') throw new Error(`no QR code: ${qr.code}`);
  return qr.link.reveal().split('/').at(-1) ?? '';
}

/** Token of the page on the device that opened the QR code. */
export async function openedPage(world: World, presser: ObjectId = WHO.colin): Promise<string> {
  const opened = await openQr(world.deps, { token: await scanned(world, presser) });
  if (opened.kind === 'refused') throw new Error(`not opened: ${opened.code}`);
  return opened.token.reveal();
}
