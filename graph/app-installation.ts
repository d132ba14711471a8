import { z } from 'zod';
import { EffectError } from '../recovery/errors';
import type { ObjectId } from '../recovery/terms';
import { read, type GraphClient, type GraphOf } from './client';
import { unlessNotFound } from './errors';
import { checkedId, pathSegment, userPath } from './object-path';
import { itemsOf } from './pages';

export interface AppInstallation {
  /** Puts the app into somebody's Teams, so that it can write first. `notInstalled`: the catalogue does not have it. */
  install(tenantId: ObjectId, person: ObjectId): Promise<'installed' | 'alreadyInstalled'>;
  /** Id of the app's personal chat with somebody, for the Bot Framework; `undefined` when the app is not installed. */
  chatId(tenantId: ObjectId, person: ObjectId): Promise<string | undefined>;
}

export interface AppInstallationDeps {
  readonly graph: GraphOf;
  /** `https://graph.microsoft.com`, for the reference to the app in the catalogue. */
  readonly base: URL;
  /** Id in the app's manifest: `externalId` in the catalogue. */
  readonly manifestId: string;
}

const NAMED = z.object({ id: z.string().min(1) });

export function createAppInstallation(deps: AppInstallationDeps): AppInstallation {
  const known = new Map<ObjectId, ObjectId>();
  const appId = async (tenantId: ObjectId): Promise<ObjectId> => {
    const id = known.get(tenantId) ?? (await findApp(deps.graph(tenantId), deps.manifestId));
    known.set(tenantId, id);
    return id;
  };
  return {
    install: async (tenantId, person) => {
      const path = userPath(person, 'teamwork', 'installedApps');
      const body = { 'teamsApp@odata.bind': `${deps.base.origin}/v1.0/appCatalogs/teamsApps/${await appId(tenantId)}` };
      const call = { operation: 'installation.install', method: 'POST', path, body, tolerate: [409] } as const;
      const { status } = await deps.graph(tenantId).call(call);
      return status === 409 ? 'alreadyInstalled' : 'installed';
    },
    chatId: async (tenantId, person) => findChat(deps.graph(tenantId), person, await appId(tenantId)),
  };
}

async function findApp(client: GraphClient, manifestId: string): Promise<ObjectId> {
  const query = { $filter: `externalId eq '${checkedId(manifestId)}'` };
  const call = { operation: 'installation.catalogue', method: 'GET', path: '/appCatalogs/teamsApps', query } as const;
  const [app] = await itemsOf(client, call, NAMED);
  if (app === undefined) throw new EffectError('notInstalled', 'The app is not in the catalogue of the tenant.');
  return checkedId(app.id);
}

async function findChat(client: GraphClient, person: ObjectId, appId: ObjectId): Promise<string | undefined> {
  const path = userPath(person, 'teamwork', 'installedApps');
  const query = { $expand: 'teamsApp', $filter: `teamsApp/id eq '${appId}'` };
  const [installed] = await itemsOf(client, { operation: 'installation.find', method: 'GET', path, query }, NAMED);
  if (installed === undefined) return undefined;
  const chat = `${path}/${pathSegment(installed.id)}/chat`;
  const answer = await unlessNotFound(client.call({ operation: 'installation.chat', method: 'GET', path: chat }));
  return answer && read(NAMED, answer).id;
}
