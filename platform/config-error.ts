/** The configuration does not hold. Lists every problem at once; none of them quotes a value. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly code = 'invalidConfig';

  constructor(readonly problems: readonly string[]) {
    super(['The configuration has problems:', ...problems.map((problem) => `  - ${problem}`)].join('\n'));
  }
}
