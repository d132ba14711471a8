import type { Person } from './ports';

/** What the directory says of somebody's own mailbox. */
export type Mailbox = Pick<Person, 'mail' | 'userPrincipalName' | 'aliases'>;

const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1).toLowerCase();
const isWithin = (one: string, other: string): boolean => one === other || one.endsWith(`.${other}`);

/** True for an address in a house (domain, above or below) in which one of these is. */
export function isInHouseOf(own: readonly string[], address: string): boolean {
  const domain = domainOf(address);
  return own.map(domainOf).some((house) => isWithin(domain, house) || isWithin(house, domain));
}

/** Mail with a tag arrives in the mailbox without one, in whatever case either is written. */
const untagged = (address: string): string =>
  address
    .trim()
    .toLowerCase()
    .replace(/\+[^@]*(?=@)/, '');

export const isSameMailbox = (one: string, other: string): boolean => untagged(one) === untagged(other);

/**
 * Whether mail to this address ends up in the mailbox of the account, which is locked with it. Where the directory does not
 * say its other names, every address in its house may be one.
 */
export function ownMailbox(
  { mail = '', userPrincipalName, aliases }: Mailbox,
  address: string,
): 'ownMailbox' | 'maybeOwnMailbox' | undefined {
  const named = [userPrincipalName, ...(mail === '' ? [] : [mail])];
  if ([...named, ...(aliases ?? [])].some((own) => isSameMailbox(own, address))) return 'ownMailbox';
  return aliases === undefined && isInHouseOf(named, address) ? 'maybeOwnMailbox' : undefined;
}
