import { drawStillToEnrol } from '../cards/draw-still-to-enrol';
import type { RecoveryRequest } from '../recovery/request';
import type { Answer } from './answer';
import { still, viewFor } from './face';
import type { Handler, HandlerDeps } from './handler-deps';
import type { Turn } from './turn';

/** A recovery that came as far as a pass and to no new method. The product itself looks at it again every few minutes. */
function isStillToEnrol(request: RecoveryRequest): boolean {
  if (request.state !== 'failed' || request.decided?.enrolled !== undefined) return false;
  return request.placeholder !== undefined || (request.decided?.reveals ?? 0) > 0;
}

async function cardFor(deps: HandlerDeps, turn: Turn): Promise<Answer | undefined> {
  const { tenantId, presser } = turn;
  const { own } = await deps.verbs.findMine({ tenantId, presser });
  if (own === undefined || own.request.employee !== presser || !isStillToEnrol(own.request)) return undefined;
  return { kind: 'card', card: drawStillToEnrol(still(await viewFor(deps, turn, own.request))) };
}

/**
 * For words that ask for nothing: whoever was recovered and has no new method yet is asked for one again, in place of the
 * plain answer. It goes by the product's own record alone, so nothing is read from the directory; what cannot be read
 * keeps nobody from their answer.
 */
export const orEnrol =
  (plain: Handler<object>): Handler<object> =>
  async (deps, turn, input) => {
    const asked =
      turn.scope !== 'personal'
        ? undefined
        : await cardFor(deps, turn).catch((error: unknown) => {
            deps.log.warn('enrol.unread', { tenantId: turn.tenantId, error });
            return undefined;
          });
    return asked ?? plain(deps, turn, input);
  };
