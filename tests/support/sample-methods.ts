import { Secret } from '../../platform/secret';
import type { Method, MethodKind } from '../../recovery/methods';
import type { Millis } from '../../recovery/terms';
import { DAY, START } from './fake-clock';

/** Ids that Graph fixes: one phone of each type, one password, one e-mail address per person. */
const FIXED_IDS: Partial<Record<MethodKind, string>> = {
  password: '28c10230-6103-485e-b985-444c60001490',
  mobilePhone: '3179e48a-750b-4051-897c-87b9720928f7',
  alternateMobilePhone: 'b6332ec1-7057-4abe-9331-3d72feddfe41',
  officePhone: 'e37fc753-ff3b-4958-9484-eaa9425c82bc',
  email: '3ddfcfc8-9383-446f-83cc-3ab9be4be18f',
};

const CHANNELS: Partial<Record<MethodKind, 'email' | 'sms'>> = {
  mobilePhone: 'sms',
  alternateMobilePhone: 'sms',
  email: 'email',
};

/** A registered method of `kind`; `tag` tells two of a kind apart and stands for number, address or device. */
export function method(kind: MethodKind, tag = 'old', createdAt: Millis | null = START - 400 * DAY): Method {
  const channel = CHANNELS[kind];
  const contact = channel && { channel, address: Secret.of(`${kind}-${tag}@address`), masked: `•• ${kind}` };
  return {
    id: FIXED_IDS[kind] ?? `${kind}-${tag}`,
    kind,
    label: `${kind} (${tag})`,
    identity: Secret.of(`${kind}:${tag}`),
    ...(createdAt === null ? {} : { createdAt }),
    ...(contact === undefined ? {} : { contact }),
  };
}
