import { z } from 'zod';
import { policySchema } from '../platform/policy-file';
import { tenantsFileSchema } from '../platform/tenants-file';

/** What may stand in the file, for editors and for checks before a start. What is compared between keys is not in it. */
function jsonSchema(schema: z.ZodType, title: string): string {
  const { $schema, ...rest } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return JSON.stringify({ $schema, title, ...rest }, null, 2);
}

export const policyJsonSchema = (): string => jsonSchema(policySchema, 'Policy file of Latchkey');
export const tenantsJsonSchema = (): string => jsonSchema(tenantsFileSchema, 'Tenants file of Latchkey');
