import type { Gate, Service } from '../../platform/cloud-hosts';
import { CLOUD_HOSTS, cloudAt, gateTo, isIdentityEndpoint, isThisMachine } from '../../platform/cloud-hosts';

const KEYS = 'https://login.botframework.com/v1/.well-known/openidconfiguration';
const US_KEYS = 'https://login.botframework.azure.us/v1/.well-known/openidconfiguration';

describe('when a host is looked for in the table', () => {
  it.each<readonly [Service, string, string | undefined]>([
    ['graph', 'https://graph.microsoft.com', 'public'],
    ['graph', 'https://graph.microsoft.com/v1.0/users', 'public'],
    ['graph', 'https://GRAPH.microsoft.com', 'public'],
    ['graph', 'https://graph.microsoft.us', 'usGovernment'],
    ['graph', 'https://microsoftgraph.chinacloudapi.cn', 'china'],
    ['graph', 'http://graph.microsoft.com', undefined],
    ['graph', 'https://graph.microsoft.com:444', undefined],
    ['graph', 'https://user@graph.microsoft.com', undefined],
    ['graph', 'https://:word@graph.microsoft.com', undefined],
    ['graph', 'https://graph.microsoft.com.evil.example', undefined],
    ['graph', 'https://evil.example/graph.microsoft.com', undefined],
    ['graph', 'https://evilgraph.microsoft.com', undefined],
    ['graph', 'https://graph.microsoft.com.', undefined],
    ['graph', 'https://login.microsoftonline.com', undefined],
    ['graph', 'no address', undefined],
    ['connector', 'https://smba.trafficmanager.net/emea/', 'public'],
    ['connector', 'https://smba.infra.gcc.teams.microsoft.com/teams', 'public'],
    ['connector', 'https://smba.infra.gov.teams.microsoft.us/teams', 'usGovernment'],
    ['connector', 'https://evil.trafficmanager.net/emea/', undefined],
    ['connector', 'https://smba.trafficmanager.net.evil.example/', undefined],
    ['connector', 'https://evilteams.microsoft.com/', undefined],
    ['connector', 'https://teams.microsoft.com/', undefined],
    ['storage', 'https://latchkeystore.table.core.windows.net', 'public'],
    ['storage', 'https://core.windows.net', undefined],
    ['storage', 'https://evilcore.windows.net', undefined],
  ])('%s at %s: %s', (service, address, cloud) => {
    expect(cloudAt(service, address)).toBe(cloud);
  });

  it('has no host in two clouds, and no pattern that others could have names under', () => {
    const all = Object.values(CLOUD_HOSTS).flatMap((hosts) => Object.values<readonly string[]>(hosts).flat());
    const [rest, connectors] = [new Set(all), Object.values(CLOUD_HOSTS).map((hosts) => hosts.connector)];
    expect(rest.size).toBe(all.length);
    for (const host of all) expect(host).toMatch(/^(\*\.)?([a-z0-9-]+\.)+[a-z]+$/);
    expect(connectors.flat()).not.toContain('*.trafficmanager.net');
  });
});

describe('when one address decides about others (T20)', () => {
  const gates: readonly (readonly [string, Gate, readonly string[], readonly string[]])[] = [
    [
      'the keys of the public cloud open its connectors',
      gateTo('connector', 'botKeys', KEYS),
      ['https://smba.trafficmanager.net/teams/'],
      ['https://smba.infra.gov.teams.microsoft.us/', 'http://127.0.0.1:1', 'https://graph.microsoft.com', ''],
    ],
    [
      'those of another cloud open theirs',
      gateTo('connector', 'botKeys', US_KEYS),
      ['https://smba.infra.gov.teams.microsoft.us/teams'],
      ['https://smba.trafficmanager.net/teams/'],
    ],
    [
      'those of this machine open this machine as well',
      gateTo('connector', 'botKeys', 'http://127.0.0.1:4000/keys'),
      ['http://127.0.0.1:1', 'http://localhost:2/', 'https://smba.trafficmanager.net/teams/'],
      ['https://evil.example', 'http://127.0.0.1.evil.example', 'http://10.0.0.1', 'http://localhost.evil.example'],
    ],
    [
      'those of nobody open nothing',
      gateTo('connector', 'botKeys', 'https://evil.example'),
      [],
      [KEYS, 'http://[::1]'],
    ],
  ];
  it.each(gates)('%s', (_what, mayCall, open, closed) => {
    expect(open.filter((address) => !mayCall(address))).toEqual([]);
    expect(closed.filter((address) => mayCall(address))).toEqual([]);
  });
});

describe('when an address is on this machine', () => {
  it.each([
    ['http://127.0.0.1:1', true],
    ['http://127.9.9.9', true],
    ['http://[::1]:1', true],
    ['http://localhost/x', true],
    ['http://0x7f.1', true],
    ['http://127.0.0.1@evil.example', false],
    ['http://127.0.0.1.evil.example', false],
    ['http://169.254.169.254', false],
  ])('%s: %p', (address, here) => {
    expect(isThisMachine(address)).toBe(here);
  });

  it('a managed identity gets its token there, or on the link', () => {
    const asked = ['http://169.254.169.254/metadata', 'http://localhost:42356/msi/token', 'https://evil.example', 'x'];
    expect(asked.filter(isIdentityEndpoint)).toEqual(asked.slice(0, 2));
  });
});
