import type { AnchorStore } from '../recovery/anchor-reader';
import { AnchorFolder } from './anchor-folder';
import type { StorageConnection } from './connection';

/** Where the anchors lie: blobs of a container, or files of a folder on this machine. */
export type AnchorPlace =
  { readonly connection: StorageConnection; readonly container: string } | { readonly folder: string };

/** Nothing is read or made yet. Throws `StorageError('badConnection')`. */
export async function connectAnchors(place: AnchorPlace): Promise<AnchorStore> {
  if ('folder' in place) return new AnchorFolder(place.folder);
  // The client is large, and only who has a container needs it.
  const [{ AnchorBlobs }, { anchorContainer }] = await Promise.all([
    import('./anchor-blobs.js'),
    import('./anchor-container.js'),
  ]);
  return new AnchorBlobs(anchorContainer(place.connection, place.container));
}
