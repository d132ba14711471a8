import { HOSTILE_ROWS, unseenIn } from '../support/hostile-strings';
import { ADA, approved, awaiting, KIM, SAM, security, manager, TOM } from './requests';
import { WebServer } from './web-server';

/** A name, a little markup around it, and the rest of the page stay below this. */
const LARGEST_PAGE = 16 * 1_024;
/** A hundred bytes at most: what is longer reaches no page, because nothing is at such an address. */
const MOST_CHARACTERS = 8;

let server: WebServer;
beforeEach(async () => {
  server = await new WebServer().start();
});
afterEach(() => server.stop());

/** Tags and attributes of a page, without the texts between them. */
const skeletonOf = (page: string): string => page.replace(/>[^<]*</g, '><');

const withoutIsolates = (page: string): string => page.replace(/\u2068([^\u2066-\u2069]*)\u2069/g, '$1');

async function pageOf(name: string, request = awaiting({ employeeConfirmed: false })): Promise<string> {
  await server.restart();
  server.request = request;
  server.names = { [ADA]: name, [KIM]: name, [TOM]: name, [SAM]: name };
  return (await fetch(server.page)).text();
}

const dual = { route: 'dualApproval', slots: [manager, security] } as const;

describe.each(HOSTILE_ROWS)('when people are called %s (T19)', (_name, words) => {
  it('the page has the same markup as for anybody else, and nothing unseen', async () => {
    for (const request of [awaiting({ employeeConfirmed: false }), awaiting(dual), approved()]) {
      const page = await pageOf(words, request);
      expect(skeletonOf(page)).toBe(skeletonOf(await pageOf('Tom Berg', request)));
      expect(page.length).toBeLessThan(LARGEST_PAGE);
      expect(page.split('\n').flatMap((line) => unseenIn(withoutIsolates(line)) ?? [])).toEqual([]);
    }
  });

  it('in an address it is a link that does not work, and is told to nobody', async () => {
    const token = encodeURIComponent([...words.toWellFormed()].slice(0, MOST_CHARACTERS).join(''));
    for (const path of ['reveal', 'not-me']) {
      const answer = await fetch(`${server.url}/${path}/${token}`);
      const page = await answer.text();
      expect([400, 404, 503]).toContain(answer.status);
      expect(page).not.toContain('evil');
    }
    expect(JSON.stringify(server.lines)).not.toContain('evil');
  });

  it('as a form it is refused politely, and does nothing', async () => {
    server.request = approved();
    for (const body of [words, `code=${encodeURIComponent(words.toWellFormed())}`, `fraud=${words}`]) {
      const answer = await server.post(body);
      const page = await answer.text();
      expect([400, 503]).toContain(answer.status);
      expect(page).not.toContain('evil');
    }
    expect(server.changes().filter((call) => JSON.stringify(call).length > 400)).toEqual([]);
  });
});
