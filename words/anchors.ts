/** The second place of the audit trail, outside the store of the requests. */
export const ANCHORS = {
  unread: (code: string): string =>
    `Security: the anchors of Latchkey’s audit trail cannot be read or written where they are kept (${code}). Recoveries go on: what was known before is still checked, but what happens meanwhile is not anchored. Ask whoever runs Latchkey to look at the storage account of the anchors, and at the roles of its identity there.`,
} as const;
