/** What the harness needs does not hold, so that nothing it would say could be trusted. */
export class ChaosError extends Error {
  override readonly name = 'ChaosError';
}
