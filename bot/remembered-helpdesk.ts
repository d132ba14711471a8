import type { Clock } from '../platform/clock';
import type { Verbs } from './verbs';

type Seems = Verbs['seemsHelpdesk'];

interface Known {
  readonly seems: boolean;
  readonly until: number;
}

const REMEMBERED_MS = 5 * 60_000;
const MOST_REMEMBERED = 2_000;

/**
 * Which commands somebody's help names is no right, so Graph is asked every five minutes and not at every help. What the
 * helpdesk may do is asked anew at each command, and never here.
 */
export function rememberedHelpdesk(ask: Seems, clock: Clock): Seems {
  const known = new Map<string, Known>();
  return async (who) => {
    const key = `${who.tenantId}/${who.presser}`;
    const one = known.get(key);
    if (one !== undefined && one.until > clock.now()) return one.seems;
    const seems = await ask(who);
    if (known.size >= MOST_REMEMBERED) known.clear();
    known.set(key, { seems, until: clock.now() + REMEMBERED_MS });
    return seems;
  };
}
