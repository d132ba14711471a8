import { z } from 'zod';
import { Secret } from '../platform/secret';
import type { ContactDirectory, DirectoryEntry, EntryContact, MemberPage } from '../recovery/contact-directory';
import type { ObjectId } from '../recovery/terms';
import { read, type GraphClient, type GraphOf } from './client';
import { unlessNotFound } from './errors';
import { maskAddress, maskPhone } from './masks';
import { checkedId, groupPath, userPath } from './object-path';
import { onePage } from './pages';
import { untyped } from './person';

const PROPERTIES = ['id', 'mail', 'userPrincipalName', 'mobilePhone', 'otherMails', 'proxyAddresses'];

const ENTRY = z.object({
  mail: z.string().nullish(),
  userPrincipalName: z.string(),
  mobilePhone: z.string().nullish(),
  otherMails: z.array(z.string()).nullish(),
  proxyAddresses: z.array(z.string()).nullish(),
});
type Entry = z.output<typeof ENTRY>;

const MEMBER = z.object({ id: z.string() });
const PAGE = '100';
/** Nobody needs more; who writes an entry must not make it long. */
const MOST_MAILS = 5;

/** Where a text message arrives from anywhere: with the country, and nothing that one would have to know how to read. */
const INTERNATIONAL = /^\+[1-9]\d{6,14}$/;
const ADDRESS = /^[^\s@]{1,64}@[^\s@]+\.[^\s@]+$/;

/**
 * Contacts in the entries of people. Desk phones (`businessPhones`) are not asked for: they take no text messages, and
 * others stand beside them.
 */
export function createContactDirectory(graph: GraphOf): ContactDirectory {
  return {
    entry: async (tenantId, id) => readEntry(graph(tenantId), id),
    members: async (tenantId, groupId, after) => readMembers(graph(tenantId), groupId, after),
  };
}

async function readEntry(client: GraphClient, id: ObjectId): Promise<DirectoryEntry | undefined> {
  const call = { operation: 'contacts.entry', method: 'GET', path: userPath(id) } as const;
  const answer = await unlessNotFound(client.call({ ...call, query: { $select: PROPERTIES.join(',') } }));
  return answer && toEntry(read(ENTRY, answer));
}

function toEntry(entry: Entry): DirectoryEntry {
  const number = toNumber(entry.mobilePhone ?? '');
  const own = ownAddresses(entry);
  return {
    ...(number === undefined ? {} : { number }),
    mails: toMails(entry.otherMails ?? []),
    ...(own === undefined ? {} : { own }),
  };
}

/** `+47 (400) 55-312`; a number without its country, or with a digit in brackets that is sometimes left out, is none. */
function toNumber(written: string): EntryContact | undefined {
  const number = written.replaceAll(/[\s().-]/g, '');
  if (!INTERNATIONAL.test(number) || /\(0\)/.test(written.replaceAll(/\s/g, ''))) return undefined;
  return { channel: 'sms', address: Secret.of(number), masked: maskPhone(written) };
}

function toMails(written: readonly string[]): readonly EntryContact[] {
  const byAddress = new Map(written.map((address) => [address.trim().toLowerCase(), address.trim()]));
  const usable = [...byAddress.values()].filter((address) => ADDRESS.test(address)).slice(0, MOST_MAILS);
  return usable.map((address) => ({ channel: 'email', address: Secret.of(address), masked: maskAddress(address) }));
}

/** An account without a mailbox has none of the latter; where nothing is said, nobody knows. */
function ownAddresses({ mail, userPrincipalName, proxyAddresses }: Entry): readonly string[] | undefined {
  if (!proxyAddresses) return undefined;
  const named = [userPrincipalName, ...(mail ? [mail] : [])];
  return [...named, ...proxyAddresses.map(untyped)];
}

async function readMembers(client: GraphClient, groupId: ObjectId, after: string | undefined): Promise<MemberPage> {
  const call = {
    operation: 'contacts.members',
    method: 'GET',
    path: groupPath(groupId, 'transitiveMembers', 'microsoft.graph.user'),
    query: { $select: 'id', $top: PAGE, $count: 'true' },
    // A cast to users is an advanced query.
    headers: { ConsistencyLevel: 'eventual' },
  } as const;
  const { items, next } = await onePage(client, call, MEMBER, after);
  return { ids: items.map(({ id }) => checkedId(id)), ...(next === undefined ? {} : { after: next }) };
}
