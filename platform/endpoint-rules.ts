import type { Cloud, Service } from './cloud-hosts';
import { cloudAt, isThisMachine } from './cloud-hosts';
import { productionHost } from './production-markers';
import type { ServedTenant } from './served-tenants';
import type { Environment, Settings } from './settings';

type EndpointName = 'GRAPH_BASE_URL' | 'ENTRA_AUTHORITY_HOST' | 'BOT_OPENID_METADATA_URL' | 'BOT_LOGIN_URL';

/** Whose address each setting is, as `CLOUD_HOSTS` lists them. */
const ENDPOINTS: Readonly<Record<EndpointName, Service>> = {
  GRAPH_BASE_URL: 'graph',
  ENTRA_AUTHORITY_HOST: 'entra',
  BOT_OPENID_METADATA_URL: 'botKeys',
  BOT_LOGIN_URL: 'entra',
};

interface Endpoint {
  readonly name: EndpointName;
  readonly address: string | undefined;
  readonly service: Service;
}

function endpointsIn(settings: Settings): readonly Endpoint[] {
  // Object.keys loses the key type; the table has no other keys.
  const names = Object.keys(ENDPOINTS) as EndpointName[];
  return names.map((name) => ({ name, address: settings[name], service: ENDPOINTS[name] }));
}

const isLocal = ({ address }: Endpoint): boolean => address !== undefined && isThisMachine(address);

/** What is not set is the public cloud's. */
const cloudOf = ({ address, service }: Endpoint): Cloud | undefined =>
  address === undefined ? 'public' : cloudAt(service, address);

/**
 * Whoever answers at these addresses is given the secrets of both identities, or says which tokens are Teams'. So they
 * are Microsoft's, all of one cloud; or this machine's, for tests, and then not on a host that serves real people.
 */
export function checkEndpoints(settings: Settings, environment: Environment): readonly string[] {
  const all = endpointsIn(settings);
  const remote = all.filter((one) => !isLocal(one));
  const unknown = remote.filter((one) => cloudOf(one) === undefined).map(({ name }) => name);
  return [
    ...unknown.map(
      (name) => `${name}: is no address of Microsoft's that is known (platform/cloud-hosts.ts lists them)`,
    ),
    ...(unknown.length > 0 ? [] : checkOneCloud(remote)),
    ...checkLocal(all, environment),
  ];
}

function checkOneCloud(remote: readonly Endpoint[]): readonly string[] {
  const [first, ...others] = remote.filter(({ address }) => address !== undefined);
  if (first === undefined) return [];
  const cloud = cloudOf(first);
  const absent = remote.filter(({ address }) => address === undefined);
  return [...others, ...absent]
    .filter((one) => cloudOf(one) !== cloud)
    .map(({ name }) => `${name}: belongs to another cloud than ${first.name}; take all of one cloud`);
}

function checkLocal(all: readonly Endpoint[], environment: Environment): readonly string[] {
  const host = productionHost(environment);
  const local = all.filter(isLocal).map(({ name }) => name);
  if (host !== undefined)
    return local.map((name) => `${name}: is on this machine, and ${host} says this is production`);
  const graph = all.find(({ name }) => name === 'GRAPH_BASE_URL');
  const realGraph = graph?.address !== undefined && !isLocal(graph);
  if (!realGraph || !local.includes('BOT_OPENID_METADATA_URL')) return [];
  return [
    'BOT_OPENID_METADATA_URL: keys from this machine are for a simulated Graph, and GRAPH_BASE_URL is a real one',
  ];
}

/** Characters of an address with which the link of a counter still fits into a QR code (`cards/qr-code.ts`). */
export const LONGEST_AT_COUNTERS = 162;

/** No tenant is known where the file is absent or cannot be read; then there may be counters. */
const mayHaveCounters = (tenants: readonly ServedTenant[]): boolean =>
  tenants.length === 0 || tenants.some(({ policy }) => policy.delivery.includes('inPerson'));

/** The address that links and cards carry: a host alone, one that people reach, and one that a QR code can say. */
export function checkPublicUrl(
  { PUBLIC_URL: address }: Settings,
  environment: Environment,
  tenants: readonly ServedTenant[],
): readonly string[] {
  if (address === undefined) return [];
  const host = productionHost(environment);
  return [
    ...(new URL(address).pathname === '/' ? [] : ['PUBLIC_URL: must be a host without a path']),
    ...(host !== undefined && isThisMachine(address)
      ? [`PUBLIC_URL: is on this machine, and ${host} says this is production`]
      : []),
    ...(address.length > LONGEST_AT_COUNTERS && mayHaveCounters(tenants)
      ? [
          `PUBLIC_URL: is too long for the QR code of a counter; take one of at most ${String(LONGEST_AT_COUNTERS)} characters, or a policy whose delivery is without inPerson`,
        ]
      : []),
  ];
}
