import type { ServedTenant } from './served-tenants';
import type { Settings } from './settings';

/** The executor's ids in one tenant: as whom it acts, and which application it acts for. */
function idsOf({ executor }: ServedTenant): readonly (string | undefined)[] {
  return [executor.clientId, executor.kind === 'managedIdentity' ? executor.applicationId : undefined];
}

/**
 * Two identities: the bot faces Teams, the executor holds the rights on Graph. One that is both would give whoever steals
 * the bot's token or secret the rights of the executor.
 */
export function checkIdentities(settings: Settings, tenants: readonly ServedTenant[]): readonly string[] {
  const { BOT_ID: bot, GRAPH_CLIENT_ID: shared } = settings;
  const both = bot !== undefined && shared === bot;
  const own = tenants.flatMap((tenant, at) => (bot !== undefined && idsOf(tenant).includes(bot) ? [at] : []));
  return [
    ...(both ? ['GRAPH_CLIENT_ID: must be another identity than BOT_ID'] : []),
    ...(both
      ? []
      : own.map((at) => `TENANTS_FILE: tenants[${String(at)}]: its identity must be another one than BOT_ID`)),
    ...checkSecrets(settings, tenants),
    ...checkCompanions(settings),
  ];
}

/** An executor's secret, where it is this tenant's own; a variable that is not set is a problem of its own. */
function executorSecret({ executor }: ServedTenant): string {
  return executor.kind === 'secret' ? executor.secret.reveal() : '';
}

function signInSecret({ stepUp }: ServedTenant): string {
  return stepUp?.credential.kind === 'secret' ? stepUp.credential.secret.reveal() : '';
}

/**
 * A secret in two places is one secret: whoever has one identity has the other. Tenants may share theirs; bot, executors
 * and fresh sign-ins never do.
 */
function checkSecrets(settings: Settings, tenants: readonly ServedTenant[]): readonly string[] {
  const password = settings.BOT_PASSWORD?.reveal() ?? '';
  const shared = settings.GRAPH_CLIENT_SECRET?.reveal() ?? '';
  const executors = new Set([shared, ...tenants.map(executorSecret)]);
  const isBots = (secret: string): boolean => secret !== '' && secret === password;
  const own = tenants.flatMap((tenant, at): readonly string[] => {
    const label = `TENANTS_FILE: tenants[${String(at)}]`;
    const [executor, signIn] = [executorSecret(tenant), signInSecret(tenant)];
    const isExecutors = signIn !== '' && executors.has(signIn);
    return [
      ...(isBots(executor) && executor !== shared
        ? [`${label}.graphClientSecretEnv: must be another secret than BOT_PASSWORD`]
        : []),
      ...(isBots(signIn) ? [`${label}.stepUpClientSecretEnv: must be another secret than BOT_PASSWORD`] : []),
      ...(isExecutors && !isBots(signIn)
        ? [`${label}.stepUpClientSecretEnv: must be another secret than an executor’s`]
        : []),
    ];
  });
  return [...(isBots(shared) ? ['GRAPH_CLIENT_SECRET: must be another secret than BOT_PASSWORD'] : []), ...own];
}

/** Without its companion each of these would be passed over without a word, and something else used instead. */
function checkCompanions(settings: Settings): readonly string[] {
  const { GRAPH_CLIENT_ID, GRAPH_CLIENT_SECRET, GRAPH_CERTIFICATE_PATH, SMS_CONNECTION_STRING, SMS_FROM } = settings;
  const noId = GRAPH_CLIENT_ID === undefined;
  return [
    ...(noId && GRAPH_CLIENT_SECRET ? ['GRAPH_CLIENT_SECRET: needs GRAPH_CLIENT_ID beside it'] : []),
    ...(noId && GRAPH_CERTIFICATE_PATH !== undefined
      ? ['GRAPH_CERTIFICATE_PATH: needs GRAPH_CLIENT_ID beside it']
      : []),
    ...(SMS_CONNECTION_STRING && SMS_FROM === undefined ? ['SMS_CONNECTION_STRING: needs SMS_FROM beside it'] : []),
    ...(!SMS_CONNECTION_STRING && SMS_FROM !== undefined ? ['SMS_FROM: needs SMS_CONNECTION_STRING beside it'] : []),
  ];
}
