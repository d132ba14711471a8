import { decidedOf } from '../../../recovery/request';
import { ON_LOST_DEVICE } from '../../../recovery/scope';
import { FIXED_METHOD_IDS } from '../../../simulators/entra/method-types';
import { WHO } from '../../support/sample-people';
import type { SentCode } from './evidence';
import type { Invariant, Outlook } from './outlook';
import { decisionsIn } from './outlook';

function faultOf({ requestId, contactId, number }: SentCode, { universe, trails }: Outlook): string | undefined {
  const trail = trails.find(({ request }) => request.id === requestId);
  const decided = (trail === undefined ? [] : decisionsIn(trail)).map((one) => one.decided.selfVerified?.contactId);
  if (trail === undefined || !decided.includes(contactId)) return 'a code went where it was not decided to go';
  if (universe.scene.numbers.get(contactId) !== number) return 'a code went to another number';
  const isLost = ON_LOST_DEVICE[trail.request.scenario].has('mobilePhone') && contactId === FIXED_METHOD_IDS.mobile;
  return isLost ? 'a code went to the device that is gone' : undefined;
}

/** 12. A code in place of an approver goes to the number that was decided on, which has stood for long, and nowhere else. */
export const theCodeStaysWithItsNumber: Invariant = (outlook) =>
  outlook.universe.evidence.codes.flatMap((sent) => faultOf(sent, outlook) ?? []);

/** 13. Of a recovery that nobody approved the manager hears by the time it is over. */
export const theManagerIsTold: Invariant = ({ trails }) =>
  trails.flatMap(({ request, entries }) => {
    if (request.state !== 'completed' || decidedOf(request)?.selfVerified === undefined) return [];
    const told = entries.some(({ event }) => event.type === 'notified' && event.who === WHO.max);
    return told ? [] : ['nobody approved, and the manager never heard of it'];
  });
