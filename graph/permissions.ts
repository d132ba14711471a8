/** Application permissions of Microsoft Graph that the executor may hold. */
export interface Permission {
  /** Id of the app role, for app registrations and infrastructure as code. */
  readonly id: string;
  /** False: without it the product does not work. True: one feature is missing, and says so. */
  readonly optional: boolean;
}

const needed = (id: string): Permission => ({ id, optional: false });
const optional = (id: string): Permission => ({ id, optional: true });

export const PERMISSIONS = {
  'User.Read.All': needed('df021288-bdef-4463-88db-98f22de89214'),
  'GroupMember.Read.All': needed('98830695-27a2-44f7-8c18-0c3ebc9698f6'),
  'RoleManagement.Read.Directory': needed('483bed4a-2ad3-4361-a73b-c83ccdbdc53c'),
  'UserAuthenticationMethod.Read.All': needed('38d9df27-64da-44fd-b7c5-a6fbac20248f'),
  'Policy.Read.AuthenticationMethod': needed('8e3bc81b-d2f3-4b7b-838c-32c88218d2f0'),
  'UserAuthMethod-TAP.ReadWrite.All': needed('627169a8-8c15-451c-861a-5b80e383de5c'),
  'UserAuthMethod-Phone.ReadWrite.All': needed('6e85d483-7092-4375-babe-0a94a8213a58'),
  'UserAuthMethod-MicrosoftAuthApp.ReadWrite.All': needed('c833c349-a1ab-4b6d-94a2-fa9a8674420c'),
  'UserAuthMethod-SoftwareOATH.ReadWrite.All': needed('787442d4-3c6e-4e99-aa95-8ccca20a48ff'),
  'UserAuthMethod-Passkey.ReadWrite.All': needed('0400e371-7db1-4338-a269-96069eb65227'),
  'User.RevokeSessions.All': needed('77f3a031-c388-4f99-b373-dc68676a979e'),
  'UserAuthMethod-Email.ReadWrite.All': optional('e8ecb853-1435-4a49-95ba-ec5b31b11672'),
  'UserAuthMethod-WindowsHello.ReadWrite.All': optional('f14eee8a-713e-45aa-8223-2ab74632db1a'),
  'UserAuthMethod-PlatformCred.ReadWrite.All': optional('1a87acf4-a9ca-4576-a974-452ea265d5f6'),
  'UserAuthMethod-External.ReadWrite.All': optional('c7a22c2e-5b01-4129-8159-6c8be2c78f16'),
  'UserAuthMethod-HardwareOATH.ReadWrite.All': optional('7e9ebcc1-90aa-4471-8051-e68d6b4e9c89'),
  'UserAuthMethod-QR.ReadWrite.All': optional('4869299f-18c3-40c8-98f2-222657e67db1'),
  'UserAuthenticationMethod.ReadWrite.All': optional('50483e42-d915-4231-9639-7fdb7fd190e5'),
  'RoleEligibilitySchedule.Read.Directory': optional('ff278e11-4a33-4d0c-83d2-d01dc58929a5'),
  'IdentityRiskyUser.Read.All': optional('dc5007c0-2d7d-4c42-879c-2dab87571379'),
  'AuditLog.Read.All': optional('b0afded3-3588-46d8-8b3d-9842eff778da'),
  'User.EnableDisableAccount.All': optional('3011c876-62b7-4ada-afa2-506cbbecc68c'),
  'User-PasswordProfile.ReadWrite.All': optional('cc117bb9-00cf-4eb8-b580-ea2a878fe8f7'),
  'MailboxSettings.Read': optional('40f97065-369a-49f4-947c-6a255697ae91'),
  'Mail.Send': optional('b633e1c5-b582-4048-a93e-9f11b44c7e96'),
  'TeamsAppInstallation.ReadWriteSelfForUser.All': optional('908de74d-f8b2-4d6b-a9ed-2a17b3b78179'),
  'AppCatalog.Read.All': optional('e12dae10-5a57-4817-b79d-dfbec5348930'),
} as const satisfies Readonly<Record<string, Permission>>;

export type PermissionName = keyof typeof PERMISSIONS;

export interface PermittedCall {
  readonly call: string;
  /** The least application permission for it. */
  readonly permission: PermissionName;
  readonly why: string;
}

const calls = (permission: PermissionName, ...rows: readonly (readonly [call: string, why: string])[]) =>
  rows.map(([call, why]): PermittedCall => ({ call, permission, why }));

const remove = (permission: PermissionName, segment: string, what: string) =>
  calls(permission, [`DELETE /users/{id}/authentication/${segment}`, `Removes ${what} that is lost.`]);

/**
 * Every call of this folder, the least permission for it, and why it is made. Documentation, the doctor and the
 * deployment read it. `UserAuthenticationMethod.ReadWrite.All` would do for every row about authentication methods,
 * and reaches further than any of them: it is asked for where nothing less will do, and nothing waits for it.
 */
