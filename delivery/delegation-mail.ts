import { Secret } from '../platform/secret';
import type { DelegationMails } from '../recovery/delegations';
import type { Millis } from '../recovery/terms';
import { standInMail } from '../words/stand-in';
import type { EmailDeps } from './email';
import { organisationName } from './organisation-name';
import { plainName } from './plain-name';

const LONGEST = 120;
const NOT_PART_OF_AN_ADDRESS = /[^\p{L}\p{Nd}.@_+'-]/gu;

/** A directory holds nothing else in an address; what it does is not printed. */
const plainAddress = (address: string): string => address.replace(NOT_PART_OF_AN_ADDRESS, '').slice(0, LONGEST);

/** `2026-12-06 00:00 UTC`. */
const utc = (at: Millis): string => `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;

/** Mails to managers about their stand-in: plain text, nothing in them that opens or decides anything. */
export function createDelegationMails({ mail, tenants }: Pick<EmailDeps, 'mail' | 'tenants'>): DelegationMails {
  return {
    async sendNamed(tenantId, to, { delegateName, delegateAddress, from, until }) {
      const organisation = organisationName(tenants, tenantId);
      const names = { name: plainName(delegateName), address: plainAddress(delegateAddress) };
      const { subject, text } = standInMail({ organisation, ...names, from: utc(from), until: utc(until) });
      await mail.send(tenantId, to.address, subject, Secret.of(text));
    },
  };
}
