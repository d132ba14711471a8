import { cloudAt, isThisMachine } from './cloud-hosts';
import { productionHost } from './production-markers';
import type { Environment, Settings } from './settings';

/** Who answers there is given the links to reveal pages, and the access key. */
export function checkSms({ SMS_CONNECTION_STRING: secret }: Settings, environment: Environment): readonly string[] {
  if (secret === undefined) return [];
  const endpoint = /(?:^|;)endpoint=([^;]+)/i.exec(secret.reveal())?.[1] ?? '';
  const host = productionHost(environment);
  if (isThisMachine(endpoint)) {
    return host === undefined ? [] : [`SMS_CONNECTION_STRING: is on this machine, and ${host} says this is production`];
  }
  if (cloudAt('sms', endpoint) !== undefined) return [];
  return ['SMS_CONNECTION_STRING: must lead to Azure Communication Services by https'];
}
