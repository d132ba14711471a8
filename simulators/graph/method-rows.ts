import type { JsonObject } from '../entra/exchange';
import { METHOD_TYPES } from '../entra/method-types';
import { listedMethods } from '../entra/methods';
import { passFields } from '../entra/passes';
import { passHasReplicated } from '../entra/pass-state';
import { FIXED_METHOD_IDS } from '../entra/method-types';
import type { SimMethod, SimUser } from '../entra/sim-user';
import type { SimTenant } from '../entra/tenant';
import { isoTime } from './user-rows';

export function methodRow({ type, id, properties, createdAt }: SimMethod): JsonObject {
  return { '@odata.type': METHOD_TYPES[type].odataType, id, ...properties, createdDateTime: isoTime(createdAt) };
}

/** The password is on every list, with nothing to tell. */
export const PASSWORD_ROW: JsonObject = {
  '@odata.type': METHOD_TYPES.password.odataType,
  id: FIXED_METHOD_IDS.password,
  password: null,
  createdDateTime: null,
};

export function passRows(tenant: SimTenant, { pass }: SimUser): readonly JsonObject[] {
  if (pass === undefined || !passHasReplicated(tenant, pass)) return [];
  return [{ '@odata.type': METHOD_TYPES.temporaryAccessPass.odataType, ...passFields(tenant, pass) }];
}

/** What Graph lists for a user, as it stands in this moment's replica. */
export function methodRows(tenant: SimTenant, user: SimUser): readonly JsonObject[] {
  return [PASSWORD_ROW, ...listedMethods(tenant, user).map((method) => methodRow(method)), ...passRows(tenant, user)];
}
