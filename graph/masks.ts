const DOTS = '•••';
const LONGEST_NAME = 40;

/** `+47 ••• •• 312`: country code and the last three digits. Shows neither how long the number is nor, if short, any of it. */
export function maskPhone(number: string): string {
  const [, country = '', rest = ''] = /^\s*(\+\d{1,3}\b)?(.*)$/s.exec(number) ?? [];
  // What follows an `x` is an extension: `+1 5555551234x123`.
  const digits = rest.replace(/x.*$/is, '').replaceAll(/\D/g, '');
  const end = digits.length >= 6 ? digits.slice(-3) : DOTS;
  return `${country} ${DOTS} •• ${end}`.trim();
}

/** `a•••@home.example`: the first letter and the domain. */
export function maskAddress(address: string): string {
  const at = address.lastIndexOf('@');
  return at < 1 ? DOTS : `${address.slice(0, 1)}${DOTS}${address.slice(at)}`;
}

/** A name that its owner chose for a device or key: one line, without control characters, short. */
export function plainName(name: string): string {
  const line = name.replaceAll(/[\p{C}\s]+/gu, ' ').trim();
  const letters = Array.from(line);
  return letters.length <= LONGEST_NAME
    ? line
    : `${letters
        .slice(0, LONGEST_NAME - 1)
        .join('')
        .trimEnd()}…`;
}
