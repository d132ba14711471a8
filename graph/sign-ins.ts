import { z } from 'zod';
import type { SignIn } from '../recovery/account-logs';
import { SIGN_IN_DAYS } from '../recovery/account-logs';
import type { Directory } from '../recovery/ports';
import { asObjectId } from '../recovery/terms';
import { shareLog, type LogDeps, type LogKind, type LogRow } from './shared-log';
import { answerOf } from './sign-in-answers';

const DAY = 86_400_000;

/**
 * Numbers of sign-ins that stopped because something else was asked for, and of passes that are over: what somebody
 * without a second factor leaves behind. Every other number but 0 counts as a failure.
 */
const INTERRUPTED: ReadonlySet<number> = new Set([
  ...[16000, 50055, 50058, 50072, 50074, 50076, 50079, 50097, 50125, 50127, 50129, 50140, 50144, 50158, 50199, 50203],
  ...[65001, 130502, 130503, 130504, 130505],
]);
/** The second factor was asked for and did not come. */
const NOT_ANSWERED = 500121;
/** It did come, and said no. */
const DECLINED = /declin|fraud|suspicious/i;

const AT_RISK: ReadonlySet<string | null | undefined> = new Set(['atRisk', 'confirmedCompromised']);

const STEP = z.object({
  authenticationMethod: z.string().nullish(),
  authenticationMethodDetail: z.string().nullish(),
  succeeded: z.boolean().nullish(),
});

const SIGN_IN = z.object({
  userId: z.string(),
  createdDateTime: z.string(),
  riskState: z.string().nullish(),
  status: z.object({ errorCode: z.number().nullish(), additionalDetails: z.string().nullish() }).nullish(),
  location: z.object({ countryOrRegion: z.string().nullish() }).nullish(),
  deviceDetail: z.object({ displayName: z.string().nullish() }).nullish(),
  authenticationDetails: z.array(STEP).nullish(),
});

type Listed = z.output<typeof SIGN_IN>;

function outcomeOf({ status }: Listed): SignIn['outcome'] {
  const code = status?.errorCode;
  if (code === 0) return 'succeeded';
  if (code === NOT_ANSWERED) return DECLINED.test(status?.additionalDetails ?? '') ? 'failed' : 'interrupted';
  return typeof code === 'number' && INTERRUPTED.has(code) ? 'interrupted' : 'failed';
}

function toRow(listed: Listed): LogRow<SignIn> {
  const at = Date.parse(listed.createdDateTime);
  const device = listed.deviceDetail?.displayName ?? '';
  const country = listed.location?.countryOrRegion ?? '';
  const entry: SignIn = {
    at,
    outcome: outcomeOf(listed),
    risky: AT_RISK.has(listed.riskState),
    answers: (listed.authenticationDetails ?? []).flatMap(answerOf),
    ...(device === '' ? {} : { device }),
    ...(country === '' ? {} : { country }),
  };
  return { person: asObjectId(listed.userId), at, entry };
}

/** Beta, because v1.0 does not say which method answered; the list takes no `$select`. */
const SIGN_INS: LogKind<SignIn> = {
  windowMs: SIGN_IN_DAYS * DAY,
  call: (people, since) => {
    const whose = people.map((id) => `userId eq '${id}'`).join(' or ');
    const $filter = `(${whose}) and createdDateTime ge ${since}`;
    return { operation: 'directory.signIns', path: '/auditLogs/signIns', version: 'beta', query: { $filter } };
  },
  row: SIGN_IN.transform(toRow),
};

/** Interactive sign-ins of somebody. Throws `unlicensed` in tenants without a premium licence. */
export function createSignInReader(deps: LogDeps): Directory['signIns'] {
  return shareLog(deps, SIGN_INS);
}
