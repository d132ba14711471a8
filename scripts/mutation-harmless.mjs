const ASKS_FOR_NOTHING = 'whatever is neither a refusal, a hold nor two people asks for nothing';

/**
 * Changes that no test can notice because they change nothing that anybody meets, for `docs/mutation.md`: `[from, to, why]`
 * by file, as `npm run mutation` prints them. They still count against the score.
 */
const HARMLESS = {
  'bot/token-claims.ts': [
    ['{ return undefined; }', '{}', 'a function that ends gives `undefined` too'],
    ['!header || !claims', 'false', 'an empty part is no JSON: refused the same way a few lines on'],
    ['!header || !claims', '!header && !claims', 'an empty part is no JSON: refused the same way a few lines on'],
    ['nbf !== undefined', 'true', 'what is not there is later than nothing'],
    ["typeof exp !== 'number'", 'false', 'what is no number is not finite either, which is asked right after it'],
    [
      '{ channelId: z.unknown().optional(), serviceUrl: z.unknown().optional() }',
      '{}',
      'the schema lets every member through, also those that it does not name',
    ],
  ],
  'bot/token-signature.ts': [
    ["['RS256']", '[]', 'of the extractor only its copy of the keys is used; the algorithm is checked with the claims'],
    ["'RS256'", '""', 'of the extractor only its copy of the keys is used; the algorithm is checked with the claims'],
  ],
  'graph/id-token.ts': [
    ["''", '"Stryker was here!"', 'a token without it has no good form or header, whatever stands there'],
    ['key.asymmetricKeyDetails?.modulusLength', 'key.asymmetricKeyDetails.modulusLength', 'a key of a pair has them'],
    ["key.asymmetricKeyType !== 'rsa'", 'false', 'a key of another kind has no length of a modulus'],
  ],
  'recovery/approver-trust.ts': [
    ['employee.createdAt !== undefined', 'true', 'no time is within a week of one that is not there'],
    ['createdAt !== undefined', 'true', 'no time is within a week of one that is not there'],
    ['by !== undefined', 'true', 'nobody among the openers is nobody'],
  ],
  'recovery/audit.ts': [
    ['found.seq < said.seq', 'found.seq <= said.seq', 'at the same number both name the row after it'],
    ['{ return undefined; }', '{}', 'a function that ends gives `undefined` too'],
  ],
  'recovery/authority.ts': [
    ["facts.route.route === 'refused'", 'true', 'only a refusal has the code that is asked for right after it'],
  ],
  'recovery/card-token.ts': [
    ["''", '"Stryker was here!"', 'a text that no card has, as good as none'],
    ['[]', '["Stryker was here"]', 'only what stands behind the first is read'],
    ['id === undefined', 'false', 'a text has all of its parts or none, and the kind is asked first'],
  ],
  'recovery/attendance.ts': [['[]', '["Stryker was here"]', 'nobody has that name']],
  'recovery/counter-guards.ts': [
    ['[]', '["Stryker was here"]', 'a slot without an approval was asked for before'],
    ['approval?.verifiedBy', 'approval.verifiedBy', 'a slot without an approval was asked for before'],
    [
      'others.some(({ approval }) => approval === undefined)',
      'others.every(({ approval }) => approval === undefined)',
      'two people approve at a counter, so there is one other slot',
    ],
  ],
  'recovery/for-tenant.ts': [
    ['policy === deps.policy', 'false', 'the policy of the installation takes the place of itself'],
  ],
  'recovery/find-request.ts': [
    ['input.shortCode !== undefined', 'true', 'no request has a code that is not there'],
    ['tenant === undefined', 'false', 'a tenant that is not served was told so before anything was read'],
    ['false', 'true', 'a tenant that is not served was told so before anything was read'],
  ],
  'recovery/flood-alarm.ts': [
    ["of.kind === 'tenant'", 'false', 'a tenant is no person'],
    ["'tenant'", '""', 'a tenant is no person'],
    ["one.status === 'fulfilled'", 'true', 'what failed has no value'],
  ],
  'recovery/flood.ts': [
    ['cause !== undefined', 'true', 'a member that is `undefined` reads like one that is not there'],
  ],
  'recovery/heed-stop.ts': [
    ["before === 'nothing'", 'false', 'nothing has no marker, so a start with one is a new one'],
    ["'nothing'", '""', 'nothing has no marker, so a start with one is a new one'],
  ],
  'recovery/machine-facts.ts': [
    ...['denied', 'refused', 'cancelled'].flatMap((state) => [
      [`event.type === '${state}'`, 'true', 'the machine ends a request there on this event alone'],
      [`'${state}'`, '""', 'the machine ends a request there on this event alone'],
    ]),
    ['who === undefined', 'false', 'nobody is no candidate'],
  ],
  'recovery/manager-chain.ts': [
    ['[]', '["Stryker was here"]', 'what is no change of a manager is passed over'],
    ['-Infinity', '+Infinity', 'who was never seen was not seen lately, which is asked as well'],
    ['id === undefined', 'false', 'the directory knows nobody without an id'],
  ],
  'recovery/lost-authority.ts': [
    ['[]', '["Stryker was here"]', 'an approved request has no slot without an approval'],
    ['approval === undefined', 'false', 'an approved request has no slot without an approval'],
  ],
  'recovery/new-method-rule.ts': [
    ['[]', '["Stryker was here"]', 'what has no date and is no change was registered at no time'],
    ['createdAt !== undefined', 'true', 'no time is later than one that is not there'],
    ["methods.kind === 'known'", 'true', 'methods that were not read are asked for right after it'],
  ],
  'recovery/opener-rules.ts': [["'none'", '""', ASKS_FOR_NOTHING]],
  'recovery/default-method.ts': [
    ['preference === undefined', 'false', 'a stand-in is always of a kind that can be the default'],
  ],
  'recovery/due.ts': [
    ["'step' in other", 'false', 'a step has no time to look at, so it is not the later of the two either'],
    ["'step'", '""', 'a step has no time to look at, so it is not the later of the two either'],
    ['one.lookAt <= other.lookAt', 'one.lookAt < other.lookAt', 'of two equal times it is the same which is taken'],
  ],
  'recovery/owed.ts': [
    ["'expire'", '""', 'only its time is taken from there: when that has come, the step was named before'],
    ...['completed', 'refused', 'denied', 'cancelled', 'expired'].map((state) => [
      `'${state}'`,
      '""',
      'a state that is not named there owes nothing either',
    ]),
    ["case 'expired': return undefined;", "case 'expired':", 'a function that ends gives `undefined` too'],
  ],
  'recovery/pause-recoveries.ts': [
    ["typeof before !== 'string'", 'true', 'a row that is not there, or does not hold, has no such member'],
    ["typeof before === 'string'", 'false', 'a row that is not there, or does not hold, has no such member'],
    ["'string'", '""', 'a row that is not there, or does not hold, has no such member'],
  ],
  'recovery/plan.ts': [['[]', '["Stryker was here"]', 'what has no outcome is not called removed or deferred']],
  'recovery/pass-time.ts': [
    ['minutes <= 10', 'minutes < 10', 'ten minutes are a step of five too'],
    ['minutes <= 60', 'minutes < 60', 'an hour is a step of thirty minutes too'],
    ['expiresAt - now', 'expiresAt + now', 'counts millions of minutes: no test that reads it comes to an end'],
  ],
  'recovery/policy.ts': [
    ["'none'", '""', ASKS_FOR_NOTHING],
    ['[]', '["Stryker was here"]', 'no rule has that name, so nothing is released by it'],
  ],
  'recovery/policy-tiers.ts': [["'always'", '""', 'the higher of two ranks is a rank']],
  'recovery/not-me-link.ts': [
    [
      '/^(.{8})(.{4})(.{4})(.{4})/',
      '/(.{8})(.{4})(.{4})(.{4})/',
      'without it the first place is the beginning all the same',
    ],
    ['tenantId === undefined', 'false', 'sixteen bytes always make an id'],
    ['[]', '["Stryker was here"]', 'only what stands behind the first is read'],
    ['text === undefined', 'false', 'a token has both of its parts or none'],
    ['keyId === undefined', 'false', 'a token has both of its parts or none'],
    [
      'text === undefined || keyId === undefined',
      'text === undefined && keyId === undefined',
      'a token has both of its parts or none',
    ],
  ],
  'recovery/signals.ts': [
    [
      "'decided' in request && request.decided !== undefined",
      "'decided' in request || request.decided !== undefined",
      'a request without a decision has no such member',
    ],
    ['request.decided !== undefined', 'true', 'a request without a decision has no such member'],
  ],
  'recovery/report-not-me.ts': [
    ['stored === undefined', 'false', 'what is not there has no standing, which is asked right after it'],
    ["opened.standing === 'stopped'", 'false', 'a report of what is stopped answers the same and writes nothing'],
    ["'stopped'", '""', 'a report of what is stopped answers the same and writes nothing'],
    ["outcome.kind === 'refused'", 'true', 'only a refusal has the code that is asked for right after it'],
  ],
  'recovery/signed-text.ts': [["''", '"Stryker was here!"', 'what fits the pattern has all of its parts']],
  'recovery/sign-in-rule.ts': [
    ['name?.trim().toLowerCase()', 'name?.trim().toUpperCase()', 'both names that are compared are written like that'],
  ],
  'recovery/step-up.ts': [['[]', '["Stryker was here"]', 'nobody’s sign-in is nobody’s']],
  'recovery/step-up-approver.ts': [
    ['{ return {}; }', '{}', 'of nothing no name is taken'],
    ['person === undefined', 'false', 'a name that cannot be read is left out too'],
    ['started === undefined', 'false', 'what was made a moment ago can be read'],
    [
      'deps.tenants.find(tenantId)?.stepUp',
      'deps.tenants.find(tenantId).stepUp',
      'a link of a tenant that is not served was turned away before',
    ],
  ],
  'recovery/standstill.ts': [
    ['!(error instanceof EffectError)', 'false', 'nothing else has one of those codes, which are asked right after it'],
  ],
  'recovery/step-up-link.ts': [
    ["''", '"Stryker was here!"', 'a text that no link has, as good as none'],
    ['[]', '["Stryker was here"]', 'only what stands behind the first is read'],
    ['requestId === undefined', 'false', 'a text has all of its parts or none, and the others are asked as well'],
    ['signed === undefined', 'false', 'without it there is no token either, which is asked right after it'],
    [
      '/^(.+)~(\\d{1,15})~[\\dA-Z]{26}$/',
      '/(.+)~(\\d{1,15})~[\\dA-Z]{26}$/',
      'a signed text has one line, so its first place is its beginning',
    ],
  ],
  'recovery/read-tiers.ts': [
    ["one?.kind === 'known'", 'true', 'what was not read has no value'],
    ['one?.kind', 'one.kind', 'every group of a tier was asked for'],
    ["'in'", '""', 'whatever is not out counts, and only what is unknown is unsure'],
  ],
  'recovery/run-state.ts': [
    ['decided.revealStartedAt !== undefined', 'true', 'nothing is less than a time since something that never was'],
    ['placeholderStartedAt !== undefined', 'true', 'nothing is less than a time since something that never was'],
    [
      "!('decided' in request) || request.decided === undefined",
      "!('decided' in request) && request.decided === undefined",
      'a request without a decision has no such member',
    ],
    ['request.decided === undefined', 'false', 'a request without a decision has no such member'],
    ['decided === undefined', 'false', 'whoever calls it has turned away a request without a decision'],
  ],
  'recovery/story.ts': [["''", '"Stryker was here!"', 'words that press for nothing, as good as none']],
  'recovery/tier-rule.ts': [["'none'", '""', ASKS_FOR_NOTHING]],
  'recovery/stuck.ts': [
    ['revealStartedAt !== undefined', 'true', 'no time is ten seconds after one that is not there'],
  ],
  'recovery/tally.ts': [
    ['at > now - lengthOf(limit)', 'at >= now - lengthOf(limit)', 'what is at the edge is kept, and counts no more'],
    ['shutAt !== undefined', 'true', 'no time is later than one that is not there'],
    ['heaps[index]?.at', 'heaps[index].at', 'there is one more heap than there are gaps'],
    ['heaps[closest]?.count', 'heaps[closest].count', 'there is one more heap than there are gaps'],
    ['oldest === undefined', 'false', 'of more than a hundred marks one is the first'],
    ['[]', '["Stryker was here"]', 'nothing that is counted has that name as its cause'],
    ['toldAt !== undefined', 'true', 'no time is later than one that is not there'],
  ],
  'storage/key-ring.ts': [['made.set(name, subkey);', ';', 'the subkey is made again: the same one, only slower']],
  'storage/signed-row.ts': [
    ["typeof v === 'number'", 'true', 'the signature fits, and nothing of ours signs a version that is no number'],
  ],
  'storage/verify-request.ts': [
    ['newer === true', 'true', 'a member that is `undefined` reads like one that is not there'],
    ['etag !== undefined', 'true', 'a member that is `undefined` reads like one that is not there'],
    [
      'rows.filter((row) => !isAuditRow(row))',
      'rows',
      'the entries were checked before: they hold the second time too',
    ],
    ['last !== undefined', 'true', 'a state row without an entry was turned away before by the end of the chain'],
  ],
};

export const whyOf = ({ file, from, to }) =>
  HARMLESS[file]?.find(([known, changed]) => known === from && changed === to)?.[2];
