import { buffer } from 'node:stream/consumers';
import type { BlockBlobClient, ContainerClient } from '@azure/storage-blob';
import type { AnchorStore } from '../recovery/anchor-reader';
import type { ObjectId } from '../recovery/terms';
import { anchorName, numberIn } from './anchor-name';
import { asEffectError, codeOf } from './errors';
import { deadline } from './table';

const NO_CONTAINER = 'ContainerNotFound';
/** Larger ones are no anchors; nobody has to read them to know. */
const MOST_BYTES = 16_000_000;

/** The second place: one blob for each anchor, in a container that may well be immutable. Nothing is overwritten or deleted. */
export class AnchorBlobs implements AnchorStore {
  #container: Promise<boolean> | undefined;

  constructor(private readonly container: ContainerClient) {}

  async newest(tenantId: ObjectId): Promise<number> {
    const newest = await unless([NO_CONTAINER], 'list', async () => {
      let [folder, last] = ['', ''];
      for await (const one of this.container.listBlobsByHierarchy('/', { prefix: `${tenantId}/`, ...deadline() })) {
        if (one.kind === 'prefix') folder = one.name;
      }
      if (folder === '') return 0;
      for await (const { name } of this.container.listBlobsFlat({ prefix: folder, ...deadline() })) last = name;
      return numberIn(last.slice(folder.length));
    });
    return newest ?? 0;
  }

  async read(tenantId: ObjectId, number: number): Promise<string | undefined> {
    return unless(['BlobNotFound', NO_CONTAINER], 'read', async () => {
      const blob = this.#blob(tenantId, number);
      const { contentLength = 0, readableStreamBody: body } = await blob.download(0, undefined, deadline());
      // A stream of Node's own: the client says less of it.
      const stream = body as NodeJS.ReadableStream & { destroy?: () => void };
      if (contentLength <= MOST_BYTES) return (await buffer(stream)).toString('utf8');
      stream.destroy?.();
      return '';
    });
  }

  async create(tenantId: ObjectId, number: number, text: string): Promise<boolean> {
    this.#container ??= this.#makeContainer();
    if (!(await this.#container)) this.#container = undefined;
    const conditions = { ifNoneMatch: '*' };
    const created = await unless(['BlobAlreadyExists', 'BlobImmutableDueToPolicy'], 'create', async () => {
      await this.#blob(tenantId, number).upload(text, Buffer.byteLength(text), { conditions, ...deadline() });
      return true;
    });
    return created === true;
  }

  /** Whoever may only write blobs may not make it: then it has to be there. */
  async #makeContainer(): Promise<boolean> {
    try {
      await this.container.createIfNotExists(deadline());
      return true;
    } catch {
      return false;
    }
  }

  #blob(tenantId: ObjectId, number: number): BlockBlobClient {
    const { folder, name } = anchorName(number);
    return this.container.getBlockBlobClient(`${tenantId}/${folder}/${name}`);
  }
}

/** Runs a call; `undefined` for the codes in `expected`, any other failure as an `EffectError`. */
async function unless<T>(expected: readonly string[], what: string, call: () => Promise<T>): Promise<T | undefined> {
  try {
    return await call();
  } catch (error) {
    if (expected.includes(codeOf(error) ?? '')) return undefined;
    throw asEffectError(error, `${what} in the container of the anchors`);
  }
}
