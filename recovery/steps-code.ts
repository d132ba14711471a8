import { readAuthority } from './authority';
import { contactHash } from './contact-hash';
import type { Deps } from './deps';
import { EffectError } from './errors';
import type { RecoveryEvent } from './events';
import { makeNotMeLink, holderOf } from './not-me-link';
import { ownKeys } from './own-keys';
import type { ContactPoint } from './ports';
import type { RecoveryRequest } from './request';
import { requireApproval } from './self-authority';
import { decidedFrom } from './steps-run';
import type { Step } from './step';
import { SYSTEM } from './step';
import { textCode } from './text-code';
import { LOST } from './verify-self';

/** The number is another one by now: a person has to look, unless a pass was shown already. */
async function otherNumber(deps: Deps, request: RecoveryRequest, generation: number): Promise<RecoveryEvent> {
  if (request.state === 'approved') {
    const authority = await readAuthority(deps, request, []);
    return requireApproval(deps, request, authority, { why: 'numberChanged', by: SYSTEM, reason: LOST.number });
  }
  return { type: 'codeSendFailed', at: deps.clock.now(), by: SYSTEM, generation, code: 'contactNotTrusted' };
}

/**
 * Sends the code in place of an approver. The number is read again, and another one gets nothing. A crash before the
 * commit sends the same code again.
 */
export const sendCode: Step = async (deps, stored) => {
  const { request } = stored;
  const decided = decidedFrom(stored);
  const { selfVerified, code } = decided;
  if (selfVerified === undefined) throw new EffectError('rejected', 'an approver has the code of this request');
  const common = { at: deps.clock.now(), by: SYSTEM, generation: code.generation } as const;
  try {
    const keys = ownKeys(deps.keys, request);
    const listed = await deps.methods.list(request.tenantId, request.employee);
    const { contact } = listed.find(({ id }) => id === selfVerified.contactId) ?? {};
    if (contact?.channel !== 'sms' || contactHash(keys, contact) !== selfVerified.contact)
      return { event: await otherNumber(deps, request, code.generation) };
    const to: ContactPoint = { id: selfVerified.contactId, ...contact };
    const notMe = makeNotMeLink(deps, request, 'selfVerified', holderOf(deps.keys, request, 'employee', to));
    await deps.outOfBand.sendCode(to, request, textCode(deps.keys, request, decided), notMe);
    return { event: { ...common, at: deps.clock.now(), type: 'codeSent', contact: selfVerified.contact } };
  } catch (error) {
    if (!(error instanceof EffectError) || error.code === 'queued') throw error;
    return { event: { ...common, type: 'codeSendFailed', code: error.code } };
  }
};
