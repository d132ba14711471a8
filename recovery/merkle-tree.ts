import { createHash } from 'node:crypto';

const LEAF = Buffer.from([0]);
const NODE = Buffer.from([1]);

function sha256(...parts: readonly Buffer[]): Buffer {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
}

/**
 * Hash over a list that only grows: RFC 6962 section 2.1, in which a leaf and an inner node can never be taken for each
 * other. Keeps one hash for each full subtree, so that growing costs the same however long the list is.
 */
export class MerkleTree {
  static readonly EMPTY = new MerkleTree(0, []);

  private constructor(
    readonly size: number,
    /** Of the full subtrees, the largest first. */
    private readonly peaks: readonly Buffer[],
  ) {}

  /** The tree after these leaves were put at its end. */
  with(leaves: readonly string[]): MerkleTree {
    const peaks = [...this.peaks];
    let { size } = this;
    for (const leaf of leaves) {
      let node = sha256(LEAF, Buffer.from(leaf));
      for (let full = size; full % 2 === 1; full = Math.floor(full / 2)) {
        node = sha256(NODE, peaks.pop() ?? node, node);
      }
      peaks.push(node);
      size += 1;
    }
    return new MerkleTree(size, peaks);
  }

  /** SHA-256 as base64url; of nothing where the tree is empty. */
  get root(): string {
    const [smallest, ...larger] = this.peaks.toReversed();
    const root = larger.reduce((right, left) => sha256(NODE, left, right), smallest ?? sha256());
    return root.toString('base64url');
  }
}
