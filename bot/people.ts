import type { Clock } from '../platform/clock';
import { hides, visible } from '../platform/visible-text';
import { withinMs } from '../platform/within-ms';
import { attendantsOf } from '../recovery/attendance';
import type { Directory, Person } from '../recovery/ports';
import type { RecoveryRequest } from '../recovery/request';
import type { ObjectId } from '../recovery/terms';
import { PersonPhotos, type Photos } from './person-photos';

export interface PeopleDeps {
  readonly directory: Pick<Directory, 'person'>;
  readonly photos: Photos;
  readonly clock: Clock;
}

/** A person whose name can stand in a sentence of ours: one line, nothing unseen. `nameHides`: something was taken out. */
export type Named = Person & { readonly nameHides?: true };

interface Known {
  readonly person: Promise<Named | undefined>;
  readonly until: number;
}

const REMEMBERED_MS = 5 * 60_000;
const MOST_REMEMBERED = 2_000;
/** A card with "a colleague" in it now is better than one with a name after Teams gave up. */
const PATIENCE_MS = 1_500;

/** Who reported, worked on and closed an incident. */
function idsInIncident(request: RecoveryRequest): readonly ObjectId[] {
  if (request.state !== 'incident') return [];
  const { reportedBy, tasks = {}, closedBy } = request.incident;
  return [reportedBy, ...Object.values(tasks).map(({ by }) => by), ...(closedBy === undefined ? [] : [closedBy])];
}

function idsIn(request: RecoveryRequest): readonly ObjectId[] {
  const { employee, requester, joined, slots } = request;
  const approvers = slots.flatMap(({ candidates, asked, approval }) => [
    ...candidates,
    ...asked,
    ...(approval === undefined ? [] : [approval.approver]),
  ]);
  const endedBy = 'ended' in request && request.ended.by !== undefined ? [request.ended.by] : [];
  const { passwordChange } = request;
  const asksForPassword = passwordChange === undefined ? [] : [passwordChange.askedBy];
  const lost = (request.unreached ?? []).map(({ person }) => person);
  return [
    ...new Set([
      employee,
      requester,
      ...joined,
      ...attendantsOf(request),
      ...approvers,
      ...lost,
      ...endedBy,
      ...asksForPassword,
      ...idsInIncident(request),
    ]),
  ];
}

function named(person: Person): Named {
  const displayName = visible(person.displayName).trim();
  return { ...person, displayName, ...(hides(person.displayName) && { nameHides: true as const }) };
}

/**
 * Names for cards and messages, and photos for cards. Names are remembered for five minutes; whoever cannot be read in time
 * is missing, and reads "a colleague".
 */
export class People {
  readonly #deps: PeopleDeps;
  readonly #known = new Map<string, Known>();
  readonly #photos: PersonPhotos;

  constructor(deps: PeopleDeps) {
    this.#deps = deps;
    this.#photos = new PersonPhotos(deps);
  }

  /** Everybody whom the request names, and `others`. */
  async namedIn(request: RecoveryRequest, others: readonly ObjectId[] = []): Promise<ReadonlyMap<ObjectId, Named>> {
    const ids = [...new Set([...idsIn(request), ...others])];
    const found = await Promise.all(ids.map(async (id) => [id, await this.find(request.tenantId, id)] as const));
    return new Map(found.flatMap(([id, person]) => (person === undefined ? [] : [[id, person] as const])));
  }

  async find(tenantId: ObjectId, id: ObjectId): Promise<Named | undefined> {
    const key = `${tenantId}/${id}`;
    const known = this.#known.get(key);
    if (known !== undefined && known.until > this.#deps.clock.now()) return withinMs(known.person, PATIENCE_MS);
    const person = this.#deps.directory.person(tenantId, id).then(
      (found) => found && named(found),
      () => {
        this.#known.delete(key);
        return undefined;
      },
    );
    this.#remember(key, person);
    return withinMs(person, PATIENCE_MS);
  }

  /** As a `data:` address; an ornament, for which nobody waits longer than that. */
  photoOf(tenantId: ObjectId, id: ObjectId, patienceMs: number): Promise<string | undefined> {
    return this.#photos.find(tenantId, id, patienceMs);
  }

  #remember(key: string, person: Promise<Named | undefined>): void {
    this.#known.delete(key);
    this.#known.set(key, { person, until: this.#deps.clock.now() + REMEMBERED_MS });
    const [oldest] = this.#known.keys();
    if (this.#known.size > MOST_REMEMBERED && oldest !== undefined) this.#known.delete(oldest);
  }
}
