import type { Millis } from '../recovery/terms';

const MINUTE = 60_000;

function formatter(timeZone: string | undefined, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const all: Intl.DateTimeFormatOptions = { ...options, timeZoneName: 'short' };
  try {
    return new Intl.DateTimeFormat('en-GB', { ...all, timeZone: timeZone ?? 'UTC' });
  } catch {
    // A client may send a zone that we do not know.
    return new Intl.DateTimeFormat('en-GB', { ...all, timeZone: 'UTC' });
  }
}

function partsOf(at: Millis, timeZone: string | undefined): ReadonlyMap<string, string> {
  const date: Intl.DateTimeFormatOptions = { weekday: 'short', day: 'numeric', month: 'short' };
  const time: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' };
  const parts = formatter(timeZone, { ...date, ...time }).formatToParts(at);
  return new Map(parts.map(({ type, value }) => [type, value]));
}

/** `14:52 CET`: for what ends within the hour. */
export function clockTime(at: Millis, timeZone?: string): string {
  const part = partsOf(at, timeZone);
  return `${part.get('hour') ?? ''}:${part.get('minute') ?? ''} ${part.get('timeZoneName') ?? ''}`;
}

/** `Tue 4 Nov, 14:52 CET`: never “today”, because a card is read again tomorrow. */
export function moment(at: Millis, timeZone?: string): string {
  const part = partsOf(at, timeZone);
  return `${part.get('weekday') ?? ''} ${part.get('day') ?? ''} ${part.get('month') ?? ''}, ${clockTime(at, timeZone)}`;
}

/** Whole minutes until `at`, at least 0. */
export function minutesLeft(at: Millis, now: Millis): number {
  return Math.max(0, Math.ceil((at - now) / MINUTE));
}
