import type { advanceRequest } from '../../../recovery/advance-request';
import type { Permits } from '../../../recovery/permits';
import type { Policy } from '../../../recovery/policy-settings';
import type { AccessPasses, AuthMethods, KeyRing, Ledger } from '../../../recovery/ports';
import type { revealPass } from '../../../recovery/reveal-pass';
import type { sweep } from '../../../recovery/sweep';
import type { Cross, TableContent } from './memory-table';
import { MemoryTable } from './memory-table';

/** Where a part of the product can be replaced by a broken one, to see that the simulation notices. */
export interface Bugs {
  table(name: string, content: TableContent, cross: Cross): MemoryTable;
  ledger(real: Ledger): Ledger;
  methods(real: AuthMethods): AuthMethods;
  passes(real: AccessPasses): AccessPasses;
  keys(real: KeyRing): KeyRing;
  permits(real: Permits): Permits;
  policy(real: Policy): Policy;
  advance(real: typeof advanceRequest): typeof advanceRequest;
  sweep(real: typeof sweep): typeof sweep;
  reveal(real: typeof revealPass): typeof revealPass;
}

/** The product as it is. */
export const NO_BUGS: Bugs = {
  table: (name, content, cross) => new MemoryTable(name, content, cross),
  ledger: (real) => real,
  methods: (real) => real,
  passes: (real) => real,
  keys: (real) => real,
  permits: (real) => real,
  policy: (real) => real,
  advance: (real) => real,
  sweep: (real) => real,
  reveal: (real) => real,
};
