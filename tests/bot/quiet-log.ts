import type { Log, LogFields } from '../../platform/log';

export interface Line {
  readonly level: 'info' | 'warn' | 'error';
  readonly event: string;
  readonly fields: LogFields;
}

/** Keeps every line. */
export class QuietLog implements Log {
  readonly lines: Line[] = [];

  info(event: string, fields: LogFields = {}): void {
    this.lines.push({ level: 'info', event, fields });
  }

  warn(event: string, fields: LogFields = {}): void {
    this.lines.push({ level: 'warn', event, fields });
  }

  error(event: string, fields: LogFields = {}): void {
    this.lines.push({ level: 'error', event, fields });
  }

  events(level?: Line['level']): readonly string[] {
    return this.lines.filter((line) => level === undefined || line.level === level).map(({ event }) => event);
  }
}
