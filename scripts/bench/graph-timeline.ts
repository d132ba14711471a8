import type { Call } from './outgoing-calls';

/** Calls that were sent this close to each other wait for the same round trip. */
const TOGETHER = 0.2;

interface Group {
  readonly at: number;
  readonly calls: Map<string, number>;
}

/** `DELETE phoneMethods` of a call about a person, `GET` of any other one. */
function nameOf({ method, path }: Call): string {
  const [address = ''] = path.split('?');
  const segment = /\/authentication\/(\w+)/.exec(address)?.[1];
  return segment === undefined ? method : `${method} ${segment}`;
}

/** What was asked one after the other, and when: round trips since `from`. */
export function graphTimeline(calls: readonly Call[], from: number, latencyMs: number): string {
  const groups: Group[] = [];
  for (const call of calls) {
    const at = (call.at - from) / latencyMs;
    const last = groups.at(-1);
    const group = last !== undefined && at - last.at < TOGETHER ? last : { at, calls: new Map<string, number>() };
    if (group !== last) groups.push(group);
    group.calls.set(nameOf(call), (group.calls.get(nameOf(call)) ?? 0) + 1);
  }
  return groups.map(({ at, calls: some }) => `${at.toFixed(2)} ${listed(some)}`).join(', ');
}

function listed(calls: ReadonlyMap<string, number>): string {
  return [...calls].map(([name, count]) => (count === 1 ? name : `${String(count)} ${name}`)).join(' + ');
}
