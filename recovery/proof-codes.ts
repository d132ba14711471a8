/**
 * How the helpdesk may have recognised somebody for whom it opens a recovery: a face that was seen, or a call to a number
 * that the organisation held before. A chat, a birthday and a code to a recovery mailbox are no proof, and no words are.
 */
export const PROOF_CODES = ['proof.identityCard', 'proof.knownFace', 'proof.callBack', 'proof.video'] as const;
export type ProofCode = (typeof PROOF_CODES)[number];

/** False for everything else, e.g. for the words that requests of earlier versions may hold. */
export function isProofCode(said: string): said is ProofCode {
  return PROOF_CODES.some((code) => code === said);
}
