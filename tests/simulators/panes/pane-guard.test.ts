import { isOwnRequest } from '../../../simulators/panes/pane-guard';

describe('when something asks the panes', () => {
  it.each([
    ['the page itself', { host: '127.0.0.1:4000', 'sec-fetch-site': 'same-origin' }, true],
    ['the address bar', { host: 'localhost:4000', 'sec-fetch-site': 'none' }, true],
    ['a tool without such headers', { host: '127.0.0.1:4000' }, true],
    ['its own origin', { host: '127.0.0.1:4000', origin: 'http://127.0.0.1:4000' }, true],
    ['a name that points here', { host: 'evil.example:4000' }, false],
    ['another port', { host: '127.0.0.1:4001' }, false],
    ['no host', {}, false],
    ['another site', { host: '127.0.0.1:4000', 'sec-fetch-site': 'cross-site' }, false],
    ['another page of this machine', { host: '127.0.0.1:4000', 'sec-fetch-site': 'same-site' }, false],
    ['another origin', { host: '127.0.0.1:4000', origin: 'http://127.0.0.1:9000' }, false],
    ['a sandboxed frame', { host: '127.0.0.1:4000', origin: 'null' }, false],
  ])('answers %s: %j -> %s', (_name, headers, allowed) => {
    expect(isOwnRequest(headers, 4000)).toBe(allowed);
  });
});
