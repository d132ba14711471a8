/** What the product calls outside, and is given a token or a secret for. */
export type Service = 'graph' | 'entra' | 'botKeys' | 'connector' | 'storage' | 'sms';

type Hosts = Readonly<Record<Service, readonly string[]>>;

/**
 * Every host that may be called, by cloud. `*.` stands for one label or more in front: only names of which Microsoft owns
 * all. Whatever is not here is refused at the start where the configuration names it, and before a token is attached
 * where somebody else does (a service address of Teams, a row, a redirect).
 */
export const CLOUD_HOSTS = {
  public: {
    graph: ['graph.microsoft.com'],
    entra: ['login.microsoftonline.com'],
    botKeys: ['login.botframework.com'],
    // Of trafficmanager.net anybody can have a name.
    connector: ['smba.trafficmanager.net', '*.teams.microsoft.com', '*.botframework.com'],
    storage: ['*.core.windows.net', '*.storage.azure.net'],
    sms: ['*.communication.azure.com'],
  },
  usGovernment: {
    graph: ['graph.microsoft.us', 'dod-graph.microsoft.us'],
    entra: ['login.microsoftonline.us'],
    botKeys: ['login.botframework.azure.us'],
    connector: ['*.teams.microsoft.us', '*.botframework.azure.us'],
    storage: ['*.core.usgovcloudapi.net'],
    sms: ['*.communication.azure.us'],
  },
  china: {
    graph: ['microsoftgraph.chinacloudapi.cn'],
    entra: ['login.partner.microsoftonline.cn', 'login.chinacloudapi.cn'],
    botKeys: ['login.botframework.azure.cn'],
    connector: ['*.teams.microsoftonline.cn', '*.botframework.azure.cn'],
    storage: ['*.core.chinacloudapi.cn'],
    sms: [],
  },
} as const satisfies Readonly<Record<string, Hosts>>;

export type Cloud = keyof typeof CLOUD_HOSTS;

const LOOPBACK_HOST = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

export function isThisMachine(address: string): boolean {
  return URL.canParse(address) && LOOPBACK_HOST.test(new URL(address).hostname);
}

/** The cloud whose service stands at this address; `undefined` for any other host, port or scheme. */
export function cloudAt(service: Service, address: string): Cloud | undefined {
  const clouds: readonly (readonly [string, Hosts])[] = Object.entries(CLOUD_HOSTS);
  const found = clouds.find(([, hosts]) => standsAt(hosts[service], address));
  // The names are the keys of the table.
  return found?.[0] as Cloud | undefined;
}

function standsAt(hosts: readonly string[], address: string): boolean {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url?.protocol !== 'https:' || url.port !== '' || url.username !== '' || url.password !== '') return false;
  return hosts.some((host) => (host.startsWith('*.') ? url.hostname.endsWith(host.slice(1)) : url.hostname === host));
}

/** Where Azure gives a machine the tokens of its managed identity: on itself, or beside it on the link. */
export function isIdentityEndpoint(address: string): boolean {
  return (
    isThisMachine(address) || (URL.canParse(address) && /^169\.254(\.\d{1,3}){2}$/.test(new URL(address).hostname))
  );
}

export type Gate = (address: string) => boolean;

/**
 * Which addresses of `service` follow from one that the configuration names (`given`, an address of `by`): those in the
 * same cloud. Where that one is on this machine, as in the local profile and in tests, this machine's and the public cloud's.
 */
export function gateTo(service: Service, by: Service, given: string): Gate {
  const local = isThisMachine(given);
  const cloud = local ? 'public' : cloudAt(by, given);
  return (address) => (local && isThisMachine(address)) || (cloud !== undefined && cloudAt(service, address) === cloud);
}
