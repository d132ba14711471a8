import { ConfigError } from '../../platform/config-error';
import { readStartOptions } from '../../platform/start-options';

describe('when the command line is read', () => {
  it.each([
    [[], { instances: 1, isInstance: false }],
    [['--instances', '3'], { instances: 3, isInstance: false }],
    [['--instances=9'], { instances: 9, isInstance: false }],
    [['--instance'], { instances: 1, isInstance: true }],
  ])('%j means %j', (args, options) => {
    expect(readStartOptions(args)).toEqual(options);
  });

  it.each(['0', 'x', '20', '1.5', '-1', '', '3 '])(
    'refuses --instances=%j in a sentence that says what to give',
    (value) => {
      const read = (): unknown => readStartOptions([`--instances=${value}`]);
      expect(read).toThrow(ConfigError);
      expect(read).toThrow('--instances: must be a whole number from 1 to 9, e.g. --instances 3');
    },
  );

  it.each([[['--instances']], [['--port', '1']], [['3']], [['--instances', '-1']]])('refuses %j', (args) => {
    expect(() => readStartOptions(args)).toThrow('only --instances N (1 to 9) is known');
  });
});
