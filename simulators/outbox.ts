import type { Clock } from '../platform/clock';
import { systemClock } from '../platform/clock';
import type { Signal } from './signal';
import { createSignal } from './signal';
import { waitFor } from './wait-for';

export interface MailInput {
  readonly from: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly body: { readonly contentType: 'html' | 'text'; readonly content: string };
}

export interface SmsInput {
  readonly from: string;
  /** E.164. */
  readonly to: string;
  readonly text: string;
}

interface Sent {
  /** Rising from 1, over mails and texts together. */
  readonly id: number;
  /** Milliseconds since the Unix epoch. */
  readonly at: number;
}
export type SentMail = MailInput & Sent & { readonly kind: 'mail' };
export type SentSms = SmsInput & Sent & { readonly kind: 'sms' };
export type Posted = SentMail | SentSms;

/** Everything that would have left Teams: mails and text messages, newest last. Nothing is sent anywhere. */
export interface Outbox {
  readonly clock: Clock;
  readonly posted: Posted[];
  readonly arrived: Signal<Posted>;
  readonly taken: Set<number>;
  /** How many of the next text messages the carrier refuses. */
  smsToRefuse: number;
  readonly waitMs: number;
}

const PATIENCE_MS = 5_000;

export const createOutbox = (options: { readonly clock?: Clock; readonly waitMs?: number } = {}): Outbox => ({
  clock: options.clock ?? systemClock,
  posted: [],
  arrived: createSignal(),
  taken: new Set(),
  smsToRefuse: 0,
  waitMs: options.waitMs ?? PATIENCE_MS,
});

function put(outbox: Outbox, item: Posted): Posted {
  outbox.posted.push(item);
  outbox.arrived.emit(item);
  return item;
}

const stamp = (outbox: Outbox): Sent => ({ id: outbox.posted.length + 1, at: outbox.clock.now() });

export const postMail = (outbox: Outbox, mail: MailInput): Posted =>
  put(outbox, { kind: 'mail', ...stamp(outbox), ...mail });

export const postSms = (outbox: Outbox, sms: SmsInput): Posted =>
  put(outbox, { kind: 'sms', ...stamp(outbox), ...sms });

export class NothingPosted extends Error {
  override readonly name = 'NothingPosted';
}

function nothingFor(outbox: Outbox, to: string): NothingPosted {
  const lines = outbox.posted.map((item) => `  ${item.kind} to ${item.kind === 'mail' ? item.to.join(', ') : item.to}`);
  const posted = lines.join('\n') || '  (nothing)';
  return new NothingPosted(`Nothing like that for ${to} within ${outbox.waitMs} ms. Posted:\n${posted}`);
}

/** The oldest item that `pick` wants and that no earlier call took: one that was posted already, or one to come. */
function take<T extends Posted>(outbox: Outbox, to: string, pick: (item: Posted) => T | undefined): Promise<T> {
  const { waitMs, taken, posted } = outbox;
  const { subscribe } = outbox.arrived;
  const tooLate = (): NothingPosted => nothingFor(outbox, to);
  return waitFor({ waitMs, tooLate, subscribe }, () => {
    const found = posted.filter(({ id }) => !taken.has(id)).flatMap((item) => pick(item) ?? [])[0];
    if (found) taken.add(found.id);
    return found;
  });
}

/** The next mail to this address that nobody took before. */
export function nextMail(
  outbox: Outbox,
  to: string,
  matches: (mail: SentMail) => boolean = () => true,
): Promise<SentMail> {
  const isTo = (mail: SentMail): boolean => mail.to.some((address) => address.toLowerCase() === to.toLowerCase());
  return take(outbox, to, (item) => (item.kind === 'mail' && isTo(item) && matches(item) ? item : undefined));
}

/** The next text message to this number that nobody took before. */
export function nextSms(outbox: Outbox, to: string, matches: (sms: SentSms) => boolean = () => true): Promise<SentSms> {
  return take(outbox, to, (item) => (item.kind === 'sms' && item.to === to && matches(item) ? item : undefined));
}
