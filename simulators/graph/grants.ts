import type { Permissions } from './route';

/*
 * Application permissions per call, from Microsoft's permission map of August 2026 and the documentation's permission tables.
 * Each line is enough by itself; the first is the least.
 */
export const READ_USERS: Permissions = [
  ['User.Read.All'],
  ['User.ReadWrite.All'],
  ['Directory.Read.All'],
  ['Directory.ReadWrite.All'],
];

export const READ_GROUP_MEMBERS: Permissions = [
  ['GroupMember.Read.All'],
  ['Group.Read.All'],
  ['Group.ReadWrite.All'],
  ['Directory.Read.All'],
  ['Directory.ReadWrite.All'],
];

/** Both are needed: one for the person, one for the groups. */
export const CHECK_MEMBER_GROUPS: Permissions = [
  ['User.Read.All', 'GroupMember.Read.All'],
  ['User.Read.All', 'Group.Read.All'],
  ['Directory.Read.All'],
];

export const READ_ROLES: Permissions = [
  ['RoleManagement.Read.Directory'],
  ['RoleManagement.ReadWrite.Directory'],
  ['RoleManagement.Read.All'],
  ['Directory.Read.All'],
  ['Directory.ReadWrite.All'],
];

export const READ_ELIGIBLE_ROLES: Permissions = [
  ['RoleEligibilitySchedule.Read.Directory'],
  ['RoleManagement.Read.Directory'],
  ['RoleManagement.ReadWrite.Directory'],
  ['RoleManagement.Read.All'],
];

export const REVOKE_SESSIONS: Permissions = [
  ['User.RevokeSessions.All'],
  ['User.ReadWrite.All'],
  ['Directory.ReadWrite.All'],
];

export const WRITE_USERS: Permissions = [['User.ReadWrite.All'], ['Directory.ReadWrite.All']];

export const ENABLE_ACCOUNTS: Permissions = [['User.EnableDisableAccount.All', 'User.Read.All'], ...WRITE_USERS];

export const SET_PASSWORDS: Permissions = [['User-PasswordProfile.ReadWrite.All'], ...WRITE_USERS];

export const READ_METHOD_POLICY: Permissions = [
  ['Policy.Read.AuthenticationMethod'],
  ['Policy.Read.All'],
  ['Policy.ReadWrite.AuthenticationMethod'],
];

export const READ_METHODS: Permissions = [
  ['UserAuthenticationMethod.Read.All'],
  ['UserAuthenticationMethod.ReadWrite.All'],
];

const WRITE_METHODS = ['UserAuthenticationMethod.ReadWrite.All'];

/** No right of a single type is enough. */
export const SET_DEFAULT_METHOD: Permissions = [WRITE_METHODS];

/** `stem` is the permission of one type of method, `UserAuthMethod-Phone`. */
export function readMethodsOfType(stem: string | undefined): Permissions {
  return stem === undefined ? READ_METHODS : [[`${stem}.Read.All`], [`${stem}.ReadWrite.All`], ...READ_METHODS];
}

export function writeMethodsOfType(stem: string | undefined): Permissions {
  return stem === undefined ? [WRITE_METHODS] : [[`${stem}.ReadWrite.All`], WRITE_METHODS];
}

export const READ_LOGS: Permissions = [['AuditLog.Read.All']];
export const READ_RISKY_USERS: Permissions = [['IdentityRiskyUser.Read.All'], ['IdentityRiskyUser.ReadWrite.All']];
export const CONFIRM_COMPROMISED: Permissions = [['IdentityRiskyUser.ReadWrite.All']];
export const READ_RISK_EVENTS: Permissions = [['IdentityRiskEvent.Read.All'], ['IdentityRiskEvent.ReadWrite.All']];
export const READ_MAILBOX_SETTINGS: Permissions = [['MailboxSettings.Read'], ['MailboxSettings.ReadWrite']];
export const SEND_MAIL: Permissions = [['Mail.Send']];
export const READ_PHOTO: Permissions = [['ProfilePhoto.Read.All'], ...READ_USERS];
export const READ_CATALOGUE: Permissions = [['AppCatalog.Read.All'], ['AppCatalog.ReadWrite.All']];

const INSTALL = [
  ['TeamsAppInstallation.ReadWriteSelfForUser.All'],
  ['TeamsAppInstallation.ReadWriteAndConsentSelfForUser.All'],
  ['TeamsAppInstallation.ReadWriteForUser.All'],
];
export const INSTALL_APPS: Permissions = INSTALL;
export const READ_INSTALLED_APPS: Permissions = [['TeamsAppInstallation.ReadForUser.All'], ...INSTALL];

export function isGranted(roles: ReadonlySet<string>, permissions: Permissions): boolean {
  return permissions.some((together) => together.every((permission) => roles.has(permission)));
}
