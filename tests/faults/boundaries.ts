import { heading } from './chats';
import type { Call, Passed } from './line';

/** A place where the bot can die: a request that leaves it, or an answer that is about to reach it. */
export interface Boundary {
  readonly edge: 'request' | 'answer';
  /** Which call it is about, without ids, the same in every run: "table POST $batch requests approved". */
  readonly what: string;
  /** The how-manieth of its kind in this run, from 1. */
  readonly nth: number;
  /** True where the call changes something outside the bot. */
  readonly changes: boolean;
}

export const boundaryName = ({ edge, what, nth }: Boundary): string => `${edge} ${what} #${String(nth)}`;

const GUID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi;

function nameOf({ line, method, path }: Call, prefix: string): string {
  const [bare = ''] = decodeURIComponent(path).split('?');
  const parts = bare
    .replace(GUID, '{id}')
    .replace(/\(.*\)/, '(..)')
    .split('/')
    .filter((part) => part !== '')
    .map((part, index) => (index === 1 && part.startsWith(prefix) ? part.slice(prefix.length) : part))
    // Conversation, activity and message ids.
    .map((part) => (/^(\d{6,}|[a-z]:.*|.{40,})$/i.test(part) ? '{id}' : part));
  return `${line} ${method} ${parts.slice(line === 'teams' || line === 'entra' ? 0 : 1).join('/')}`;
}

/**
 * A transaction is known by the tables that it touches and by what it commits; both stand in its body only. How many
 * notices one transaction records depends on how long each was under way, so that each notice names it.
 */
function batchNames(body: string, prefix: string): readonly string[] {
  const tables = [...body.matchAll(/^(?:POST|PUT|PATCH|MERGE|DELETE) http:\/\/[^/]+\/[^/]+\/(\w+)/gm)];
  const names = [...new Set(tables.map(([, table = '']) => table.slice(prefix.length)))].join('+');
  const events = new Set([...body.matchAll(/\\"type\\":\\"(\w+)/g)].map(([, event = '']) => event));
  const notices = [...body.matchAll(NOTIFIED)].map(([, notice = '']) => `notified ${notice}`);
  if (notices.length > 0) events.delete('notified');
  const others = [...events].join(' ');
  return [...(others === '' && notices.length > 0 ? [] : [others]), ...notices].map((what) =>
    `${names} ${what}`.trimEnd(),
  );
}

/** In a signed row: JSON in canonical order, as a string in the JSON of the transaction. */
const NOTIFIED = /\\"notice\\":\\"(\w+)\\",\\"ok\\":\w+,\\"type\\":\\"notified\\"/g;
const TIME_OF_DAY = /\d\d:\d\d( [A-Z]+)?/g;

/** What tells this call from others to the same address. A message is known by what stands at its top. */
function contentNames({ line, path, body }: Call, prefix: string): readonly string[] {
  if (path.endsWith('$batch')) return batchNames(body.toString(), prefix).map((name) => ` ${name}`);
  const top = line === 'teams' && body.length > 0 ? heading(JSON.parse(body.toString())) : undefined;
  return [top === undefined ? '' : ` "${top.replace(TIME_OF_DAY, '{time}')}"`];
}

/** Asked by POST, and nothing is changed by it. */
const QUESTIONS = /checkMemberGroups$/;

/** Receiving a message hides it from others, though it is a GET; signing in changes nothing. */
function changesThings({ line, method, path }: Call): boolean {
  if (line === 'entra') return false;
  if (line === 'queue' && method === 'GET') return path.includes('/messages');
  return method !== 'GET' && method !== 'HEAD' && !QUESTIONS.test(path);
}

/** One that was refused, e.g. a commit because another was faster: it changed nothing, and whether there is one is chance. */
const isRefused = ({ status, body }: Passed): boolean => status >= 400 || /^HTTP\/1\.1 [45]/m.test(body.toString());

/** Numbers the boundaries of one run. */
export class BoundaryList {
  readonly all: Boundary[] = [];
  readonly #seen = new Map<string, number>();

  constructor(private readonly prefix: string) {}

  /** One boundary, or several where one call records several things. */
  add(edge: Boundary['edge'], call: Call, answer?: Passed): readonly Boundary[] {
    const { prefix } = this;
    const refused = answer !== undefined && isRefused(answer);
    const changes = !refused && changesThings(call);
    return contentNames(call, prefix).map((content) => {
      const what = nameOf(call, prefix) + content + (refused ? ' refused' : '');
      return this.#number({ edge, what, changes });
    });
  }

  #number(unnumbered: Omit<Boundary, 'nth'>): Boundary {
    const key = `${unnumbered.edge} ${unnumbered.what}`;
    const nth = (this.#seen.get(key) ?? 0) + 1;
    this.#seen.set(key, nth);
    const boundary = { ...unnumbered, nth };
    this.all.push(boundary);
    return boundary;
  }
}

/** A bot asks its queue for work once a second: nothing happens there unless a message comes back. */
export function counts(edge: Boundary['edge'], { line, method }: Call, answer?: Passed): boolean {
  if (line !== 'queue' || method !== 'GET') return true;
  return edge === 'answer' && answer?.body.includes('<QueueMessage>') === true;
}
