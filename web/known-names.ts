import type { Clock } from '../platform/clock';
import type { Log } from '../platform/log';
import { visible } from '../platform/visible-text';
import { withinMs } from '../platform/within-ms';
import type { Directory } from '../recovery/ports';
import type { ObjectId } from '../recovery/terms';

/** Display name for a page; `undefined` when there is none or it cannot be read now. Never throws. */
export type NameOf = (tenantId: ObjectId, id: ObjectId) => Promise<string | undefined>;

interface Known {
  readonly name: Promise<string | undefined>;
  readonly until: number;
}

const KEPT_MS = 5 * 60_000;
/** A page is drawn without a name that takes longer; the next one has it. */
const PATIENCE_MS = 2_000;
const MOST = 1_000;
const LONGEST = 80;
/** Of more than this nobody sees anything. */
const LOOKED_AT = 1_000;

/**
 * Looks names up and remembers them, failures included: an open page asks again every few seconds, and the directory
 * is not asked each time.
 */
export function rememberNames(deps: {
  readonly people: Pick<Directory, 'person'>;
  readonly clock: Clock;
  readonly log: Log;
}): NameOf {
  const known = new Map<string, Known>();
  const read = async (tenantId: ObjectId, id: ObjectId): Promise<string | undefined> => {
    try {
      return cleanName((await deps.people.person(tenantId, id))?.displayName);
    } catch (error) {
      deps.log.warn('web.nameNotRead', { tenantId, error });
      return undefined;
    }
  };
  return (tenantId, id) => {
    const key = `${tenantId}|${id}`;
    const now = deps.clock.now();
    const found = known.get(key);
    if (found !== undefined && found.until > now) return withinMs(found.name, PATIENCE_MS);
    if (known.size >= MOST) known.clear();
    const name = read(tenantId, id);
    known.set(key, { name, until: now + KEPT_MS });
    return withinMs(name, PATIENCE_MS);
  };
}

/** Attacker-controlled where people may edit their own name. Cut, and isolated so that it cannot reorder our text. */
function cleanName(name: string | undefined): string | undefined {
  const clean = visible((name ?? '').slice(0, LOOKED_AT)).trim();
  if (clean === '') return undefined;
  const characters = [...clean];
  const short = characters.length > LONGEST ? `${characters.slice(0, LONGEST).join('')}…` : clean;
  return `\u2068${short}\u2069`;
}
