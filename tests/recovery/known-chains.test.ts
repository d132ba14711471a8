import { ANCHOR_AGAIN_MS, KnownChains } from '../../recovery/known-chains';
import { NOON } from '../support/request-builder';

const at = (seq: number, fork = '') => ({ seq, head: `h${String(seq)}${fork}` });
const leaf = (seq: number, fork = '') => ({ id: 'A', ...at(seq, fork) });

describe('when an instance remembers how far a chain has come', () => {
  it('knows nothing of what it has not seen', () => {
    const chains = new KnownChains();
    expect(chains.points('A')).toEqual([]);
    expect(chains.owed()).toEqual([]);
  });

  it('owes an anchor what it has committed, once', () => {
    const chains = new KnownChains();
    chains.committed('A', undefined, at(1));
    chains.committed('A', at(1), at(3));
    expect(chains.owed()).toEqual([leaf(3)]);
    chains.anchored(leaf(3), NOON);
    expect(chains.owed()).toEqual([]);
    expect(chains.points('A')).toEqual([expect.objectContaining(at(3))]);
  });

  it('owes what it has verified and nobody has anchored, and nothing else', () => {
    const chains = new KnownChains();
    chains.verified('A', at(2), [], NOON);
    expect(chains.owed()).toEqual([leaf(2)]);
    chains.anchored(leaf(2), NOON);
    chains.verified('A', at(2), chains.points('A'), NOON);
    expect(chains.owed()).toEqual([]);
  });

  it('owes it again after a week, so that who starts then need not read far back', () => {
    const chains = new KnownChains();
    chains.anchored(leaf(2), NOON);
    chains.verified('A', at(2), chains.points('A'), NOON + ANCHOR_AGAIN_MS);
    expect(chains.owed()).toEqual([leaf(2)]);
    chains.anchored(leaf(2), NOON + ANCHOR_AGAIN_MS);
    expect(chains.owed()).toEqual([]);
  });

  it('asks a chain for what is anchored and for its own later commits', () => {
    const chains = new KnownChains();
    chains.anchored(leaf(2), NOON);
    chains.committed('A', at(2), at(4));
    expect(chains.points('A').map(({ seq }) => seq)).toEqual([2, 4]);
    expect(chains.owed()).toEqual([leaf(4)]);
  });

  it('a commit on what others have anchored since has to be verified before it is anchored', () => {
    const chains = new KnownChains();
    chains.committed('A', at(4), at(5));
    chains.anchored(leaf(3), NOON);
    expect([chains.owed(), chains.unsure()]).toEqual([[], ['A']]);
    chains.verified('A', at(5), chains.points('A'), NOON);
    expect([chains.owed(), chains.unsure()]).toEqual([[leaf(5)], []]);
  });

  it('what was read before the anchors could be read has to be verified again', () => {
    const chains = new KnownChains();
    chains.verified('A', at(9, 'forked'), [], NOON);
    chains.anchored(leaf(7), NOON);
    expect([chains.owed(), chains.unsure()]).toEqual([[], ['A']]);
  });

  it('the anchors of others along its own commits need no further look', () => {
    const chains = new KnownChains();
    chains.committed('A', undefined, at(1));
    for (let seq = 2; seq <= 6; seq += 1) chains.committed('A', at(seq - 1), at(seq));
    chains.anchored(leaf(4), NOON);
    expect([chains.owed(), chains.unsure()]).toEqual([[leaf(6)], []]);
    chains.anchored(leaf(5, 'forked'), NOON);
    expect([chains.owed(), chains.unsure()]).toEqual([[], ['A']]);
  });

  it('goes back for nobody: neither an older anchor, nor an older commit, nor another entry of the same number', () => {
    const chains = new KnownChains();
    chains.committed('A', undefined, at(4));
    chains.committed('A', at(1), at(2, 'forked'));
    chains.committed('A', at(3), at(4, 'forked'));
    chains.verified('A', at(3), [], NOON);
    expect(chains.points('A')).toEqual([expect.objectContaining(at(4))]);
    chains.anchored(leaf(4), NOON);
    chains.anchored(leaf(2), NOON);
    chains.anchored(leaf(4, 'forked'), NOON);
    expect(chains.points('A')).toEqual([expect.objectContaining(at(4))]);
  });

  it('its own commit stands beside another entry that others have anchored under the same number', () => {
    const chains = new KnownChains();
    chains.committed('A', undefined, at(4));
    chains.anchored(leaf(4, 'forked'), NOON);
    expect(chains.points('A').map(({ head }) => head)).toEqual(['h4forked', 'h4']);
    expect(chains.owed()).toEqual([]);
  });

  it('keeps no more than fifty entries of one request apart, and verifies it once more instead', () => {
    const chains = new KnownChains();
    chains.committed('A', undefined, at(1));
    for (let seq = 2; seq <= 60; seq += 1) chains.committed('A', at(seq - 1), at(seq));
    chains.anchored(leaf(5), NOON);
    expect(chains.unsure()).toEqual(['A']);
    chains.anchored(leaf(10), NOON);
    expect(chains.unsure()).toEqual([]);
  });

  it('forgets what was anchored long ago, and everything after a restore', () => {
    const chains = new KnownChains();
    chains.anchored(leaf(2), NOON);
    chains.anchored({ id: 'B', ...at(1) }, NOON + 1);
    expect(chains.anchoredSince(NOON + 1)).toEqual(['B']);
    chains.forget(NOON + 1);
    expect([chains.points('A').length, chains.points('B').length]).toEqual([0, 1]);
    chains.committed('C', undefined, at(1));
    chains.clear();
    expect([chains.points('B'), chains.owed()]).toEqual([[], []]);
  });
});
