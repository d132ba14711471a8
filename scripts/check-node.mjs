// Run before start, demo and test: says what to do when the Node that runs them is too old.
const NEEDED = [22, 20];

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
const isNewEnough = major > NEEDED[0] || (major === NEEDED[0] && minor >= NEEDED[1]);

if (!isNewEnough) {
  console.error(
    [
      `Latchkey needs Node ${NEEDED.join('.')} or newer; this is ${process.versions.node}.`,
      'npm scripts use the Node that "npm ci" puts into node_modules. If it is missing, run: npm rebuild node',
      'Otherwise install a newer Node and try again.',
    ].join('\n'),
  );
  process.exit(1);
}
