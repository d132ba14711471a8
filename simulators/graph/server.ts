import { serve, type ServeOptions, type Served } from '../entra/serve';
import type { SimTenant } from '../entra/tenant';
import { graphOf } from './routes';

/** Serves the simulated Graph of one tenant on 127.0.0.1. */
export function startGraph(tenant: SimTenant, options: ServeOptions = {}): Promise<Served> {
  return serve(graphOf(tenant), options);
}
