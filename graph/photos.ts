import type { ObjectId } from '../recovery/terms';
import type { GraphOf } from './client';
import { userPath } from './object-path';
import { pictureType } from './picture-type';

/** As large as a card shows it. Entra itself may hold any size, and Graph then gives what there is. */
const SIZE = '48x48';
/** Ample for 48 by 48 pixels. In a card each byte counts for 2.7 of the 28 KB that Teams takes. */
const MOST_BYTES = 4_096;
/** Nobody waits for a photo for long. */
const DEADLINE_MS = 3_000;

export interface Photos {
  /**
   * A small picture as a `data:` address; `undefined` where the person has none, or one that by its own bytes is no small
   * JPEG or PNG. Throws `EffectError` where it cannot be read, `rejected` for one of more than 4 KB.
   */
  photo(tenantId: ObjectId, id: ObjectId): Promise<string | undefined>;
}

export function createPhotos(graph: GraphOf): Photos {
  return {
    photo: async (tenantId, id) => {
      const path = userPath(id, 'photos', SIZE, '$value');
      const limits = { mostBytes: MOST_BYTES, deadlineMs: DEADLINE_MS, tolerate: [404] };
      const call = { operation: 'directory.photo', method: 'GET', path, ...limits } as const;
      const { file } = await graph(tenantId).call(call);
      const type = file && pictureType(file.bytes);
      // The bytes decide what it is; a label that says something else is a reason not to show it.
      if (file === undefined || type === undefined || !file.type.toLowerCase().startsWith(type)) return undefined;
      return `data:${type};base64,${file.bytes.toString('base64')}`;
    },
  };
}
