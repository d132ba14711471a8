import { createHash } from 'node:crypto';
import { Secret } from '../platform/secret';
import type { Deps } from './deps';
import type { Refused } from './outcome';
import { refused } from './outcome';
import { policyOf } from './policy-tiers';
import type { Stored } from './ports';
import type { RequestFacts } from './request';

const TOKEN_BYTES = 32;

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}

/** Makes a one-time link to the reveal page; only the hash of its token is stored, for as long as the policy says. */
export async function makeLink(deps: Deps, request: RequestFacts): Promise<Secret> {
  const token = deps.ids.token(TOKEN_BYTES);
  const expiresAt = deps.clock.now() + policyOf(deps.policy, request).timers.linkMinutes * 60_000;
  await deps.links.put(hashOf(token), { tenantId: request.tenantId, requestId: request.id, expiresAt });
  return Secret.of(`${deps.publicUrl}/reveal/${token}`);
}

export type OpenLinkOutcome = { readonly kind: 'link'; readonly stored: Stored } | Refused;

/** Looks at the request behind a link. Changes nothing, however often it is opened: link previews are harmless. */
export async function openLink(deps: Deps, input: { readonly token: string }): Promise<OpenLinkOutcome> {
  if (!/^[\w-]{20,100}$/.test(input.token)) return refused('linkUnknown');
  try {
    const link = await deps.links.get(hashOf(input.token));
    const stored = link === undefined ? undefined : await deps.ledger.read(link.tenantId, link.requestId);
    if (stored === undefined || stored.request.delivery.place !== 'link') return refused('linkUnknown');
    return { kind: 'link', stored };
  } catch (error) {
    deps.log.error('link.failed', { error });
    return refused('storageUnavailable');
  }
}
