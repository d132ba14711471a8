import { seen } from '../platform/visible-text';

type Labels = Readonly<Record<string, string>>;

/** Counters in Prometheus text. Labels come from closed sets of ours, never from what somebody sent. */
export interface Metrics {
  count(name: MetricName, labels: Labels): void;
  text(): string;
}

const HELP = {
  latchkey_turns_total: 'Activities answered, by what they were.',
  latchkey_refused_calls_total: 'Calls to /api/messages that were refused, by why.',
  latchkey_turned_away_total: 'Turns that were not begun because too many were in hand, by whose.',
  latchkey_turn_errors_total: 'Turns that ended in an error of ours.',
  latchkey_solved_without_reset_total:
    'Drafts and requests whose employee got in with another method, so that nothing was reset.',
  latchkey_sent_messages_total: 'Messages that the bot sent or edited on its own, by outcome.',
} as const;

export type MetricName = keyof typeof HELP;

const LONGEST_LABEL = 64;

const escape = (value: string): string => seen(value.slice(0, LONGEST_LABEL)).replace(/[\\"]/g, '_');

const lineKey = (labels: Labels): string =>
  Object.entries(labels)
    .map(([name, value]) => `${name}="${escape(value)}"`)
    .join(',');

function block(name: string, help: string, values: ReadonlyMap<string, number>): string {
  const lines = [...values].map(([labels, value]) => `${name}${labels === '' ? '' : `{${labels}}`} ${String(value)}`);
  return [`# HELP ${name} ${help}`, `# TYPE ${name} counter`, ...lines].join('\n');
}

export function createMetrics(): Metrics {
  const counters = new Map<string, Map<string, number>>(Object.keys(HELP).map((name) => [name, new Map()]));
  return {
    count(name, labels) {
      const values = counters.get(name);
      const key = lineKey(labels);
      values?.set(key, (values.get(key) ?? 0) + 1);
    },
    text: () =>
      `${Object.entries(HELP)
        .map(([name, help]) => block(name, help, counters.get(name) ?? new Map<string, number>()))
        .join('\n')}\n`,
  };
}
