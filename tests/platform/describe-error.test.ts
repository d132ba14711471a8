import { describeError } from '../../platform/describe-error';

class GraphishError extends Error {
  override readonly name = 'GraphishError';
  readonly code = 'forbidden';
  readonly statusCode = 403;
  readonly requestId = 'f1e0-42';
}

const LEAK = 'pass=Kf3wq9';

describe('when an error is described', () => {
  it('gives name, code, status, request id, place and cause', () => {
    const cause = Object.assign(new Error(LEAK), { code: 'ETIMEDOUT' });
    expect(describeError(new GraphishError(LEAK, { cause }))).toEqual({
      errorName: 'GraphishError',
      errorCode: 'forbidden',
      errorStatus: 403,
      errorRequestId: 'f1e0-42',
      errorAt: expect.stringMatching(/describe-error\.test\.ts:\d+:\d+\)?$/),
      errorCause: 'Error:ETIMEDOUT',
    });
  });

  it('prefers status over statusCode', () => {
    expect(describeError(Object.assign(new Error('x'), { status: 429, statusCode: 500 })).errorStatus).toBe(429);
  });

  const hostile: readonly (readonly [string, unknown])[] = [
    ['a message', new Error(LEAK)],
    ['a message that looks like a stack', new Error(`x\n    at ${LEAK} (file.ts:1:1)`)],
    ['a stack of the message alone', Object.assign(new Error(LEAK), { stack: `Error: ${LEAK}` })],
    ['a name with text in it', Object.assign(new Error('x'), { name: LEAK })],
    ['a code with text in it', Object.assign(new Error('x'), { code: LEAK })],
    ['a code that is an object', Object.assign(new Error('x'), { code: { LEAK } })],
    ['a status with text in it', Object.assign(new Error('x'), { status: LEAK })],
    ['a request id with text in it', Object.assign(new Error('x'), { requestId: `${LEAK} ` })],
    ['a body', Object.assign(new Error('x'), { body: LEAK, response: { LEAK } })],
    ["a cause's message", new Error('x', { cause: new Error(LEAK) })],
    ['a cause that is text', new Error('x', { cause: LEAK })],
    ['a thrown text', LEAK],
    ['a thrown object', { message: LEAK }],
  ];
  it.each(hostile)('never repeats %s', (_name, error) => {
    expect(JSON.stringify(describeError(error))).not.toContain(LEAK);
  });

  it.each([
    ['text', 'string'],
    [undefined, 'undefined'],
    [null, 'object'],
  ])('says only the type of a thrown %p', (thrown, errorName) => {
    expect(describeError(thrown)).toEqual({ errorName });
  });
});
