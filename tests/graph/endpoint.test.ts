import { isLoopback, parseEndpoint } from '../../graph/endpoint';

describe('when the address of a service is configured', () => {
  it.each([
    ['https://graph.microsoft.com', 'https://graph.microsoft.com/'],
    ['https://graph.microsoft.us/', 'https://graph.microsoft.us/'],
    ['https://user:password@graph.microsoft.com/v1.0?x=1', 'https://graph.microsoft.com/'],
    ['http://127.0.0.1:4010', 'http://127.0.0.1:4010/'],
    ['http://localhost:4010/', 'http://localhost:4010/'],
    ['http://[::1]:4010', 'http://[::1]:4010/'],
  ])('takes %s as %s', (text, expected) => {
    expect(parseEndpoint(text).href).toBe(expected);
  });

  it.each([
    'http://graph.microsoft.com',
    'http://127.0.0.1.example.com',
    'http://localhost.example.com',
    'http://10.0.0.1',
    'http://0.0.0.0',
    'ftp://127.0.0.1',
    'file:///etc/passwd',
    'graph.microsoft.com',
    '',
  ])('refuses %j without repeating it', (text) => {
    expect(() => parseEndpoint(text)).toThrow(
      expect.objectContaining({
        code: 'rejected',
        message: 'A service address must be https; plain http is accepted for loopback only.',
      }),
    );
  });
});

describe('when an address is judged', () => {
  it.each([
    ['http://127.1.2.3', true],
    ['https://localhost', true],
    ['https://graph.microsoft.com', false],
  ])('%s is loopback: %s', (text, expected) => {
    expect(isLoopback(new URL(text))).toBe(expected);
  });
});
