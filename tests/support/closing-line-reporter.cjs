'use strict';

/**
 * Jest reporter: ends the output with `N passed, N failed, N skipped`. A test file that could not run counts as one failure.
 * Printed at exit, because Jest puts its own summary after every other reporter.
 */
module.exports = class ClosingLineReporter {
  onRunComplete(_contexts, results) {
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    const skipped = results.numPendingTests + results.numTodoTests;
    process.once('exit', () => {
      process.stdout.write(`\n${results.numPassedTests} passed, ${failed} failed, ${skipped} skipped\n`);
    });
  }
};
