import { createHash } from 'node:crypto';
import { Secret } from '../platform/secret';
import type { ShownQr } from './attendance';
import { transact } from './commit';
import type { Deps } from './deps';
import type { Refused } from './outcome';
import { refused } from './outcome';
import { policyIn } from './for-tenant';
import type { LinkTarget, QrStamp } from './links';
import { linkNumber } from './new-links';
import type { Stored } from './ports';
import type { RecoveryRequest, RequestFacts } from './request';
import type { Millis, State } from './terms';

const TOKEN_BYTES = 32;
/** So long a QR code waits for a device. */
export const QR_MS = 120_000;

/** What tells a link that is dead by now from one that is good. */
type LinkStamp = Pick<LinkTarget, 'qr' | 'number'>;

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}

/** Only the hash of the token is stored. */
async function makeToken(deps: Deps, request: RequestFacts, expiresAt: Millis, stamp: LinkStamp): Promise<string> {
  const token = deps.ids.token(TOKEN_BYTES);
  const link = { tenantId: request.tenantId, requestId: request.id, expiresAt, ...stamp };
  await deps.links.put(hashOf(token), link);
  return token;
}

const addressOf = (deps: Deps, token: string): Secret => Secret.of(`${deps.publicUrl}/reveal/${token}`);

function pageEnd(deps: Deps, request: RequestFacts): Millis {
  return deps.clock.now() + policyIn(deps, request).timers.linkMinutes * 60_000;
}

/** Makes a one-time link to the reveal page, good for as long as the policy says. */
export async function makeLink(deps: Deps, request: RequestFacts): Promise<Secret> {
  const stamp = request.newLinks === undefined ? {} : { number: request.newLinks.times };
  return addressOf(deps, await makeToken(deps, request, pageEnd(deps, request), stamp));
}

/** What the QR code of a counter says: good for one device, within two minutes from when it was shown. */
export async function makeQrLink(deps: Deps, request: RequestFacts, qr: ShownQr): Promise<Secret> {
  const stamp = { generation: qr.generation, round: request.round, part: 'code' } as const;
  return addressOf(deps, await makeToken(deps, request, qr.shownAt + QR_MS, { qr: stamp }));
}

/** `qr`: a QR code that no device has opened yet; pressing on its page opens it. */
export type OpenLinkOutcome =
  { readonly kind: 'link'; readonly stored: Stored } | { readonly kind: 'qr'; readonly stored: Stored } | Refused;

/** Only the newest QR code of this round leads anywhere: before it was opened to the question, afterwards to the page. */
function isLive({ attendance, round }: RecoveryRequest, { generation, round: of, part }: QrStamp): boolean {
  const qr = attendance?.qr;
  if (qr?.generation !== generation || of !== round || qr.endedAt !== undefined) return false;
  return (qr.openedAt === undefined) === (part === 'code');
}

/** The first pass, or a further one. */
const mayOpen = (state: State): boolean => state === 'approved' || state === 'revealed';

function throughQr(stored: Stored, stamp: QrStamp): OpenLinkOutcome {
  const { delivery, state } = stored.request;
  if (delivery.place !== 'inPerson') return refused('linkUnknown');
  if (!isLive(stored.request, stamp)) return refused('qrOver');
  if (stamp.part === 'page') return { kind: 'link', stored };
  return mayOpen(state) ? { kind: 'qr', stored } : refused('qrOver');
}

async function find(deps: Deps, token: string): Promise<{ readonly outcome: OpenLinkOutcome; readonly qr?: QrStamp }> {
  if (!/^[\w-]{20,100}$/.test(token)) return { outcome: refused('linkUnknown') };
  const link = await deps.links.get(hashOf(token));
  const stored = link === undefined ? undefined : await deps.ledger.read(link.tenantId, link.requestId);
  if (link === undefined || stored === undefined) return { outcome: refused('linkUnknown') };
  if (link.qr !== undefined) return { outcome: throughQr(stored, link.qr), qr: link.qr };
  const { delivery } = stored.request;
  const isNewest = (link.number ?? 0) === linkNumber(stored.request);
  return { outcome: delivery.place === 'link' && isNewest ? { kind: 'link', stored } : refused('linkUnknown') };
}

function unreadable(deps: Deps, error: unknown): Refused {
  deps.log.error('link.failed', { error });
  return refused('storageUnavailable');
}

/** Looks at the request behind a link. Changes nothing, however often it is opened: link previews are harmless. */
export async function openLink(deps: Deps, input: { readonly token: string }): Promise<OpenLinkOutcome> {
  try {
    return (await find(deps, input.token)).outcome;
  } catch (error) {
    return unreadable(deps, error);
  }
}

/** The page of the device that opened the QR code first. */
export interface QrOpened {
  readonly kind: 'opened';
  /** Of a new link; the QR code's own is dead. */
  readonly token: Secret;
}

async function take(deps: Deps, token: string): Promise<QrOpened | Refused> {
  const { outcome, qr } = await find(deps, token);
  if (outcome.kind === 'refused') return outcome;
  if (qr === undefined || outcome.kind === 'link') return refused('linkUnknown');
  const { tenantId, id: requestId, employee } = outcome.stored.request;
  const taken = await transact(deps, { tenantId, requestId }, ({ request }) => {
    if (!mayOpen(request.state) || !isLive(request, qr)) return { answer: refused('qrOver') };
    const by = { kind: 'person', id: employee } as const;
    return { event: { type: 'qrOpened', at: deps.clock.now(), by, generation: qr.generation } };
  });
  if (taken.kind === 'refused') return taken;
  const { request } = taken.stored;
  const page = await makeToken(deps, request, pageEnd(deps, request), { qr: { ...qr, part: 'page' } });
  return { kind: 'opened', token: Secret.of(page) };
}

/** Opens a QR code on the device that asks first. One commit wins: on any other device the same QR code is dead. */
export async function openQr(deps: Deps, input: { readonly token: string }): Promise<QrOpened | Refused> {
  try {
    return await take(deps, input.token);
  } catch (error) {
    return unreadable(deps, error);
  }
}
