import { decidedOf } from '../recovery/request';
import { ENROLMENT } from '../words/enrolment';
import type { Fact } from './card-data';
import { facts } from './lines';
import { clean } from './plain-text';
import type { RequestView } from './request-view';

/** The sentences are ours, and short. */
const MOST = 400;

/** What the logs say of a new method: for others than the employee, whose session an intruder may read along. */
export function enrolmentFacts({ request }: RequestView): readonly Fact[] {
  const reasons = decidedOf(request)?.enrolled?.check?.reasons ?? [];
  const said = clean(reasons.map(({ sentence }) => sentence).join(' '), MOST);
  return facts([ENROLMENT.label, said === '' ? undefined : said]);
}
