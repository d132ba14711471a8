import { actionsOf, cardSchema } from '../../../simulators/teams/card';
import { PEOPLE } from '../../../simulators/entra/contoso-ids';
import type { Page } from '../../../scripts/web-page';
import { opensPage } from '../../../scripts/web-page';
import type { Handle } from './world';

/** The link behind “Sign in” on a card. */
export function stepUpLinkIn(card: unknown): string {
  const [open] = actionsOf(cardSchema.parse(card)).filter(({ type }) => type === 'Action.OpenUrl');
  const link = open?.['url'];
  if (typeof link !== 'string') throw new Error('the card opens no page');
  return link;
}

/** A browser that is on its way to Entra's sign-in page. */
export interface OnTheWay {
  /** Address of Entra's page. */
  readonly address: string;
  readonly cookie: string;
}

/** Opens the link and presses the one button of its page. */
export async function goesToSignIn(link: string): Promise<OnTheWay> {
  const { html } = await opensPage(link);
  const href = /id="signIn" href="([^"]+)"/.exec(html)?.[1];
  if (href === undefined) throw new Error('the page has no button to sign in');
  const answer = await fetch(new URL(href.replaceAll('&amp;', '&'), link), { redirect: 'manual' });
  const [cookie = ''] = (answer.headers.get('set-cookie') ?? '').split(';');
  return { address: answer.headers.get('location') ?? '', cookie };
}

export interface AtEntra {
  /** `no`: without a second step. */
  readonly second?: 'no';
  /** Seconds since the browser signed in, where it may remember that. */
  readonly remembered?: string;
}

/** Types the password of this person; resolves with the address that Entra sends the browser back to. */
export async function signsInAs(address: string, who: Handle, how: AtEntra = {}): Promise<string> {
  const body = new URLSearchParams({ person: PEOPLE[who], ...how });
  const answer = await fetch(address, { method: 'POST', body, redirect: 'manual' });
  return answer.headers.get('location') ?? '';
}

/** Comes back to the product, with the cookie that this browser has. */
export async function comesBack(address: string, cookie: string): Promise<Page> {
  return opensPage(address, { cookie });
}

/** All of it: from the link to the page that says what came of it. */
export async function stepsUp(link: string, who: Handle, how: AtEntra = {}): Promise<Page> {
  const { address, cookie } = await goesToSignIn(link);
  return comesBack(await signsInAs(address, who, how), cookie);
}
