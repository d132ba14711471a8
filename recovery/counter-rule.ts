import type { Finding } from './finding';
import { finding } from './finding';
import type { Signals } from './signals';

/** Nothing is said where it is no case of the counter. */
export function counterRule({ story }: Signals): readonly Finding[] {
  if (story.atCounter !== true) return [];
  const sentence = 'The employee stands at a counter of the helpdesk, so two people have to approve.';
  return [finding('delivery.counter', 'raised', 'dualApproval', sentence)];
}
