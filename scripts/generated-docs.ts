import { z } from 'zod';
import { GRAPH_CALLS, PERMISSIONS } from '../graph/permissions';
import { policySchema } from '../platform/policy-file';
import { settingsSchema } from '../platform/settings';
import { EVENT_NAMES } from '../recovery/event-names';
import { MACHINE } from '../recovery/machine';
import { STATES } from '../recovery/terms';
import { policyJsonSchema, tenantsJsonSchema } from './json-schemas';
import { HEAD, table } from './markdown';
import { policyDocument } from './policy-document';
import { whoMayDocument } from './who-may-document';

export interface GeneratedDoc {
  /** Path from the root of the project. */
  readonly file: string;
  readonly make: () => string;
}

function stateMachine(): string {
  const moves = MACHINE.filter(({ from, to }) => from !== to);
  const edges = [...new Set(moves.map(({ from, to }) => `${from}|${to}`))].map((pair) => {
    const [from = '', to = ''] = pair.split('|');
    const events = moves.filter((row) => row.from === from && row.to === to).map(({ on }) => on);
    return `    ${from} --> ${to}: ${events.join(', ')}`;
  });
  const stays = STATES.map((state) => {
    const events = MACHINE.filter(({ from, to }) => from === state && to === state).map(({ on }) => `\`${on}\``);
    return [`\`${state}\``, events.join(' ')];
  });
  return [
    '# The life of a request',
    HEAD,
    ['```mermaid', 'stateDiagram-v2', '    [*] --> awaitingApproval: opened', ...edges, '```'].join('\n'),
    '## What may happen without a change of state',
    table(['state', 'events'], stays),
    '## Names in the audit trail',
    table(
      ['event', 'name'],
      Object.entries(EVENT_NAMES).map(([event, name]) => [`\`${event}\``, `\`${name}\``]),
    ),
  ].join('\n\n');
}

function permissions(): string {
  const rows = GRAPH_CALLS.map(({ call, permission, why }) => {
    return [`\`${call}\``, `\`${permission}\``, PERMISSIONS[permission].optional ? 'optional' : 'needed', why];
  });
  const ids = Object.entries(PERMISSIONS).map(([name, { id, optional }]) => [
    `\`${name}\``,
    `\`${id}\``,
    optional ? 'optional' : 'needed',
  ]);
  return [
    '# What Latchkey may do in Microsoft Graph',
    HEAD,
    'Application permissions of the executor identity: the least one for every call, and why the call is made.',
    table(['call', 'least permission', '', 'why'], rows),
    '## Ids of the permissions',
    table(['permission', 'id', ''], ids),
  ].join('\n\n');
}

/** A schema as JSON Schema describes it, as far as it is read here. */
interface Described {
  readonly items?: Described;
  readonly description?: string;
  readonly default?: unknown;
  readonly properties?: Readonly<Record<string, Described>>;
}

function described(schema: z.ZodType): Described {
  // z.toJSONSchema answers with a JSON Schema; only the standard members above are read.
  return z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Described;
}

function flatten(schema: Described, prefix = ''): readonly (readonly string[])[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, one]) => {
    const [within, at] = one.items?.properties === undefined ? [one, '.'] : [one.items, '[].'];
    const inner = flatten(within, `${prefix}${name}${at}`);
    const fallback =
      one.default === undefined || one.properties !== undefined ? '' : `\`${JSON.stringify(one.default)}\``;
    return [[`\`${prefix}${name}\``, fallback, one.description ?? ''], ...inner];
  });
}

function settings(): string {
  return [
    '# Settings',
    HEAD,
    'Environment variables. Every problem is listed at once at start, and no value is ever printed.',
    table(['setting', 'default', 'meaning'], flatten(described(settingsSchema))),
    '# Policy file',
    'A JSON file named by `POLICY_FILE`. Every rule has a default, so `{}` is a policy; an unknown key is an error.',
    'What the rules of a decision do: [policy](policy.generated.md). The file as a JSON Schema: [policy.schema.json](policy.schema.json).',
    table(['rule', 'default', 'meaning'], flatten(described(policySchema))),
  ].join('\n\n');
}

function withEnd(make: () => string): () => string {
  return () => `${make()}\n`;
}

/** Every generated document, with the function that makes it. */
export const GENERATED_DOCS: readonly GeneratedDoc[] = [
  { file: 'docs/state-machine.generated.md', make: withEnd(stateMachine) },
  { file: 'docs/permissions.generated.md', make: withEnd(permissions) },
  { file: 'docs/settings.generated.md', make: withEnd(settings) },
  { file: 'docs/who-may-do-what.generated.md', make: withEnd(whoMayDocument) },
  { file: 'docs/policy.generated.md', make: withEnd(policyDocument) },
  { file: 'docs/policy.schema.json', make: withEnd(policyJsonSchema) },
  { file: 'docs/tenants.schema.json', make: withEnd(tenantsJsonSchema) },
];
