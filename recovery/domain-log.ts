/** What the domain may put into a log line: ids and codes, nobody's words, no secret. `platform/log.ts` is one. */
export interface DomainLogFields {
  readonly requestId?: string;
  readonly tenantId?: string;
  readonly verb?: string;
  readonly code?: string;
  readonly graphRequestId?: string;
  /** The step, notice or call the line is about. */
  readonly operation?: string;
  readonly error?: unknown;
}

export interface DomainLog {
  info(event: string, fields?: DomainLogFields): void;
  warn(event: string, fields?: DomainLogFields): void;
  error(event: string, fields?: DomainLogFields): void;
}
