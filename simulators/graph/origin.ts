import type { WriteOrigin } from '../entra/write-log';
import type { GraphRequest } from './route';

/** How a request stands in the tenant's list of writes. */
export function originOf({ caller, method, resource, requestId }: GraphRequest): WriteOrigin {
  return { by: caller, method, path: resource, requestId };
}
