export { ROLE_TEMPLATES } from './role-templates';

/** Stable ids of the sample tenant. */
export const CONTOSO_TENANT_ID = 'c0a7050c-0000-4a7e-9c0d-5a1e7e4a0001';

export const PEOPLE = {
  /** Employee who lost her phone. */
  ada: 'a0da0001-11c4-4f3a-8a51-0d6b5f0e1a01',
  /** Her manager. */
  marcus: 'a0da0002-22d5-4e4b-9b62-1e7c601f2b02',
  /** His manager, head of the department. */
  ingrid: 'a0da0003-33e6-4d5c-8c73-2f8d712a3c03',
  /** Helpdesk agent. */
  hana: 'a0da0004-44f7-4c6d-9d84-3a9e823b4d04',
  /** Second helpdesk agent. */
  tomas: 'a0da0005-55a8-4b7e-8e95-4bafa34c5e05',
  /** Duty: seniors of the helpdesk. */
  beatriz: 'a0da0006-66b9-4a8f-9fa6-5cb0b45d6f06',
  samuel: 'a0da0007-77ca-499a-8ab7-6dc1c56e7a07',
  /** Security. */
  priya: 'a0da0008-88db-488b-9bc8-7ed2d67f8b08',
  oskar: 'a0da0009-99ec-477c-8cd9-8fe3e78a9c09',
  /** User Administrator: a privileged target. */
  yusuf: 'a0da0010-aafd-466d-9dea-9af4f89bad10',
  /** Global Administrator. */
  greta: 'a0da0011-bb0e-455e-8efb-ab0509acbe11',
  /** Break-glass account. */
  breakGlass: 'a0da0012-cc1f-444f-9f0c-bc161abdcf12',
  /** Guest of a partner. */
  lena: 'a0da0013-dd2a-433a-8a1d-cd272bced013',
  /** Left the company, account disabled. */
  victor: 'a0da0014-ee3b-422b-9b2e-de383cdfe114',
  /** Nobody is entered as her manager. */
  noor: 'a0da0015-ff4c-411c-8c3f-ef494de0f215',
  /** Ada's colleague. */
  elias: 'a0da0016-005d-400d-9d40-f05a5ef10316',
} as const;

export const GROUPS = {
  helpdesk: 'b0da0001-1a2b-4c3d-8e4f-5a6b7c8d9e01',
  duty: 'b0da0002-2b3c-4d4e-9f50-6b7c8d9eaf02',
  security: 'b0da0003-3c4d-4e5f-8a61-7c8d9eafb003',
  breakGlass: 'b0da0004-4d5e-4f60-9b72-8d9eafb0c104',
} as const;

/** App registrations. The secrets open nothing but this simulator. */
export const APPS = {
  /** Faces Teams; holds no right in Graph beside reaching people who never opened the app. */
  bot: { appId: 'd0da0001-5e6f-4071-8c83-9eafb0c1d201', secret: 'local-bot-secret' },
  /** Holds the rights in Graph. */
  executor: { appId: 'd0da0002-6f70-4182-9d94-afb0c1d2e302', secret: 'local-executor-secret' },
  /** Approvers sign in anew through it; holds no right at all. */
  stepUp: { appId: 'd0da0004-81a2-43b4-9fa6-c1d0e1f20404', secret: 'local-step-up-secret' },
  /** Another automation that opens requests through the HTTP API. */
  automation: { appId: 'd0da0003-7081-4293-8ea5-b0c1d2e3f403', secret: 'local-automation-secret' },
} as const;

export const TEAMS_APP = {
  /** In the organisation's catalogue. */
  id: 'e0da0001-8192-43a4-9fb6-c1d2e3f40501',
  /** In the app's manifest. */
  manifestId: 'e0da0002-92a3-44b5-8ac7-d2e3f4051602',
} as const;

/** Names of Ada's devices, as her methods show them. */
export const ADA_METHODS = { laptopName: 'ADA-SURFACE', phoneName: 'Pixel 8' } as const;
