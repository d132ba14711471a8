const AND = new Intl.ListFormat('en', { type: 'conjunction' });

const NAMES = { helpdesk: 'helpdesk', duty: 'duty', security: 'security' } as const;

/** What helpdesk and security read once about groups that too many people can write. */
export function openGroupsText(groups: readonly (keyof typeof NAMES)[], required: boolean): string {
  const names = AND.format(groups.map((name) => NAMES[name]));
  const [what, them] = groups.length === 1 ? ['group is', 'it'] : ['groups are', 'them'];
  const so = required
    ? `The policy asks for it, so nobody counts here as a member of ${them} until that is put right.`
    : `Whoever may write groups can put somebody into ${them} who then decides here some days later.`;
  return `The ${names} ${what} not role-assignable in Microsoft Entra. ${so} It cannot be switched on: make a new role-assignable group, move its members, and give Latchkey its object id. You read this once.`;
}
