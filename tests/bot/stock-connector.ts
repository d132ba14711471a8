import { ConfigurationBotFrameworkAuthentication } from 'botbuilder';
import type { ConnectorFactory } from '../../bot/connector-factory';

/** The SDK's own factory, with credentials that sign nothing. */
export function stockConnectors(): ConnectorFactory {
  const credentials = { signRequest: (request: unknown) => Promise.resolve(request) };
  const factory = {
    isValidAppId: () => Promise.resolve(true),
    isAuthenticationDisabled: () => Promise.resolve(false),
    createCredentials: () => Promise.resolve(credentials),
  };
  const options = { ToChannelFromBotOAuthScope: 'scope' };
  type Factory = ConstructorParameters<typeof ConfigurationBotFrameworkAuthentication>[1];
  const authentication = new ConfigurationBotFrameworkAuthentication(options, factory as unknown as Factory);
  const claims = { claims: [] } as unknown as Parameters<typeof authentication.createConnectorFactory>[0];
  return authentication.createConnectorFactory(Object.assign(claims, { getClaimValue: () => 'app' }));
}
