import type { ObjectId } from '../../recovery/terms';
import type { World } from './domain-world';
import { ADAS_METHODS } from './domain-world';
import { person, TENANT } from './request-builder';
import { method } from './sample-methods';
import { samplePerson, WHO } from './sample-people';

/** So many more employees of Max, whose managers have been known for long. */
export async function hire(world: World, count: number): Promise<readonly ObjectId[]> {
  const people = Array.from({ length: count }, (_, number) => person(100 + number));
  for (const id of people) {
    world.directory.people.set(id, samplePerson(id));
    world.directory.managers.set(id, WHO.max);
    await world.sightings.record(TENANT, id, 'manager', WHO.max, 0, true);
    world.accountOf(id).methods.push(...ADAS_METHODS.map((kind) => method(kind)));
  }
  return people;
}
