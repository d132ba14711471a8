import { mayBeOurOwnPage } from '../../web/same-origin';

const OURS = 'https://latchkey.example';

describe('when a form says where it comes from', () => {
  it.each([
    ['our page', { 'sec-fetch-site': 'same-origin', origin: OURS }, true],
    ['our page, whose no-referrer policy hides the origin', { 'sec-fetch-site': 'same-origin', origin: 'null' }, true],
    ['somebody reloading', { 'sec-fetch-site': 'none' }, true],
    ['another site', { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }, false],
    ['another site that claims our origin', { 'sec-fetch-site': 'cross-site', origin: OURS }, false],
    ['a sandboxed frame elsewhere', { 'sec-fetch-site': 'cross-site', origin: 'null' }, false],
    ['a sister site', { 'sec-fetch-site': 'same-site', origin: 'https://other.latchkey.example' }, false],
    ['a word nobody knows', { 'sec-fetch-site': 'same-origin, cross-site' }, false],
    ['an older browser', { origin: OURS }, true],
    ['an older browser that hides it', { origin: 'null' }, true],
    ['an older browser on another site', { origin: 'https://evil.example' }, false],
    ['another scheme', { origin: 'http://latchkey.example' }, false],
    ['another port', { origin: `${OURS}:8443` }, false],
    ['a longer name', { origin: `${OURS}.evil.example` }, false],
    ['no browser', {}, true],
  ])('%s', (_name, headers, expected) => {
    expect(mayBeOurOwnPage(headers, OURS)).toBe(expected);
  });

  it('compares with the origin of an address that has a path', () => {
    expect(mayBeOurOwnPage({ origin: OURS }, `${OURS}/recovery`)).toBe(true);
  });
});
