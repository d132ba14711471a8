import { checkEndpoints, checkPublicUrl } from './endpoint-rules';
import type { ModeOf } from './file-rules';
import { checkFiles } from './file-rules';
import { checkIdentities } from './identity-rules';
import type { ProfileInput } from './profile-rules';
import { checkProfile } from './profile-rules';
import { checkRuntime } from './runtime-rules';
import type { ServedTenant } from './served-tenants';
import { checkSelfVerified } from './self-verified-rules';
import { checkSms } from './sms-rules';
import { checkStepUp } from './step-up-rules';
import { checkStorage } from './storage-rules';

export interface StartInput extends ProfileInput {
  readonly tenants: readonly ServedTenant[];
  readonly modeOf: ModeOf;
}

/**
 * Everything for which the product refuses to start although each setting by itself can be read. Each problem begins with
 * the setting that it is about, and none repeats a value.
 */
export function checkStart({ settings, given, environment, tenants, modeOf }: StartInput): readonly string[] {
  const profile = checkProfile({ settings, given, environment });
  // A profile that is neither local nor azure is a problem of its own: nothing can be said about its rules.
  if ((environment['PROFILE'] ?? '') !== '' && environment['PROFILE'] !== settings.PROFILE) return profile;
  return [
    ...profile,
    ...checkEndpoints(settings, environment),
    ...checkPublicUrl(settings, environment, tenants),
    ...checkStorage(settings, environment),
    ...checkSms(settings, environment),
    ...checkIdentities(settings, tenants),
    ...checkStepUp(settings, tenants),
    ...checkSelfVerified(settings, tenants),
    ...checkFiles(modeOf, settings, tenants),
    ...(settings.PROFILE === 'azure' ? checkRuntime(environment) : []),
  ];
}
