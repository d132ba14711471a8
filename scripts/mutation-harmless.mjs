/**
 * Changes that no test can notice, or that are none: for `docs/mutation.md`. `from` and `to` as `npm run mutation` prints
 * them; they still count against the score.
 */
export const HARMLESS = [];

export const whyOf = ({ file, from, to }) =>
  HARMLESS.find((one) => one.file === file && one.from === from && one.to === to)?.why;
