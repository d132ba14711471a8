import type { Html } from './html';

/** What `<main>` shows, with everything the answer around it needs. Pure data: drawn by layout.ts. */
export interface Screen {
  /** Name of the face, for the page's `data-face` and for tests. */
  readonly face: string;
  /** Changes whenever the page has something else to say; the script then swaps the page. */
  readonly version?: string;
  readonly status: number;
  readonly heading: string;
  readonly body: Html;
  /** Where on the way the employee stands. */
  readonly step?: 1 | 2 | 3 | 4;
  /** Seconds between two looks at the server; absent = this screen waits for nobody. */
  readonly refreshSeconds?: number;
  /** True when a reload would lose what somebody types: then only the script looks, and swaps with care. */
  readonly hasInput?: boolean;
  /** What went wrong with the press before; announced first. */
  readonly notice?: string;
  /** True where nobody did anything wrong and waiting is all there is to do. */
  readonly calm?: boolean;
}

export const STEPS = 4;
