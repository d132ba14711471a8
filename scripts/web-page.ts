import { DemoError } from './demo-error';

/** The reveal page as a browser without scripts sees it. */
export interface Page {
  readonly status: number;
  /** Where the browser is in the end. */
  readonly url: string;
  /** Which face it shows: `data-face` of its main part. */
  readonly face: string | undefined;
  readonly matchNumber: string | undefined;
  readonly matchNumber2: string | undefined;
  readonly pass: string | undefined;
  readonly html: string;
  readonly headers: Headers;
}

const byId = (html: string, id: string): string | undefined => new RegExp(`id="${id}"[^>]*>([^<]+)<`).exec(html)?.[1];

async function pageOf(response: Response): Promise<Page> {
  const html = await response.text();
  return {
    ...{ status: response.status, url: response.url, headers: response.headers, html },
    face: /data-face="(\w+)"/.exec(html)?.[1],
    matchNumber: byId(html, 'matchNumber'),
    matchNumber2: byId(html, 'matchNumber2'),
    pass: byId(html, 'pass'),
  };
}

/** Between two presses the server may have closed the connection of the first one. */
const ANEW = { connection: 'close' } as const;

/** Opens a link, with what the browser sends along. */
export async function opensPage(link: string, headers: Readonly<Record<string, string>> = {}): Promise<Page> {
  return pageOf(await fetch(link, { headers: { ...ANEW, ...headers } }));
}

/** Presses a button of the page; the browser follows to where the answer sends it. */
export async function sendsForm(
  link: string,
  field: 'confirm' | 'fraud' | 'solved' | 'code' | 'here',
  value = 'yes',
): Promise<Page> {
  const headers = { ...ANEW, 'sec-fetch-site': 'same-origin', origin: new URL(link).origin };
  return pageOf(await fetch(link, { method: 'POST', headers, body: new URLSearchParams({ [field]: value }) }));
}

/** The one-time link in a mail or a text message. */
export function linkIn(text: string): string {
  return found(/http:\/\/127\.0\.0\.1:\d+\/reveal\/[\w-]+/, text);
}

/** The link to “This was not me” in a notice. */
export function notMeLinkIn(text: string): string {
  return found(/http:\/\/127\.0\.0\.1:\d+\/not-me\/[\w.-]+/, text);
}

function found(pattern: RegExp, text: string): string {
  const [link] = pattern.exec(text) ?? [];
  if (link === undefined) throw new DemoError(`there is no link in: ${text}`);
  return link;
}
