import { MerkleTree } from '../../recovery/merkle-tree';

/** The leaves and roots of the tests of certificate-transparency, the first implementation of RFC 6962. */
const LEAVES = ['', '\u0000', '\u0010', ' !', '01', '@ABC', 'PQRSTUVW', '`abcdefghijklmno'];
const ROOTS = [
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];

const hex = ({ root }: MerkleTree): string => Buffer.from(root, 'base64url').toString('hex');

describe('when a list is hashed as RFC 6962 says', () => {
  it.each(ROOTS.map((root, at) => [at + 1, root] as const))('%i leaves have the published root', (count, root) => {
    expect(hex(MerkleTree.EMPTY.with(LEAVES.slice(0, count)))).toBe(root);
  });

  it('an empty one is the hash of nothing', () => {
    expect(hex(MerkleTree.EMPTY)).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  });

  it('it does not matter in which portions it has grown', () => {
    const grown = LEAVES.reduce((tree, leaf) => tree.with([leaf]), MerkleTree.EMPTY);
    expect([grown.size, hex(grown)]).toEqual([8, ROOTS[7]]);
    expect(hex(MerkleTree.EMPTY.with(LEAVES.slice(0, 3)).with(LEAVES.slice(3, 7)))).toBe(ROOTS[6]);
  });

  it('a tree that was grown from stays as it was', () => {
    const three = MerkleTree.EMPTY.with(LEAVES.slice(0, 3));
    three.with(['x']);
    expect([three.size, hex(three)]).toEqual([3, ROOTS[2]]);
  });
});
