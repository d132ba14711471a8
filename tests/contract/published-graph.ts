import { Ajv } from 'ajv';
import { readFileSync } from 'node:fs';
import path from 'node:path';

/** The part of an OpenAPI 3.0 document that the contract looks at. */
interface Schema {
  readonly $ref?: string;
  readonly allOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
}

interface Response {
  readonly $ref?: string;
  readonly content?: { readonly 'application/json'?: { readonly schema: Schema } };
}

interface OpenApi {
  readonly paths: Readonly<
    Record<string, Readonly<Record<string, { readonly responses: { readonly '2XX': Response } }>>>
  >;
  readonly components: {
    readonly schemas: Readonly<Record<string, Schema>>;
    readonly responses: Readonly<Record<string, Response>>;
  };
}

const DATE_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;
const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;
const FORMATS = { 'date-time': DATE_TIME, uuid: UUID, int32: true, double: true, base64url: true, time: true } as const;
const SUCCESS = ['responses', '2XX'];
const JSON_SCHEMA = ['content', 'application/json', 'schema'];

/** Microsoft's published description of Graph, found through LATCHKEY_SHARED or in the folder beside the project. */
export class PublishedGraph {
  readonly #document: OpenApi;
  readonly #ajv = new Ajv({ strict: false, allErrors: true, formats: FORMATS });

  constructor() {
    const shared = process.env['LATCHKEY_SHARED'] ?? path.join(__dirname, '../../../shared');
    this.#document = JSON.parse(readFileSync(path.join(shared, 'data/graph-openapi-subset.json'), 'utf8')) as OpenApi;
    this.#ajv.addSchema(this.#document, 'graph');
  }

  /** `get /users/{}/manager`, for every operation. */
  operations(): ReadonlySet<string> {
    const all = Object.entries(this.#document.paths);
    return new Set(all.flatMap(([name, verbs]) => Object.keys(verbs).map((verb) => `${verb} ${withoutNames(name)}`)));
  }

  /** What is wrong with the body of a successful answer: schema errors, and properties that are not published. */
  faultsOf(operation: string, body: unknown): readonly string[] {
    const pointer = this.#pointerTo(operation);
    if (pointer === undefined) return body === undefined ? [] : ['a body where none is published'];
    return [...this.#schemaErrors(pointer, body), ...this.#rowErrors(pointer, body)];
  }

  /** What is wrong with an error body. */
  faultsOfError(body: unknown): readonly string[] {
    return this.#schemaErrors(['components', 'schemas', 'microsoft.graph.ODataErrors.ODataError'], body);
  }

  /** Where the schema of a successful answer stands; `undefined` for an answer without a body. */
  #pointerTo(operation: string): readonly string[] | undefined {
    const [verb = '', name = ''] = operation.split(' ');
    const place = Object.keys(this.#document.paths).find((each) => withoutNames(each) === name) ?? name;
    const response = this.#document.paths[place]?.[verb]?.responses['2XX'];
    const shared = response?.$ref?.split('/').slice(1);
    const content = shared === undefined ? response : this.#document.components.responses[shared.at(-1) ?? ''];
    if (content?.content?.['application/json'] === undefined) return undefined;
    return [...(shared ?? ['paths', place, verb, ...SUCCESS]), ...JSON_SCHEMA];
  }

  #schemaErrors(pointer: readonly string[], body: unknown): readonly string[] {
    const escaped = pointer.map((part) => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1')));
    const validate = this.#ajv.compile({ $ref: `graph#/${escaped.join('/')}` });
    validate(body);
    return (validate.errors ?? []).map(({ instancePath, message = '' }) => `${instancePath} ${message}`);
  }

  /** Every object that says its type against that type, the others against the type that is published for the answer. */
  #rowErrors(pointer: readonly string[], body: unknown): readonly string[] {
    const whole = this.#at(pointer);
    const isList = isObject(body) && Array.isArray(body['value']);
    const rows = isList ? (body['value'] as unknown[]) : [body];
    const usual = isList ? this.#propertiesOf(whole)['value']?.items : whole;
    return rows.filter(isObject).flatMap((row) => this.#faultsOfRow(row, usual));
  }

  #faultsOfRow(row: Readonly<Record<string, unknown>>, usual: Schema | undefined): readonly string[] {
    const type = row['@odata.type'];
    if (typeof type !== 'string') return this.#unknownProperties(usual, row);
    const name = type.slice(1);
    const own = this.#document.components.schemas[name];
    if (own === undefined) return [`${name} is not published`];
    return [...this.#schemaErrors(['components', 'schemas', name], row), ...this.#unknownProperties(own, row)];
  }

  #unknownProperties(schema: Schema | undefined, row: object): readonly string[] {
    const known = this.#propertiesOf(schema);
    const names = Object.keys(row).filter((name) => !name.includes('@'));
    return names.filter((name) => !(name in known)).map((name) => `${name} is not published`);
  }

  #propertiesOf(schema: Schema | undefined): Readonly<Record<string, Schema>> {
    const resolved = schema?.$ref === undefined ? schema : this.#at(schema.$ref.split('/').slice(1));
    const inherited = (resolved?.allOf ?? []).map((part) => this.#propertiesOf(part));
    return Object.assign({}, ...inherited, resolved?.properties) as Readonly<Record<string, Schema>>;
  }

  #at(pointer: readonly string[]): Schema | undefined {
    let part: unknown = this.#document;
    for (const name of pointer) part = isObject(part) ? part[name] : undefined;
    return part as Schema | undefined;
  }
}

/** `/users/{user-id}` and `/users/{user}` are one path. */
export function withoutNames(name: string): string {
  return name.replaceAll(/\{[^}]*\}/g, '{}').replaceAll(/\/$/g, '');
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
