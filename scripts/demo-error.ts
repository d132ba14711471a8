/** A step of the story did not go as told. */
export class DemoError extends Error {
  override readonly name = 'DemoError';
}
