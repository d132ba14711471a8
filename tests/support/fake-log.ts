import type { DomainLog } from '../../recovery/domain-log';

export interface LogLine {
  readonly level: 'info' | 'warn' | 'error';
  readonly event: string;
  readonly fields: object;
}

/** Keeps every line, so that a test can look for what must not be there. */
export class FakeLog implements DomainLog {
  readonly lines: LogLine[] = [];

  info(event: string, fields: object = {}): void {
    this.lines.push({ level: 'info', event, fields });
  }

  warn(event: string, fields: object = {}): void {
    this.lines.push({ level: 'warn', event, fields });
  }

  error(event: string, fields: object = {}): void {
    this.lines.push({ level: 'error', event, fields });
  }

  events(): readonly string[] {
    return this.lines.map(({ event }) => event);
  }
}
