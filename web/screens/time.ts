import type { Millis } from '../../recovery/terms';
import { html } from '../html';
import type { Html } from '../html';

/** A time of day. The server does not know where the reader is: the script turns it into local time, else it is UTC. */
export function time(at: Millis): Html {
  const iso = new Date(at).toISOString();
  return html`<time datetime="${iso}" data-local>${iso.slice(11, 16)} UTC</time>`;
}

const DAY_AND_TIME = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' });

/** The same with the day, for what may have happened days ago. */
export function dayAndTime(at: Millis): Html {
  const iso = new Date(at).toISOString();
  return html`<time datetime="${iso}" data-local="day">${DAY_AND_TIME.format(at)} UTC</time>`;
}

/** Whole seconds until then, never below 0. */
export function secondsUntil(at: Millis, now: Millis): number {
  return Math.max(0, Math.ceil((at - now) / 1_000));
}
