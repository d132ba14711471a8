import { decidedOf, type RecoveryRequest } from '../../../recovery/request';
import { methodKey } from '../../../recovery/plan';
import { isStrong } from '../../../recovery/methods';
import { asMethod } from './entra-ports';
import type { Universe } from './universe';

/**
 * Somebody who can write to storage, without the keys, puts one more method into the plan of a request under way. False
 * while there is none.
 */
export function tamper(universe: Universe): boolean {
  const content = universe.content('requests');
  for (const row of content.all()) {
    if (row.rk !== 's') continue;
    // Written by the product: the bytes of a state row.
    const body = JSON.parse(String(row.columns['bytes'])) as { readonly request: RecoveryRequest };
    const decided = decidedOf(body.request);
    if (decided === undefined || (body.request.state !== 'approved' && body.request.state !== 'revealed')) continue;
    const more = universe.ada.methods
      .map(asMethod)
      .filter((method) => isStrong(method) && !decided.plan.some(({ methodId }) => methodId === method.id))
      .map((method) => {
        const { id: methodId, kind } = method;
        const fingerprint = methodKey(universe.keys, method).slice(methodId.length + 1);
        return { methodId, kind, label: kind, fingerprint, outcome: 'pending' } as const;
      });
    if (more.length === 0) continue;
    const request = { ...body.request, decided: { ...decided, plan: [...decided.plan, ...more] } };
    const columns = { ...row.columns, bytes: JSON.stringify({ ...body, request }) } as Record<string, string>;
    content.set({ pk: row.pk, rk: row.rk, columns });
    universe.network.trace('somebody writes to storage');
    universe.evidence.tampered = true;
    return true;
  }
  return false;
}
