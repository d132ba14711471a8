/**
 * What `npm run mutation` mutates: what decides who may do what, what is done, whether a record holds and whether a caller
 * is let in; and the tests that have to notice, quick ones only. Files with the same tests stand together in a scope;
 * the score of each area has to hold by itself.
 */
const files = (folder, names, ending) => names.map((name) => `${folder}/${name}${ending}`);

function scope(area, name, folder, mutate, tests) {
  return { area, name, mutate: files(folder, mutate, '.ts'), tests: files(`tests/${folder}`, tests, '.test.ts') };
}

const recovery = (name, mutate, tests = mutate) => scope('recovery', name, 'recovery', mutate, tests);
const policy = (name, mutate, tests = mutate) => scope('policy', name, 'recovery', mutate, tests);

export const SCOPES = [
  scope('guards', 'guards', 'recovery', ['guards', 'viewers'], ['guards', 'viewers']),
  scope(
    'guards',
    'approval',
    'recovery',
    ['decide-approval', 'pass-terms'],
    ['approve-request', 'approval-reason', 'evaluation', 'read-tiers'],
  ),
  scope(
    'guards',
    'authority',
    'recovery',
    ['authority', 'lost-authority'],
    ['authority', 'lost-authority', 'stands-beside'],
  ),
  scope('guards', 'approver-trust', 'recovery', ['approver-trust'], ['approver-trust']),
  scope(
    'guards',
    'approvers',
    'recovery',
    ['approvers', 'manager-chain'],
    ['approvers', 'manager-chain', 'stand-in', 'flood', 'tired-manager'],
  ),
  scope('guards', 'counted-tries', 'recovery', ['counted-tries'], ['counted-tries']),
  scope('guards', 'codes', 'recovery', ['codes'], ['codes']),
  scope('guards', 'card-token', 'recovery', ['card-token'], ['card-token']),
  scope('guards', 'signed-text', 'recovery', ['signed-text', 'mac'], ['signed-text']),
  scope('guards', 'not-me-link', 'recovery', ['not-me-link'], ['not-me-link']),
  scope(
    'guards',
    'step-up',
    'recovery',
    ['step-up', 'step-up-approver'],
    ['step-up', 'step-up-counts', 'step-up-return'],
  ),
  scope('guards', 'step-up-link', 'recovery', ['step-up-link'], ['step-up-link']),
  scope(
    'guards',
    'colleague',
    'recovery',
    ['open-as-colleague', 'opened-by', 'may-ask-for', 'join-request'],
    ['open-as-colleague', 'asked-since', 'opened-by', 'confirm-identity', 'open-request', 'attend-request'],
  ),
  scope(
    'guards',
    'counter',
    'recovery',
    ['counter-guards', 'counter-rule', 'attendance', 'asked-before'],
    ['counter-guards', 'asked-before', 'attend-request'],
  ),
  scope(
    'guards',
    'self-verified',
    'recovery',
    ['self-verification', 'self-authority', 'verify-self'],
    ['self-judged', 'self-verification', 'self-verified'],
  ),
  scope(
    'guards',
    'contacts',
    'recovery',
    ['contacts', 'contact-age', 'contact-hash', 'code-number'],
    ['contacts', 'self-verification'],
  ),
  scope(
    'guards',
    'directory-contacts',
    'recovery',
    ['directory-contacts', 'read-entry'],
    ['directory-contacts', 'read-entry'],
  ),
  scope('guards', 'snapshot-contacts', 'recovery', ['snapshot-contacts'], ['snapshot-contacts']),
  scope('guards', 'reveal', 'recovery', ['reveal-pass', 'mint-pass'], ['reveal-pass', 'pass-refused']),
  scope(
    'guards',
    'members',
    'recovery',
    ['trusted-member', 'is-senior', 'uninvolved-senior'],
    ['trusted-member', 'uninvolved-senior'],
  ),
  scope('guards', 'open-link', 'recovery', ['open-link'], ['open-link']),
  scope('guards', 'renew-code', 'recovery', ['renew-code'], ['renew-code']),
  scope('guards', 'suggest-person', 'recovery', ['suggest-person'], ['suggest-person']),
  scope('guards', 'dialog', 'bot', ['dialog-value', 'on-dialog'], ['dialog-value', 'on-dialog']),
  policy(
    'enrolment',
    ['enrolment-rule', 'before-pass', 'steps-enrolment'],
    ['enrolment-rule', 'steps-enrolment', 'reveal-pass'],
  ),
  policy('policy', ['policy']),
  policy('rules', ['tier-rule', 'opener-rules', 'pressure', 'policy-tiers'], ['policy-tiers', 'policy', 'pressure']),
  policy(
    'sign-in-rules',
    ['sign-in-rule', 'new-method-rule', 'story', 'manager-log-rule'],
    ['sign-in-rule', 'new-method-rule', 'story', 'policy', 'pressure'],
  ),
  policy('signals', ['signals'], ['signals', 'sign-in-rule', 'new-method-rule', 'policy']),
  policy('tenant', ['for-tenant', 'read-tiers'], ['for-tenant', 'read-tiers']),
  policy('evaluation', ['evaluation', 'account-writes']),
  scope('audit', 'audit', 'recovery', ['audit'], ['audit', 'histories']),
  scope('audit', 'anchor-line', 'recovery', ['anchor-line'], ['anchor-line']),
  scope('audit', 'commit', 'recovery', ['commit'], ['commit', 'lost-race', 'taken-over']),
  scope('audit', 'signed-row', 'storage', ['signed-row', 'key-ring'], ['signed-row', 'key-ring']),
  scope(
    'audit',
    'verify-request',
    'storage',
    ['verify-request', 'audit-rows', 'counter-check'],
    ['verify-request', 'counter-check'],
  ),
  scope('token check', 'claims', 'bot', ['token-claims'], ['token-claims']),
  scope('token check', 'signature', 'bot', ['token-signature'], ['token-signature']),
  scope('token check', 'authentication', 'bot', ['hardened-authentication'], ['hardened-authentication']),
  scope('token check', 'id-token', 'graph', ['id-token'], ['id-token']),
  scope('token check', 'key-gate', 'bot', ['key-gate'], ['key-gate']),
  recovery('machine', ['machine']),
  recovery('facts', ['machine-facts', 'machine-run-facts', 'request', 'step-failure']),
  recovery('plan', ['plan', 'scope', 'methods'], ['plan', 'methods']),
  recovery('default-method', ['default-method']),
  recovery('run-state', ['run-state', 'pass-time']),
  recovery('owed', ['owed', 'due'], ['owed', 'chat-time']),
  recovery('move', ['chat-time', 'move-reveal', 'machine-move-facts'], ['chat-time', 'move-reveal']),
  recovery('stuck', ['stuck', 'standstill'], ['stuck', 'step-failure', 'standstill', 'pass-refused']),
  recovery('tally', ['tally']),
  recovery('flood', ['flood', 'flood-alarm']),
  recovery('away', ['away'], ['away', 'approvers']),
  recovery('heeding', ['heeding', 'heed-stop', 'pause-recoveries'], ['heeding', 'pause-recoveries', 'hold-restored']),
  recovery(
    'incident',
    [
      'containment',
      'report-fraud',
      'lift-shield',
      'incident-tasks',
      'machine-incident-facts',
      'close-incident',
      'fill-task',
    ],
    ['containment', 'report-fraud', 'lift-shield', 'incident-work', 'machine-run-facts'],
  ),
  recovery(
    'new-password',
    [
      ...['password-change', 'password-obstacle', 'require-password-change', 'steps-password'],
      'machine-password-facts',
    ],
    ['require-password-change', 'steps-password'],
  ),
  recovery('report-not-me', ['report-not-me']),
  recovery('find-request', ['find-request'], ['find-request']),
];
