import { RecoveryError } from './errors';
import type { KeyRing } from './ports';

/** The MAC of `data` under the current key, in base64url. Throws `RecoveryError('integrity')` where the key ring lacks it. */
export function currentMac(keys: KeyRing, purpose: string, data: string): string {
  const mac = keys.mac(purpose, data, keys.currentId);
  if (mac === undefined) throw new RecoveryError('integrity', 'the current key is not in the key ring');
  return mac;
}
