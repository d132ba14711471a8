import { offersOtherWay } from '../recovery/opened-by';
import type { RecoveryRequest } from '../recovery/request';
import { ON_LOST_DEVICE, SCOPE } from '../recovery/scope';
import { METHOD_HOW, TRY_FIRST } from '../words/ladder';
import { button, rows } from './buttons';
import type { Section } from './card-data';
import { bullets, section } from './lines';

const WAYS = [
  ...(['windowsHelloForBusiness', 'platformCredential', 'fido2', 'microsoftAuthenticator'] as const),
  ...(['alternateMobilePhone', 'officePhone'] as const),
];

/** Ways in that are not gone in this scenario, each with how it is used; none where the employee had a draft to read it on. */
export function waysToTry(request: RecoveryRequest): readonly string[] {
  if (!offersOtherWay(request)) return [];
  const { scenario } = request;
  const left = WAYS.filter((kind) => !SCOPE[scenario].has(kind) && !ON_LOST_DEVICE[scenario].has(kind));
  return left.map((kind) => TRY_FIRST.way(TRY_FIRST.ways[kind], METHOD_HOW[kind]));
}

/** "Try first", with "That worked": on the employee's own card only. */
export function tryFirst(request: RecoveryRequest, token: string): readonly Section[] {
  const ways = waysToTry(request);
  if (ways.length === 0) return [];
  const buttons = rows([button(token, 'request.solved')]);
  return section(TRY_FIRST.title, bullets(ways), { style: 'good', intro: TRY_FIRST.intro, buttons });
}
