import { createLog, logWith, type Log, type LogFields } from '../../platform/log';
import { Secret } from '../../platform/secret';
import { HOSTILE_ROWS } from '../support/hostile-strings';

const AT = Date.UTC(2026, 4, 1, 9, 30);

/** A log whose lines are kept, parsed. */
function keptLog(): { readonly log: Log; readonly lines: Record<string, unknown>[]; readonly raw: string[] } {
  const lines: Record<string, unknown>[] = [];
  const raw: string[] = [];
  const write = (line: string): void => {
    raw.push(line);
    lines.push(JSON.parse(line) as Record<string, unknown>);
  };
  return { log: createLog({ clock: { now: () => AT }, write }), lines, raw };
}

/** What a caller could hand over who got round the types. */
const untyped = (fields: Record<string, unknown>): LogFields => fields;

describe('when a line is logged', () => {
  it.each(['info', 'warn', 'error'] as const)('carries level, time, event and fields (%s)', (level) => {
    const { log, lines } = keptLog();
    log[level]('request.opened', { requestId: '01H', shortCode: 'LK-7F3K9Q', durationMs: 12 });
    expect(lines).toEqual([
      {
        level,
        time: '2026-05-01T09:30:00.000Z',
        event: 'request.opened',
        requestId: '01H',
        shortCode: 'LK-7F3K9Q',
        durationMs: 12,
      },
    ]);
  });

  it('works without fields', () => {
    const { log, lines } = keptLog();
    log.info('server.listening');
    expect(lines).toEqual([{ level: 'info', time: '2026-05-01T09:30:00.000Z', event: 'server.listening' }]);
  });

  it('is one line, whatever the fields hold', () => {
    const { log, raw } = keptLog();
    log.info('x', { verb: 'a\n{"level":"error"}\r\u2028b' });
    expect(raw.join('').trimEnd().split('\n')).toHaveLength(1);
  });

  it.each(HOSTILE_ROWS)('is one line of bounded length in which everything is seen: %s', (_name, words) => {
    const { log, raw } = keptLog();
    const error = Object.assign(new Error(words), { name: words, code: words, requestId: words, cause: words });
    log.error('x', untyped({ verb: words, intent: words, activityId: words, error, [words]: words }));
    const line = raw.join('');
    expect(line.trimEnd()).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
    expect(line.length).toBeLessThan(2_500);
    expect(JSON.parse(line)).toMatchObject({ level: 'error', event: 'x', dropped: 1 });
  });

  it('cuts long values', () => {
    const { log, lines } = keptLog();
    log.info('x', { verb: 'v'.repeat(1_000) });
    expect(lines[0]?.['verb']).toHaveLength(200);
  });
});

describe('when a line is handed something it may not carry', () => {
  it.each<readonly [string, Record<string, unknown>, number]>([
    ['an unknown field', { pass: 'Kf3wq9' }, 1],
    ['two unknown fields', { pass: 'Kf3wq9', mail: 'Kf3wq9' }, 2],
    ['an object in a known field', { verb: { pass: 'Kf3wq9' } }, 1],
    ['a list in a known field', { verb: ['Kf3wq9'] }, 1],
    ['a name of the prototype', { constructor: 'Kf3wq9' }, 1],
    ['a time or level of its own', { level: 'Kf3wq9', time: 'Kf3wq9' }, 2],
  ])('drops and counts %s', (_name, fields, dropped) => {
    const { log, lines, raw } = keptLog();
    log.info('x', untyped(fields));
    expect(raw.join('')).not.toContain('Kf3wq9');
    expect(lines[0]).toMatchObject({ event: 'x', level: 'info', dropped });
  });

  it('masks a secret in a known field', () => {
    const { log, lines } = keptLog();
    log.info('x', untyped({ code: Secret.of('Kf3wq9') }));
    expect(lines[0]?.['code']).toBe('[secret]');
  });

  it('does not count what is not set', () => {
    const { log, lines } = keptLog();
    log.info('x', untyped({ code: undefined }));
    expect(lines[0]).not.toHaveProperty('dropped');
  });
});

describe('when a line carries an error', () => {
  it('describes it flat, without its message', () => {
    const { log, lines, raw } = keptLog();
    log.error('graph.failed', { error: Object.assign(new Error('Kf3wq9'), { code: 'throttled', status: 429 }) });
    expect(lines[0]).toMatchObject({ errorName: 'Error', errorCode: 'throttled', errorStatus: 429 });
    expect(lines[0]).not.toHaveProperty('error');
    expect(raw.join('')).not.toContain('Kf3wq9');
  });
});

describe('when a log has fixed fields', () => {
  it.each(['info', 'warn', 'error'] as const)('puts them on every line and lets the line win (%s)', (level) => {
    const { log, lines } = keptLog();
    const bound = logWith(log, { requestId: '01H', operation: 'advance' });
    bound[level]('one');
    bound[level]('two', { operation: 'remove' });
    expect(lines).toMatchObject([
      { level, event: 'one', requestId: '01H', operation: 'advance' },
      { level, event: 'two', requestId: '01H', operation: 'remove' },
    ]);
  });
});
