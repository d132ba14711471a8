import type { Person } from './ports';

/** An enabled member of the tenant may ask for somebody else. */
export const mayAskForOthers = (person: Person | undefined): boolean =>
  person?.accountEnabled === true && person.userType === 'member';

/** Nobody is asked whose account is disabled or a guest's: they could not answer, or not get anything by it. */
export const mayBeAskedFor = (person: Person | undefined): person is Person =>
  person?.accountEnabled === true && person.userType !== 'guest';
