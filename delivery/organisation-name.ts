import { visible } from '../platform/visible-text';
import type { Tenants } from '../recovery/ports';

const UNNAMED = 'your organisation';

/** The tenant's name for people. It comes from the operator's file; line breaks would reach a mail's text. */
export function organisationName(tenants: Pick<Tenants, 'find'>, tenantId: string): string {
  const name = visible(tenants.find(tenantId)?.name ?? '').trim();
  return name === '' ? UNNAMED : name;
}
