const IN_ONE_FOLDER = 1_000;

/** Folder and name of an anchor: in the order of their numbers, and so few in one folder that the last is found at once. */
export function anchorName(number: number): { readonly folder: string; readonly name: string } {
  return {
    folder: String(Math.floor(number / IN_ONE_FOLDER)).padStart(7, '0'),
    name: String(number).padStart(10, '0'),
  };
}

/** The number in a name; 0 for what is not ours. */
export function numberIn(name: string | undefined): number {
  return name !== undefined && /^\d{10}$/.test(name) ? Number(name) : 0;
}