export const GRAPH_CALLS: readonly PermittedCall[] = [
  ...calls(
    'User.Read.All',
    [
      'GET /users/{id}',
      'Reads whether an account is enabled, a member and synchronised; and the mobile number and the mail addresses that the directory has for somebody, of which hashes are kept and to which a link may go.',
    ],
    ['GET /users', 'Finds a person by address, and takes the baseline of managers at installation.'],
    ['GET /users/{id}/manager', 'Finds who approves.'],
    [
      'GET /users/{id}/photos/48x48/$value',
      'Shows whoever approves the picture of the person; `ProfilePhoto.Read.All` alone would do for it.',
    ],
  ),
  ...calls(
    'GroupMember.Read.All',
    ['GET /users/{id}/transitiveMemberOf', 'Sees role-assignable groups; without it Graph hides what a group is.'],
    [
      'POST /users/{id}/checkMemberGroups',
      'Knows helpdesk, security, duty and break-glass people, and who may have a pass.',
    ],
    [
      'GET /groups/{id}',
      'Sees whether those groups are role-assignable, so that no administrator of groups writes them.',
    ],
    [
      'GET /groups/{id}/transitiveMembers/microsoft.graph.user',
      'Finds whom to ask in the helpdesk, duty and security groups, and whose contacts are looked at in the background.',
    ],
  ),
  ...calls('RoleManagement.Read.Directory', [
    'GET /roleManagement/directory/roleAssignments',
    'Sees directory roles, so that privileged accounts are refused or need two approvals.',
  ]),
  ...calls('RoleEligibilitySchedule.Read.Directory', [
    'GET /roleManagement/directory/roleEligibilityScheduleInstances',
    'Sees roles that somebody may activate (Privileged Identity Management).',
  ]),
  ...calls('UserAuthenticationMethod.Read.All', [
    'GET /users/{id}/authentication/methods',
    'Lists what is registered, and sees that it is gone or that a new method came.',
  ]),
  ...calls('Policy.Read.AuthenticationMethod', [
    'GET /policies/authenticationMethodsPolicy/authenticationMethodConfigurations/temporaryAccessPass',
    'Knows before anything is touched whether the tenant allows this person a pass.',
  ]),
  ...calls('UserAuthMethod-TAP.ReadWrite.All', [
    'POST /users/{id}/authentication/temporaryAccessPassMethods',
    'Issues the pass.',
  ]),
  ...remove('UserAuthMethod-TAP.ReadWrite.All', 'temporaryAccessPassMethods/{id}', 'a pass'),
  ...remove('UserAuthMethod-Phone.ReadWrite.All', 'phoneMethods/{id}', 'a phone number'),
  ...remove('UserAuthMethod-Email.ReadWrite.All', 'emailMethods/{id}', 'an e-mail address'),
  ...remove(
    'UserAuthMethod-MicrosoftAuthApp.ReadWrite.All',
    'microsoftAuthenticatorMethods/{id}',
    'an authenticator app',
  ),
  ...remove('UserAuthMethod-SoftwareOATH.ReadWrite.All', 'softwareOathMethods/{id}', 'an app that shows codes'),
  ...remove('UserAuthMethod-HardwareOATH.ReadWrite.All', 'hardwareOathMethods/{id}', 'a hardware token'),
  ...remove('UserAuthMethod-Passkey.ReadWrite.All', 'fido2Methods/{id}', 'a security key or passkey'),
  ...remove(
    'UserAuthMethod-WindowsHello.ReadWrite.All',
    'windowsHelloForBusinessMethods/{id}',
    'Windows Hello on a device',
  ),
  ...remove('UserAuthMethod-PlatformCred.ReadWrite.All', 'platformCredentialMethods/{id}', 'a platform credential'),
  ...remove('UserAuthMethod-External.ReadWrite.All', 'externalAuthenticationMethods/{id}', 'an external method'),
  ...remove('UserAuthMethod-QR.ReadWrite.All', 'qrCodePinMethod', 'a QR code'),
  ...calls('UserAuthenticationMethod.ReadWrite.All', [
    'PATCH /users/{id}/authentication/signInPreferences',
    'Makes a method that stays the default (beta only), where Graph refuses to remove the lost one because it is; without it that one is reported as still registered.',
  ]),
  ...calls('User.RevokeSessions.All', [
    'POST /users/{id}/revokeSignInSessions',
    'Ends the sessions of a lost or stolen device.',
  ]),
  ...calls('User.EnableDisableAccount.All', ['PATCH /users/{id}', 'Disables an account when fraud is reported.']),
  ...calls('User-PasswordProfile.ReadWrite.All', [
    'PATCH /users/{id} (passwordProfile)',
    'Has Entra ask for a new password at the next sign-in, where security says that somebody else may know the present one; no password is set. The permission would let its holder set one, so leave it out where this can be done by hand.',
  ]),
  ...calls('IdentityRiskyUser.Read.All', [
    'GET /identityProtection/riskyUsers',
    'Holds a request for somebody whom identity protection finds at risk.',
  ]),
  ...calls(
    'AuditLog.Read.All',
    [
      'GET /auditLogs/signIns',
      'Sees sign-ins with what is said to be lost, risky ones and failed ones (beta only: which method answered); without it two people have to approve.',
    ],
    [
      'GET /auditLogs/directoryAudits',
      'Sees methods that were registered, and by whom, managers who were changed and members who were put into the groups lately, beside what the product saw itself; without it nobody can say who registered a method after the pass, and security is told so each time.',
    ],
  ),
  ...calls('MailboxSettings.Read', [
    'GET /users/{id}/mailboxSettings/automaticRepliesSetting',
    'Asks the next level first while the manager is away; without it the manager is asked, and the next level later; no code by text message takes an approver’s place then.',
  ]),
  ...calls('Mail.Send', ['POST /users/{sender}/sendMail', 'Sends links and notices from one mailbox of the product.']),
  ...calls('AppCatalog.Read.All', ['GET /appCatalogs/teamsApps', 'Finds the app in the catalogue of the tenant.']),
  ...calls(
    'TeamsAppInstallation.ReadWriteSelfForUser.All',
    ['POST /users/{id}/teamwork/installedApps', 'Reaches an approver who never opened the bot.'],
    ['GET /users/{id}/teamwork/installedApps', 'Finds the installation of the app for a person.'],
    ['GET /users/{id}/teamwork/installedApps/{id}/chat', 'Finds the chat of the app with a person.'],
  ),
];
