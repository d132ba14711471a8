import type { KeyObject } from 'node:crypto';
import { createPublicKey } from 'node:crypto';
import { z } from 'zod';
import type { Clock } from '../platform/clock';
import { EffectError } from '../recovery/errors';

/** The keys that a tenant's tokens are signed with. */
export interface EntraKeys {
  /** The key of this name, `undefined` for a name that Entra does not publish. Throws `EffectError('unavailable')`. */
  key(id: string): Promise<KeyObject | undefined>;
}

export interface EntraKeysDeps {
  readonly address: string;
  readonly clock: Clock;
  readonly deadlineMs: number;
}

/** Entra changes its keys without notice: what was read longer ago is read again. */
const KEPT_MS = 3_600_000;
/** A token may name any key: so often the keys are read again for one that is not known. */
const ASK_AGAIN_MS = 60_000;

/** A key of another kind, or none at all: others may still be good. */
const UNUSABLE = { kty: '', n: '', e: '' };

const published = z.object({
  keys: z.array(
    z.object({ kty: z.string(), kid: z.string().optional(), n: z.string(), e: z.string() }).catch(UNUSABLE),
  ),
});

type Keys = ReadonlyMap<string, KeyObject>;

async function fetchKeys({ address, deadlineMs }: EntraKeysDeps): Promise<Keys> {
  try {
    const response = await fetch(address, { signal: AbortSignal.timeout(deadlineMs), redirect: 'error' });
    if (!response.ok) throw new EffectError('unavailable', `the keys were answered with ${String(response.status)}`);
    const { keys } = published.parse(await response.json());
    const signing = keys.filter(({ kty, kid }) => kty === 'RSA' && kid !== undefined);
    return new Map(
      signing.map(({ kid = '', kty, n, e }) => [kid, createPublicKey({ format: 'jwk', key: { kty, n, e } })]),
    );
  } catch (cause) {
    throw cause instanceof EffectError
      ? cause
      : new EffectError('unavailable', 'Entra’s keys were not read.', { cause });
  }
}

/** Reads the keys when they are asked for, and keeps them for an hour. */
export function createEntraKeys(deps: EntraKeysDeps): EntraKeys {
  let read: { readonly at: number; readonly keys: Keys } | undefined;
  const renew = async (at: number): Promise<Keys> => {
    const keys = await fetchKeys(deps);
    read = { at, keys };
    return keys;
  };
  return {
    key: async (id) => {
      const now = deps.clock.now();
      const age = read === undefined ? Infinity : Math.abs(now - read.at);
      const known = age < KEPT_MS ? read?.keys.get(id) : undefined;
      return known ?? (age < ASK_AGAIN_MS ? undefined : (await renew(now)).get(id));
    },
  };
}
