/** What the logs say of a new sign-in method; the sentences are those of the rules. */
export const ENROLMENT = { label: 'Who added the new method' } as const;
