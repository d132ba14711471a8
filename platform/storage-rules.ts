import { cloudAt, isThisMachine } from './cloud-hosts';
import { productionHost } from './production-markers';
import type { Environment, Settings } from './settings';

const PLACES = [
  { text: 'AZURE_STORAGE_CONNECTION_STRING', account: 'AZURE_STORAGE_ACCOUNT', of: 'store' },
  { text: 'ANCHOR_STORAGE_CONNECTION_STRING', account: 'ANCHOR_STORAGE_ACCOUNT', of: 'folder of anchors' },
] as const;
type Place = (typeof PLACES)[number];

/** Of the emulator's account: public, in every copy of its documentation. Only the start, which no other key has. */
const WELL_KNOWN_KEY = /AccountKey=Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/;
const DEVELOPMENT = /(^|;)UseDevelopmentStorage=true(;|$)/i;

interface Where {
  readonly local: boolean;
  readonly known: boolean;
}

/** Where tables and queues lie, as the text says; `undefined` when it is no connection string. */
function placeOf(text: string): Where | undefined {
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

/** The store and the anchors: Microsoft's over https, or this machine's; with the key that everybody knows on this machine only. */
export function checkStorage(settings: Settings, environment: Environment): readonly string[] {
  return PLACES.flatMap((place) => checkPlace(place, settings, environment));
}

function checkPlace(place: Place, settings: Settings, environment: Environment): readonly string[] {
  const secret = settings[place.text];
  const why = secret === undefined ? undefined : wrongText(secret.reveal(), settings, environment);
  const problems = why === undefined ? [] : [`${place.text}: ${why}`];
  if (settings.PROFILE === 'azure' || settings[place.account] === undefined) return problems;
  return [...problems, `${place.account}: is for PROFILE=azure; the simulated cloud has a ${place.of} of its own`];
}

function wrongText(text: string, { PROFILE }: Settings, environment: Environment): string | undefined {
  const where = placeOf(text);
  if (where === undefined) return 'is no connection string of a storage account';
  if (!where.local && WELL_KNOWN_KEY.test(text))
    return "has the emulator's key, which everybody knows, for a store that is not on this machine";
  if (!where.known) return 'must lead to a storage account by https, or to this machine';
  if (!where.local && PROFILE === 'local')
    return 'the simulated cloud writes to no real store; leave it out, or set PROFILE=azure';
  const host = productionHost(environment);
  return where.local && host !== undefined ? `is on this machine, and ${host} says this is production` : undefined;
}
