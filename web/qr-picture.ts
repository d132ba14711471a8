import { qrCode, QUIET_ZONE } from '../cards/qr-code';

/** The QR code of an address that everybody may know, as a picture that the page may load from its own server. Always black on white. */
export function qrPicture(address: string): string {
  const modules = qrCode(address);
  const side = modules.length + 2 * QUIET_ZONE;
  const dark = modules.flatMap((row, y) =>
    row.flatMap((isDark, x) => (isDark ? [`M${String(x + QUIET_ZONE)} ${String(y + QUIET_ZONE)}h1v1h-1z`] : [])),
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${String(side)} ${String(side)}" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h${String(side)}v${String(side)}H0z"/><path d="${dark.join('')}"/></svg>\n`;
}
