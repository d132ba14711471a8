import type { JsonObject } from '../entra/exchange';
import type { SimTenant } from '../entra/tenant';
import { resourceNotFound } from './failure';
import { READ_METHOD_POLICY } from './grants';
import { context, ok, param, route, type GraphHandler } from './route';

const CONFIGURATIONS = '/policies/authenticationMethodsPolicy/authenticationMethodConfigurations';

const getConfiguration: GraphHandler = (tenant, request) => {
  const id = param(request, 'configuration');
  if (id.toLowerCase() !== 'temporaryaccesspass') throw resourceNotFound(id);
  return ok({
    '@odata.context': context(request, 'authenticationMethodConfigurations/$entity'),
    ...passConfiguration(tenant),
  });
};

function passConfiguration({ passPolicy }: SimTenant): JsonObject {
  return {
    '@odata.type': '#microsoft.graph.temporaryAccessPassAuthenticationMethodConfiguration',
    id: 'TemporaryAccessPass',
    ...passPolicy,
    includeTargets: passPolicy.includeTargets.map((target) => ({ ...target, isRegistrationRequired: false })),
  };
}

export const METHOD_POLICY_ROUTES = [
  route('GET', `${CONFIGURATIONS}/{configuration}`, READ_METHOD_POLICY, getConfiguration),
];
