import type { Tenants } from '../recovery/ports';

const UNNAMED = 'your organisation';

/** The tenant's name for people. It comes from the operator's file; line breaks would reach a mail's text. */
export function organisationName(tenants: Pick<Tenants, 'find'>, tenantId: string): string {
  const name = tenants.find(tenantId)?.name.replace(/\s+/g, ' ').trim();
  return name === undefined || name === '' ? UNNAMED : name;
}
