import { ADA_METHODS, PEOPLE } from './contoso-ids';
import { giveMethod, setDefaultMethod } from './methods';
import { authenticatorApp, email, fido2Key, phone, softwareOath, windowsHello } from './new-methods';
import { addUser, setManager, userById } from './people';
import { portrait } from './portrait';
import type { SimProfile } from './sim-user';
import type { SimTenant } from './tenant';

const DAY = 24 * 3_600_000;

type Entry = readonly [
  id: string,
  displayName: string,
  jobTitle: string,
  department: string,
  more?: Partial<SimProfile>,
];

const ENTRIES: readonly Entry[] = [
  [
    PEOPLE.ada,
    'Ada Lindqvist',
    'Account Manager',
    'Sales',
    { mobilePhone: '+47 40055312', otherMails: ['ada.lindqvist@post.example'] },
  ],
  [PEOPLE.marcus, 'Marcus Oyelaran', 'Sales Manager', 'Sales', { mobilePhone: '+47 40055320' }],
  [PEOPLE.ingrid, 'Ingrid Solberg', 'Head of Sales', 'Sales', { mobilePhone: '+47 40055301' }],
  [PEOPLE.hana, 'Hana Kim', 'Helpdesk Agent', 'IT'],
  [PEOPLE.tomas, 'Tomás Ferreira', 'Helpdesk Agent', 'IT'],
  [PEOPLE.beatriz, 'Beatriz Nunes', 'Senior Helpdesk Agent', 'IT'],
  [PEOPLE.samuel, 'Samuel Adeyemi', 'Senior Helpdesk Agent', 'IT'],
  [PEOPLE.priya, 'Priya Raman', 'Security Analyst', 'Security'],
  [PEOPLE.oskar, 'Oskar Wisniewski', 'Security Analyst', 'Security'],
  [PEOPLE.yusuf, 'Yusuf Demir', 'Identity Administrator', 'IT'],
  [PEOPLE.greta, 'Greta Hoffmann', 'Head of IT', 'IT'],
  [PEOPLE.breakGlass, 'Emergency Access', 'Break-glass account', 'IT', { mail: null }],
  [PEOPLE.victor, 'Victor Blanc', 'Account Manager', 'Sales', { accountEnabled: false }],
  [PEOPLE.noor, 'Noor Haddad', 'Consultant', 'Projects'],
  [PEOPLE.elias, 'Elias Berg', 'Account Manager', 'Sales', { mobilePhone: '+47 40055333' }],
];

const MANAGERS: readonly (readonly [person: string, manager: string])[] = [
  [PEOPLE.ada, PEOPLE.marcus],
  [PEOPLE.elias, PEOPLE.marcus],
  [PEOPLE.victor, PEOPLE.marcus],
  [PEOPLE.marcus, PEOPLE.ingrid],
  [PEOPLE.hana, PEOPLE.beatriz],
  [PEOPLE.tomas, PEOPLE.beatriz],
  [PEOPLE.beatriz, PEOPLE.greta],
  [PEOPLE.samuel, PEOPLE.greta],
  [PEOPLE.yusuf, PEOPLE.greta],
  [PEOPLE.priya, PEOPLE.greta],
  [PEOPLE.oskar, PEOPLE.priya],
];

/** Whoever is not among them has none. */
const WITH_PHOTO: readonly string[] = [PEOPLE.ada, PEOPLE.marcus, PEOPLE.elias, PEOPLE.hana, PEOPLE.yusuf];

/** The people of the sample tenant, with their managers and their methods. */
export function addContosoPeople(tenant: SimTenant): void {
  for (const [id, displayName, jobTitle, department, more] of ENTRIES) {
    const userPrincipalName = nameAt(tenant, displayName);
    addUser(tenant, { id, displayName, userPrincipalName, jobTitle, department, preferredLanguage: 'en-US', ...more });
  }
  for (const id of WITH_PHOTO) userById(tenant, id).photo = portrait(id);
  addGuest(tenant);
  for (const [person, manager] of MANAGERS) setManager(tenant, person, { kind: 'user', id: manager });
  giveAdaHerMethods(tenant);
  for (const [id] of ENTRIES.slice(1)) giveMethod(tenant, id, authenticatorApp('iPhone 15'), ago(tenant, 400));
  giveMethod(tenant, PEOPLE.greta, fido2Key('Greta’s blue key'), ago(tenant, 350));
}

/** One phone carries three of her methods and the default; her laptop and her private mail are elsewhere. */
function giveAdaHerMethods(tenant: SimTenant): void {
  const { ada } = PEOPLE;
  const { phoneName, laptopName } = ADA_METHODS;
  const app = giveMethod(tenant, ada, authenticatorApp(phoneName), ago(tenant, 420));
  giveMethod(tenant, ada, phone('+47 40055312'), ago(tenant, 421));
  giveMethod(tenant, ada, softwareOath(), ago(tenant, 380));
  giveMethod(tenant, ada, windowsHello(laptopName), ago(tenant, 410));
  giveMethod(tenant, ada, email('ada.lindqvist@post.example'), ago(tenant, 421));
  setDefaultMethod(tenant, ada, app.id);
}

function addGuest(tenant: SimTenant): void {
  addUser(tenant, {
    id: PEOPLE.lena,
    displayName: 'Lena Fischer',
    userPrincipalName: `lena.fischer_fabrikam.example#EXT#@${tenant.domain}`,
    mail: 'lena.fischer@fabrikam.example',
    userType: 'Guest',
    externalUserState: 'Accepted',
    identities: [
      { signInType: 'federated', issuer: 'ExternalAzureAD', issuerAssignedId: 'lena.fischer@fabrikam.example' },
    ],
  });
}

function nameAt({ domain }: SimTenant, displayName: string): string {
  const plain = displayName
    .normalize('NFD')
    .replaceAll(/\p{Diacritic}/gu, '')
    .toLowerCase();
  return `${plain.replaceAll(' ', '.')}@${domain}`;
}

function ago({ clock }: SimTenant, days: number): number {
  return clock.now() - days * DAY;
}
