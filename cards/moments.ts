import type { Revealed } from '../recovery/request';
import type { Millis } from '../recovery/terms';
import { AGO } from '../words/link-places';
import type { ViewOf } from './request-view';

const MINUTE = 60_000;

const OPTIONS: Intl.DateTimeFormatOptions = {
  ...{ weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' },
  ...{ hourCycle: 'h23', timeZoneName: 'short' },
};
const MOST_ZONES = 500;
const formats = new Map<string, Intl.DateTimeFormat>();

function makeFormat(timeZone: string): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat('en-GB', { ...OPTIONS, timeZone });
  } catch {
    // A client may send a zone that we do not know.
    return new Intl.DateTimeFormat('en-GB', { ...OPTIONS, timeZone: 'UTC' });
  }
}

/** Making a format costs more than the rest of a card, so each zone's is kept. Zones come from clients: bounded. */
function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  if (formats.size >= MOST_ZONES) formats.clear();
  const made = makeFormat(timeZone);
  formats.set(timeZone, made);
  return made;
}

function partsOf(at: Millis, timeZone = 'UTC'): ReadonlyMap<string, string> {
  return new Map(
    formatOf(timeZone)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  );
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

/** “2 days ago”: only for cards that are gone within the hour. */
export function ago(at: Millis, now: Millis): string {
  const minutes = Math.floor((now - at) / MINUTE);
  if (minutes < 1) return AGO.now;
  if (minutes < 60) return AGO.minutes(minutes);
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? AGO.hours(hours) : AGO.days(Math.floor(hours / 24));
}

/** Whole minutes until `at`, at least 0. */
export function minutesLeft(at: Millis, now: Millis): number {
  return Math.max(0, Math.ceil((at - now) / MINUTE));
}

/** Until when the pass that was shown works; `undefined` where it does not. */
export function shownUntil({ request, now }: ViewOf<Revealed>): Millis | undefined {
  const { pass, gap } = request.decided;
  const works = gap !== 'open' && pass !== undefined && minutesLeft(pass.expiresAt, now) > 0;
  return works ? pass.expiresAt : undefined;
}
