// Stands in for the product where only its life as a process matters: takes an order, "listens", ends when told.
const [, , flag] = process.argv;
process.on('message', (message) => {
  if (message?.kind !== 'order') return;
  if (message.order.publicUrl.endsWith('/broken')) process.exit(3);
  process.send({ kind: 'listening', port: 40_000 + message.order.instance });
});
process.on('disconnect', () => process.exit(0));
if (!process.env.PRETEND_DEAF) process.on('SIGTERM', () => process.exit(0));
else process.on('SIGTERM', () => undefined);
if (flag !== '--instance') process.exit(4);
