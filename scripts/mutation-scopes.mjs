/**
 * What `npm run mutation` mutates: the pure core that decides who may do what, what is done, and whether a record holds;
 * and the tests that have to notice, quick ones only. Files with the same tests stand together.
 */
const recovery = (...names) => names.map((name) => `recovery/${name}.ts`);
const storage = (...names) => names.map((name) => `storage/${name}.ts`);
const tested = (folder, ...names) => names.map((name) => `tests/${folder}/${name}.test.ts`);

export const SCOPES = [
  { mutate: recovery('machine'), tests: tested('recovery', 'machine') },
  {
    mutate: recovery('machine-facts', 'machine-run-facts', 'request', 'step-failure'),
    tests: tested('recovery', 'machine-facts', 'machine-run-facts', 'request', 'step-failure'),
  },
  { mutate: recovery('guards', 'viewers'), tests: tested('recovery', 'guards', 'viewers') },
  { mutate: recovery('codes'), tests: tested('recovery', 'codes') },
  { mutate: recovery('card-token'), tests: tested('recovery', 'card-token') },
  { mutate: recovery('plan', 'scope', 'methods'), tests: tested('recovery', 'plan', 'methods') },
  { mutate: recovery('default-method'), tests: tested('recovery', 'default-method') },
  { mutate: recovery('approver-trust'), tests: tested('recovery', 'approver-trust') },
  { mutate: recovery('decide-approval', 'pass-terms'), tests: tested('recovery', 'approve-request') },
  { mutate: recovery('authority', 'lost-authority'), tests: tested('recovery', 'authority', 'lost-authority') },
  {
    mutate: recovery('sign-in-rule', 'new-method-rule', 'story'),
    tests: tested('recovery', 'sign-in-rule', 'new-method-rule', 'story', 'policy'),
  },
  { mutate: recovery('policy'), tests: tested('recovery', 'policy') },
  { mutate: recovery('run-state', 'pass-time'), tests: tested('recovery', 'run-state', 'pass-time') },
  { mutate: recovery('audit'), tests: tested('recovery', 'audit', 'histories') },
  { mutate: storage('signed-row'), tests: tested('storage', 'signed-row') },
  { mutate: storage('verify-request', 'audit-rows'), tests: tested('storage', 'verify-request') },
];
