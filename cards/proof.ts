import type { Proof } from '../recovery/facts';
import type { ProofCode } from '../recovery/proof-codes';
import { isProofCode, PROOF_CODES } from '../recovery/proof-codes';
import { PROOFS } from '../words/choices';
import type { Choice } from './card-data';
import { clean } from './plain-text';

const SHORT = 80;

// Typed so that the compiler names a code that has no words.
const WORDS: Readonly<Record<ProofCode, string>> = PROOFS;

/** What the form offers: the codes of the domain, and nothing else. */
export const PROOF_CHOICES: readonly Choice[] = PROOF_CODES.map((value) => ({ title: WORDS[value], value }));

/** How the helpdesk says it recognised the employee. Old requests hold the agent's own words: for a TextRun only. */
export function proofWords({ proof }: Proof): string {
  return clean(isProofCode(proof) ? WORDS[proof] : proof, SHORT);
}
