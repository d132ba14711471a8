import type { Environment } from './settings';

type Marker = readonly [name: string, isSet: (value: string) => boolean];

const isThere = (value: string): boolean => value !== '';

/** Set by the host that runs the product for real people, never by somebody who tries it out or tests it. */
const HOSTS: readonly Marker[] = [
  ['WEBSITE_SITE_NAME', isThere],
  ['CONTAINER_APP_NAME', isThere],
  ['KUBERNETES_SERVICE_HOST', isThere],
];
const ALL: readonly Marker[] = [...HOSTS, ['NODE_ENV', (value) => value === 'production']];

const namesOf = (markers: readonly Marker[], environment: Environment): readonly string[] =>
  markers.filter(([name, isSet]) => isSet(environment[name] ?? '')).map(([name]) => name);

/** Signs of a production host: simulators and the local store must not run there. */
export const productionMarkers = (environment: Environment): readonly string[] => namesOf(ALL, environment);

/** The one that names the host itself, if any. */
export const productionHost = (environment: Environment): string | undefined => namesOf(HOSTS, environment)[0];
