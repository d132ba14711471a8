import type { JsonObject } from './exchange';
import { FIXED_METHOD_IDS, type MethodType } from './method-types';

/** A method that is about to be registered; what is left out is filled in at registration. */
export interface NewMethod {
  readonly type: MethodType;
  /** Only for the types whose id is the same for everybody. */
  readonly id?: string;
  readonly properties: JsonObject;
  /** How Entra's audit log names it in "User registered …". */
  readonly auditName: string;
}

type PhoneType = 'mobile' | 'alternateMobile' | 'office';

const PHONE_NAMES: Readonly<Record<PhoneType, string>> = {
  mobile: 'Mobile Phone SMS',
  alternateMobile: 'Alternate Mobile Phone Call',
  office: 'Office Phone Call',
};

/** `number` as Entra writes it: `+47 40055312`. */
export function phone(number: string, phoneType: PhoneType = 'mobile'): NewMethod {
  const smsSignInState = phoneType === 'mobile' ? 'notEnabled' : 'notSupported';
  const properties = { phoneNumber: number, phoneType, smsSignInState };
  return { type: 'phone', id: FIXED_METHOD_IDS[phoneType], properties, auditName: PHONE_NAMES[phoneType] };
}

export function email(emailAddress: string): NewMethod {
  return { type: 'email', id: FIXED_METHOD_IDS.email, properties: { emailAddress }, auditName: 'Email' };
}

/** `displayName` is the device's: "Pixel 9". */
export function authenticatorApp(displayName: string, phoneAppVersion = '6.2508.5411'): NewMethod {
  const properties = { displayName, deviceTag: 'SoftwareTokenActivated', phoneAppVersion };
  return { type: 'microsoftAuthenticator', properties, auditName: 'Authenticator App with Notification and Code' };
}

export function softwareOath(): NewMethod {
  return { type: 'softwareOath', properties: { secretKey: null }, auditName: 'Authenticator App with Code' };
}

export function fido2Key(displayName: string, model = 'YubiKey 5 NFC'): NewMethod {
  const key = { aaGuid: '2fc0579f-8113-47ea-b116-bb5a8db9202a', model, attestationLevel: 'attested' };
  const properties = { displayName, ...key, attestationCertificates: [], passkeyType: 'deviceBound' };
  return { type: 'fido2', properties, auditName: 'Fido2 Authentication Method' };
}

export function windowsHello(displayName: string): NewMethod {
  const properties = { displayName, keyStrength: 'normal' };
  return { type: 'windowsHelloForBusiness', properties, auditName: 'Windows Hello for Business' };
}

export function platformCredential(displayName: string): NewMethod {
  const properties = { displayName, keyStrength: 'normal', platform: 'macOS' };
  return { type: 'platformCredential', properties, auditName: 'Platform Credential' };
}

export function externalMethod(displayName: string, configurationId: string): NewMethod {
  return {
    type: 'external',
    properties: { displayName, configurationId },
    auditName: 'External Authentication Method',
  };
}

export function hardwareOath(serialNumber: string): NewMethod {
  return { type: 'hardwareOath', properties: { device: { serialNumber } }, auditName: 'Hardware OATH token' };
}

export function qrCodePin(): NewMethod {
  return { type: 'qrCodePin', id: FIXED_METHOD_IDS.qrCodePin, properties: {}, auditName: 'QR code' };
}

/** A kind that no client knows yet. */
export function futureMethod(displayName: string): NewMethod {
  return { type: 'future', properties: { displayName }, auditName: 'Holographic key' };
}
