import { cloudAt, isThisMachine } from './cloud-hosts';
import { productionHost } from './production-markers';
import type { Environment, Settings } from './settings';

const NAME = 'AZURE_STORAGE_CONNECTION_STRING';

/** Of the emulator's account: public, in every copy of its documentation. Only the start, which no other key has. */
const WELL_KNOWN_KEY = /AccountKey=Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/;
const DEVELOPMENT = /(^|;)UseDevelopmentStorage=true(;|$)/i;

interface Place {
  readonly local: boolean;
  readonly known: boolean;
}

/** Where tables and queues lie, as the text says; `undefined` when it is no connection string. */
function placeOf(text: string): Place | undefined {
  if (DEVELOPMENT.test(text)) return { local: true, known: true };
  const named = [...text.matchAll(/(?:^|;)(?:Table|Queue|Blob)Endpoint=([^;]+)/gi)].map(([, address = '']) => address);
  const addresses = named.length > 0 ? named : byAccount(text);
  if (addresses.length === 0) return undefined;
  const local = addresses.every(isThisMachine);
  return { local, known: local || addresses.every((address) => cloudAt('storage', address) !== undefined) };
}

function byAccount(text: string): readonly string[] {
  const part = (name: string): string | undefined => new RegExp(`(?:^|;)${name}=([^;]+)`, 'i').exec(text)?.[1];
  const account = part('AccountName');
  if (account === undefined) return [];
  return [
    `${part('DefaultEndpointsProtocol') ?? 'https'}://${account}.table.${part('EndpointSuffix') ?? 'core.windows.net'}`,
  ];
}

/** The store: Microsoft's over https, or this machine's; with the key that everybody knows on this machine only. */
export function checkStorage(settings: Settings, environment: Environment): readonly string[] {
  const secret = settings[NAME];
  const problems = secret === undefined ? [] : checkText(secret.reveal(), settings, environment);
  if (settings.PROFILE === 'azure' || settings.AZURE_STORAGE_ACCOUNT === undefined) return problems;
  return [...problems, 'AZURE_STORAGE_ACCOUNT: is for PROFILE=azure; the simulated cloud has a store of its own'];
}

function checkText(text: string, { PROFILE }: Settings, environment: Environment): readonly string[] {
  const place = placeOf(text);
  if (place === undefined) return [`${NAME}: is no connection string of a storage account`];
  if (!place.local && WELL_KNOWN_KEY.test(text))
    return [`${NAME}: has the emulator's key, which everybody knows, for a store that is not on this machine`];
  if (!place.known) return [`${NAME}: must lead to a storage account by https, or to this machine`];
  if (!place.local && PROFILE === 'local')
    return [`${NAME}: the simulated cloud writes to no real store; leave it out, or set PROFILE=azure`];
  const host = productionHost(environment);
  return place.local && host !== undefined ? [`${NAME}: is on this machine, and ${host} says this is production`] : [];
}
