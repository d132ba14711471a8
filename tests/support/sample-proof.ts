import type { Proof } from '../../recovery/facts';

/** What a member of the helpdesk chooses and types on the form for somebody else. */
export const PROOF = { proof: 'proof.identityCard', ticket: 'INC0042' } as const satisfies Proof;
