import { textIn } from '../entra/exchange';
import { email, phone, type NewMethod } from '../entra/new-methods';
import type { SimMethod } from '../entra/sim-user';
import { methodRefused } from './failure';

const PHONE_NUMBER = /^\+\d{1,3} \d{4,}(x\d+)?$/;

/** Reads the body of a POST that registers a phone or an e-mail address. Throws the backend's 400. */
export function newMethodFrom(type: 'phone' | 'email', body: unknown): NewMethod {
  return type === 'email' ? emailFrom(body) : phoneFrom(body);
}

/** Reads the body of a PATCH that changes one in place: the type of a phone stays, and may be left out. Throws the backend's 400. */
export function changedMethodFrom(type: 'phone' | 'email', body: unknown, { properties }: SimMethod): NewMethod {
  if (type === 'email') return emailFrom(body);
  const { phoneType } = properties;
  const wanted = textIn(body, 'phoneType');
  if (wanted !== undefined && wanted !== phoneType) throw methodRefused('The type of a phone cannot be changed.');
  return phoneFrom({ phoneNumber: textIn(body, 'phoneNumber'), phoneType });
}

function emailFrom(body: unknown): NewMethod {
  const address = textIn(body, 'emailAddress');
  if (address === undefined || !/^\S+@\S+$/.test(address)) throw methodRefused('Invalid email address.');
  return email(address);
}

function phoneFrom(body: unknown): NewMethod {
  const number = textIn(body, 'phoneNumber');
  const phoneType = textIn(body, 'phoneType');
  if (number === undefined || !PHONE_NUMBER.test(number)) throw methodRefused('Invalid phone number.');
  if (phoneType !== 'mobile' && phoneType !== 'alternateMobile' && phoneType !== 'office') {
    throw methodRefused('Invalid phone type.');
  }
  return phone(number, phoneType);
}
