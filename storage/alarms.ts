import type { Clock } from '../platform/clock';
import { canonicalJson } from '../recovery/audit';
import { RecoveryError } from '../recovery/errors';
import type { Millis, ObjectId } from '../recovery/terms';
import { hashedKey } from './partitions';
import type { SignedRow } from './signed-row';
import type { SignedTable } from './signed-table';

export interface AlarmDeps {
  /** The spells lie beside the guards, in a partition of their own. */
  readonly active: SignedTable;
  readonly clock: Clock;
}

interface Spell {
  readonly toldAt: Millis;
  readonly seenAt: Millis;
}

const MINUTE = 60_000;
/** Unseen for so long, it is over: the sweep looks at what is damaged much more often. */
const OVER_MS = 60 * MINUTE;
/** A spell that lasts is told again after a day. */
const TELL_AGAIN_MS = 24 * 60 * MINUTE;
/** How exactly it is known when it was seen last: seeing it more often writes nothing. */
const NOTE_EVERY_MS = 2 * MINUTE;

/**
 * True for exactly one caller when a spell of trouble begins, and once a day while it lasts. Signed and short-lived:
 * whoever can write to storage can neither invent a spell to keep an alarm from sounding, nor bring an old one back for it.
 */
export async function beginsSpell({ active, clock }: AlarmDeps, tenantId: ObjectId, subject: string): Promise<boolean> {
  const place = { pk: `${tenantId}|alarms`, rk: hashedKey(subject) };
  const now = clock.now();
  const row = await soundOr(active, place);
  if (row === 'forged') {
    await active.put({ ...place, bytes: canonicalJson({ toldAt: now, seenAt: now }) });
    return true;
  }
  // The bytes carry our own signature, so they have the shape written below.
  const spell = row && (JSON.parse(row.bytes) as Spell);
  const begins = spell === undefined || now - spell.seenAt >= OVER_MS || now - spell.toldAt >= TELL_AGAIN_MS;
  if (!begins && now - spell.seenAt < NOTE_EVERY_MS) return false;
  const next: Spell = { toldAt: begins ? now : spell.toldAt, seenAt: now };
  return (await active.write({ ...place, bytes: canonicalJson(next) }, row)) !== undefined && begins;
}

/** As if it had not begun, for a spell that nobody could be told of. */
export async function forgetSpell({ active }: AlarmDeps, tenantId: ObjectId, subject: string): Promise<void> {
  const over: Spell = { toldAt: 0, seenAt: 0 };
  await active.put({ pk: `${tenantId}|alarms`, rk: hashedKey(subject), bytes: canonicalJson(over) });
}

async function soundOr(
  active: SignedTable,
  { pk, rk }: { readonly pk: string; readonly rk: string },
): Promise<SignedRow | 'forged' | undefined> {
  try {
    return await active.read(pk, rk);
  } catch (error) {
    if (error instanceof RecoveryError && error.code === 'integrity') return 'forged';
    throw error;
  }
}
