import pino from 'pino';
import type { Clock } from './clock';
import { describeError } from './describe-error';
import { Secret } from './secret';
import { seen } from './visible-text';

/**
 * What a line may carry, and nothing else: flat, short, no person's words, no address, no secret. `error` is flattened
 * to its name, code, status, request id and first stack frame; its message stays out (see describe-error.ts).
 */
export interface LogFields {
  /** ULID of the recovery request. */
  readonly requestId?: string;
  readonly shortCode?: string;
  readonly tenantId?: string;
  /** Id of the Teams activity that is being answered. */
  readonly activityId?: string;
  /** `request-id` of an answer of Microsoft Graph. */
  readonly graphRequestId?: string;
  readonly verb?: string;
  readonly intent?: string;
  readonly scenario?: string;
  readonly state?: string;
  /** Which call, step, channel or job the line is about, e.g. `accessPass.issue`. */
  readonly operation?: string;
  readonly outcome?: string;
  /** Refusal or error code of ours. */
  readonly code?: string;
  /** HTTP status. */
  readonly status?: number;
  readonly attempt?: number;
  readonly durationMs?: number;
  readonly count?: number;
  readonly port?: number;
  readonly profile?: string;
  /** Which of several processes on one store. */
  readonly instance?: number;
  readonly error?: unknown;
}

/** One line per call. `event` is a stable dotted name (`request.approved`), never a sentence with values in it. */
export interface Log {
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  error(event: string, fields?: LogFields): void;
}

// Typed as a record so that a field added above and forgotten here does not compile.
const ALLOWED: Readonly<Record<Exclude<keyof LogFields, 'error'>, true>> = {
  requestId: true,
  shortCode: true,
  tenantId: true,
  activityId: true,
  graphRequestId: true,
  verb: true,
  intent: true,
  scenario: true,
  state: true,
  operation: true,
  outcome: true,
  code: true,
  status: true,
  attempt: true,
  durationMs: true,
  count: true,
  port: true,
  profile: true,
  instance: true,
};

const LONGEST_VALUE = 200;

export interface LogDeps {
  readonly clock: Clock;
  /** Takes one JSON line, with its line feed. */
  readonly write: (line: string) => void;
}

export function createLog({ clock, write }: LogDeps): Log {
  const timestamp = () => `,"time":"${new Date(clock.now()).toISOString()}"`;
  const formatters = { level: (label: string) => ({ level: label }) };
  const logger = pino({ base: null, messageKey: 'event', timestamp, formatters }, { write });
  return {
    info: (event, fields) => logger.info(flatten(fields), event),
    warn: (event, fields) => logger.warn(flatten(fields), event),
    error: (event, fields) => logger.error(flatten(fields), event),
  };
}

/** A log that puts `fixed` (say, the request id) on every line. A line's own fields win. */
export function logWith(log: Log, fixed: LogFields): Log {
  return {
    info: (event, fields) => log.info(event, { ...fixed, ...fields }),
    warn: (event, fields) => log.warn(event, { ...fixed, ...fields }),
    error: (event, fields) => log.error(event, { ...fixed, ...fields }),
  };
}

/** Keeps what is allowed. What is not (an unknown field, an object) is dropped and counted in `dropped`. */
function flatten(fields: LogFields = {}): Record<string, unknown> {
  const { error, ...rest } = fields;
  const kept: Record<string, unknown> = error === undefined ? {} : { ...describeError(error) };
  let dropped = 0;
  for (const [name, value] of Object.entries(rest)) {
    if (value === undefined) continue;
    const printable = Object.hasOwn(ALLOWED, name) ? asPrintable(value) : undefined;
    if (printable === undefined) dropped += 1;
    else kept[name] = printable;
  }
  return dropped === 0 ? kept : { ...kept, dropped };
}

function asPrintable(value: unknown): string | number | boolean | undefined {
  if (value instanceof Secret) return value.toString();
  if (typeof value === 'number' || typeof value === 'boolean') return value;
  return typeof value === 'string' ? seen(value.slice(0, LONGEST_VALUE)) : undefined;
}
