import { textIn, type JsonObject } from '../entra/exchange';
import type { SimUser } from '../entra/sim-user';
import type { CatalogueApp, SimTenant } from '../entra/tenant';
import { recordWrite } from '../entra/write-log';
import { badRequest, GraphFailure } from './failure';
import { INSTALL_APPS, READ_CATALOGUE, READ_INSTALLED_APPS } from './grants';
import { listResponse, type Collection } from './odata-query';
import { originOf } from './origin';
import { context, NO_CONTENT, ok, param, route, type GraphHandler, type GraphRequest } from './route';
import { userOf } from './users';

const INSTALLED = '/users/{user}/teamwork/installedApps';

const CATALOGUE: Collection = {
  name: 'appCatalogs/teamsApps',
  type: 'microsoft.graph.teamsApp',
  filterable: ['id', 'externalId', 'displayName', 'distributionMethod'],
};

const INSTALLATIONS: Collection = {
  name: 'teamwork/installedApps',
  type: 'microsoft.graph.userScopeTeamsAppInstallation',
  filterable: ['teamsApp', 'id'],
};

const listCatalogue: GraphHandler = (tenant, request) => {
  return listResponse(
    request,
    CATALOGUE,
    tenant.catalogue.map((app) => appRow(app)),
  );
};

function appRow({ id, externalId, displayName, distributionMethod }: CatalogueApp): JsonObject {
  return { id, externalId, displayName, distributionMethod };
}

/** Ids of installations are opaque; they are made of user and app. */
function installationId(user: SimUser, app: CatalogueApp): string {
  return Buffer.from(`${user.id}##${app.id}`).toString('base64');
}

const listInstalled: GraphHandler = (tenant, request) => {
  const user = userOf(tenant, request);
  const installed = tenant.catalogue.filter(({ id }) => user.installedApps.has(id));
  // A filter may ask about the app even where the answer does not show it.
  const withApp = installed.map((app) => ({ id: installationId(user, app), teamsApp: appRow(app) }));
  const response = listResponse(request, INSTALLATIONS, withApp);
  return request.query['$expand']?.includes('teamsApp') ? response : withoutApps(response);
};

function withoutApps(response: ReturnType<GraphHandler>): ReturnType<GraphHandler> {
  const text = JSON.stringify(response.body, (key, value: unknown) => (key === 'teamsApp' ? undefined : value));
  const body: unknown = JSON.parse(text);
  return { ...response, body };
}

const install: GraphHandler = (tenant, request) => {
  const user = userOf(tenant, request);
  const bound = textIn(request.body, 'teamsApp@odata.bind') ?? '';
  const [, id = ''] = /\/appCatalogs\/teamsApps\/([^/]+)$/.exec(bound) ?? [];
  if (id === '') throw badRequest("The 'teamsApp@odata.bind' field is missing in the request.");
  // An app that was only sideloaded cannot be installed through Graph.
  const app = tenant.catalogue.find((each) => each.id === id && each.distributionMethod !== 'sideloaded');
  if (app === undefined) throw teamsNotFound('No app found with the specified id.');
  if (user.installedApps.has(app.id) && tenant.switches.conflictOnInstall) throw alreadyInstalled();
  recordWrite(tenant, originOf(request), user, () => {
    user.installedApps.add(app.id);
  });
  return ok(undefined, 201);
};

function alreadyInstalled(): GraphFailure {
  const message = 'App already installed for the user.';
  return new GraphFailure({ status: 409, code: 'Conflict', message });
}

function teamsNotFound(message: string): GraphFailure {
  return new GraphFailure({ status: 404, code: 'NotFound', message });
}

function installationOf(tenant: SimTenant, request: GraphRequest): { user: SimUser; app: CatalogueApp } {
  const user = userOf(tenant, request);
  const id = param(request, 'installation');
  const app = tenant.catalogue.find((each) => user.installedApps.has(each.id) && installationId(user, each) === id);
  if (app === undefined) throw teamsNotFound('No app installation found with the specified id.');
  return { user, app };
}

const getInstalled: GraphHandler = (tenant, request) => {
  const { user, app } = installationOf(tenant, request);
  const name = `users('${param(request, 'user')}')/teamwork/installedApps/$entity`;
  return ok({ '@odata.context': context(request, name), id: installationId(user, app) });
};

/** The chat between person and bot: what the bot continues a conversation with. */
const getChat: GraphHandler = (tenant, request) => {
  const { user, app } = installationOf(tenant, request);
  const id = `19:${user.id}_${app.botId}@unq.gbl.spaces`;
  return ok({ '@odata.context': context(request, 'chats/$entity'), id, chatType: 'oneOnOne' });
};

const uninstall: GraphHandler = (tenant, request) => {
  const { user, app } = installationOf(tenant, request);
  recordWrite(tenant, originOf(request), user, () => {
    user.installedApps.delete(app.id);
  });
  return NO_CONTENT;
};

export const TEAMS_APP_ROUTES = [
  route('GET', '/appCatalogs/teamsApps', READ_CATALOGUE, listCatalogue),
  route('GET', INSTALLED, READ_INSTALLED_APPS, listInstalled),
  route('POST', INSTALLED, INSTALL_APPS, install),
  route('GET', `${INSTALLED}/{installation}`, READ_INSTALLED_APPS, getInstalled),
  route('GET', `${INSTALLED}/{installation}/chat`, INSTALL_APPS, getChat),
  route('DELETE', `${INSTALLED}/{installation}`, INSTALL_APPS, uninstall),
];
