import type { Locator } from 'playwright-core';
import { qrCode } from '../../cards/qr-code';
import type { Modules } from '../../scripts/scan';
import { readModules } from '../../scripts/scan';

/** White around a QR code, in modules. */
const QUIET = 4;

/** Looks at the middle of each of `side` x `side` equal squares of a picture: `true` where it is dark. Runs in the page. */
async function lookAt({ png, side }: { readonly png: string; readonly side: number }): Promise<boolean[]> {
  const image = new Image();
  image.src = `data:image/png;base64,${png}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [image.width, image.height];
  const pen = canvas.getContext('2d');
  if (pen === null) throw new Error('no canvas');
  pen.drawImage(image, 0, 0);
  const middle = (at: number, of: number): number => Math.floor(((at + 0.5) * of) / side);
  return Array.from({ length: side * side }, (_, at) => {
    const [x, y] = [middle(at % side, image.width), middle(Math.floor(at / side), image.height)];
    const [red = 0, green = 0, blue = 0] = pen.getImageData(x, y, 1, 1).data;
    return red + green + blue < 384;
  });
}

/** Whether the picture is on the screen from corner to corner, and nothing lies over it. Runs in the page. */
function isBare(picture: Element): boolean {
  const { left, right, top, bottom } = picture.getBoundingClientRect();
  const places = [left + 1, (left + right) / 2, right - 1].flatMap((x) =>
    [top + 1, (top + bottom) / 2, bottom - 1].map((y) => document.elementFromPoint(x, y)),
  );
  return places.every((there) => there === picture);
}

/** Brings the picture to the middle, as whoever holds a camera to it does. */
async function holdStill(picture: Locator): Promise<void> {
  await picture.evaluate((element) => {
    element.scrollIntoView({ block: 'center', behavior: 'instant' });
  });
  await picture.page().waitForFunction(isBare, await picture.elementHandle());
}

/**
 * Scans a QR code off the screen as a camera does: from a screenshot of it, scaled and drawn as the browser draws it.
 * Resolves with its text, of which the beginning and the number of the other characters are known. Throws where what is
 * on the screen says anything else, is not square, or has no white around it.
 */
export async function scannedOffScreen(picture: Locator, begins: string, more: number): Promise<string> {
  const size = qrCode(begins + '@'.repeat(more)).length;
  const side = size + 2 * QUIET;
  await holdStill(picture);
  const { width = 0, height = 1 } = (await picture.boundingBox()) ?? {};
  if (Math.abs(width - height) > 1) throw new Error('the QR code is not square');
  const png = (await picture.screenshot()).toString('base64');
  const seen: Modules = await picture.page().evaluate(lookAt, { png, side });
  const inside = (at: number): boolean => at >= QUIET && at < side - QUIET;
  const isInside = (_dark: boolean, at: number): boolean => inside(at % side) && inside(Math.floor(at / side));
  if (seen.some((dark, at) => dark && !isInside(dark, at))) throw new Error('the QR code has no white around it');
  return readModules(seen.filter(isInside), begins, more);
}
