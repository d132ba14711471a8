import { z } from 'zod';

const NIL = '00000000-0000-0000-0000-000000000000';
/** No flag, because a JSON Schema knows none. */
const GUID = /^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$/;

/** An Entra object, tenant or application id, lower-cased. */
export const guid = z
  .string()
  .regex(GUID, 'must be a GUID')
  .transform((text) => text.toLowerCase())
  .refine((id) => id !== NIL, 'must not be the empty GUID');
