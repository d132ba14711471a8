import { timingSafeEqual } from 'node:crypto';
import { Secret } from '../platform/secret';
import type { NoticeKind } from './cards';
import { contactHash } from './contact-hash';
import type { Deps } from './deps';
import { RecoveryError } from './errors';
import type { Holder } from './holder';
import { currentMac } from './mac';
import type { ContactPoint, KeyRing } from './ports';
import type { RequestFacts } from './request';
import type { ObjectId, RequestId } from './terms';
import { asObjectId } from './terms';
import { packUlid, unpackUlid } from './ulid-bytes';

/** What a link in a notice stands for. It names no power but one: to say "this was not me" about this request. */
export interface NotMeLink {
  readonly tenantId: ObjectId;
  readonly requestId: RequestId;
  readonly notice: NoticeKind;
  readonly holder: Holder;
}

/** Stands in links that people keep: never change a number, and take a new one below 64 for a new notice. */
const NOTICE_NUMBERS: Readonly<Record<NoticeKind, number>> = {
  ...{ opened: 0, approved: 1, denied: 2, held: 3, revealed: 4, completed: 5, failed: 6, incident: 7 },
  ...{ codeVoided: 8, numberLocked: 9, enrolled: 10, stuck: 11, unreached: 12, selfVerified: 13 },
  ...{ selfRecovered: 14, relieved: 15, passEnds: 16, newPassword: 17, moved: 18, unchecked: 20 },
};
const NOTICES_AT_MOST = 64;

type Reader = Pick<Holder, 'of' | 'channel'>;

/** By their number in a link; only ever append. */
const READERS: readonly Reader[] = [
  { of: 'employee', channel: 'email' },
  { of: 'employee', channel: 'sms' },
  { of: 'manager', channel: 'email' },
];

const PARTS = { head: 1, tenant: 16, request: 16, contact: 5, mac: 12 } as const;
const SIGNED_BYTES = PARTS.head + PARTS.tenant + PARTS.request + PARTS.contact;
/** 50 bytes in base64url, and the id of the key. At most 100 characters: the longest that the server takes as a part of an address. */
const TOKEN = /^([\w-]{67})\.([\w-]{1,32})$/;

const firstBytes = (mac: string, bytes: number): Buffer => Buffer.from(mac, 'base64url').subarray(0, bytes);

/** How the trail names whoever reads this contact: another name in every request, and never the address. */
export function holderOf(
  keys: KeyRing,
  { tenantId, id }: Pick<RequestFacts, 'tenantId' | 'id'>,
  of: Holder['of'],
  contact: Pick<ContactPoint, 'channel' | 'address'>,
): Holder {
  const data = `${tenantId}|${id}|${of}|${contactHash(keys, contact)}`;
  const mac = firstBytes(currentMac(keys, 'not-me-contact', data), PARTS.contact);
  return { of, channel: contact.channel, contact: mac.toString('hex') };
}

function pack({ tenantId, requestId, notice, holder }: NotMeLink): Buffer {
  const reader = READERS.findIndex(({ of, channel }) => of === holder.of && channel === holder.channel);
  const head = reader * NOTICES_AT_MOST + NOTICE_NUMBERS[notice];
  const tenant = Buffer.from(tenantId.replaceAll('-', ''), 'hex');
  const bytes = [Buffer.from([head]), tenant, packUlid(requestId), Buffer.from(holder.contact, 'hex')];
  const packed = Buffer.concat(bytes);
  if (packed.length === SIGNED_BYTES) return packed;
  throw new RecoveryError('integrity', 'a request whose ids have another form cannot be linked to');
}

function tenantIn(bytes: Buffer): ObjectId | undefined {
  return asObjectId(bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-'));
}

function unpack(packed: Buffer): NotMeLink | undefined {
  const [head = 0, ...rest] = packed;
  const reader = READERS[Math.floor(head / NOTICES_AT_MOST)];
  const numbered = Object.entries(NOTICE_NUMBERS).find(([, number]) => number === head % NOTICES_AT_MOST);
  const bytes = Buffer.from(rest);
  const tenantId = tenantIn(bytes.subarray(0, PARTS.tenant));
  if (reader === undefined || numbered === undefined || tenantId === undefined) return undefined;
  const requestId = unpackUlid(bytes.subarray(PARTS.tenant, PARTS.tenant + PARTS.request));
  const contact = bytes.subarray(PARTS.tenant + PARTS.request).toString('hex');
  // Object.entries loses the key type; it came from the table of all notices.
  return { tenantId, requestId, notice: numbered[0] as NoticeKind, holder: { ...reader, contact } };
}

const PURPOSE = 'not-me-link';

/**
 * The part of a link that says what it is for, signed: bound to one tenant, request, contact and notice. Nothing of it is
 * stored. It holds no secret and names nobody; whoever has it can stop this one request.
 */
export function mintNotMeToken(keys: KeyRing, link: NotMeLink): Secret {
  const packed = pack(link);
  const mac = firstBytes(currentMac(keys, PURPOSE, packed.toString('hex')), PARTS.mac);
  return Secret.of(`${Buffer.concat([packed, mac]).toString('base64url')}.${keys.currentId}`);
}

/** Reads it. Attacker-controlled: anything that we did not mint, byte for byte, is `undefined`. Touches no storage. */
export function readNotMeToken(keys: KeyRing, token: string): NotMeLink | undefined {
  const [, text, keyId] = TOKEN.exec(token) ?? [];
  if (text === undefined || keyId === undefined) return undefined;
  const bytes = Buffer.from(text, 'base64url');
  if (bytes.toString('base64url') !== text) return undefined;
  const packed = bytes.subarray(0, SIGNED_BYTES);
  const right = keys.mac(PURPOSE, packed.toString('hex'), keyId);
  if (right === undefined || !timingSafeEqual(bytes.subarray(SIGNED_BYTES), firstBytes(right, PARTS.mac)))
    return undefined;
  return unpack(packed);
}

/** The whole link for one reader of one notice. */
export function makeNotMeLink(
  deps: Pick<Deps, 'keys' | 'publicUrl'>,
  { tenantId, id: requestId }: Pick<RequestFacts, 'tenantId' | 'id'>,
  notice: NoticeKind,
  holder: Holder,
): Secret {
  const token = mintNotMeToken(deps.keys, { tenantId, requestId, notice, holder });
  return Secret.of(`${deps.publicUrl}/not-me/${token.reveal()}`);
}
