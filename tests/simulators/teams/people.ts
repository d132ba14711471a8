import type { Persona, Team } from '../../../simulators/teams/persona';

const person = (id: string, number: number, name: string, role: string): Persona => {
  const [givenName = '', surname = ''] = name.split(' ');
  const mail = `${id}@contoso.example`;
  const objectId = `00000000-0000-4000-8000-00000000000${number}`;
  return { id, objectId, name, givenName, surname, mail, userPrincipalName: mail, role };
};

export const ADA = person('ada', 1, 'Ada Berg', 'Employee');
export const MARCUS = person('marcus', 2, 'Marcus Lind', 'Manager');
export const HANA = person('hana', 3, 'Hana Sato', 'Helpdesk');
export const PEOPLE = [ADA, MARCUS, HANA];

export const TEAM: Team = {
  id: '19:helpdesk-team@thread.tacv2',
  name: 'IT Helpdesk',
  channelId: '19:recovery@thread.tacv2',
  channelName: 'Recovery',
  memberIds: ['hana', 'marcus'],
};
