// Loaded into the bot before anything else (node --require): lets the harness put its clock forward, as if the process
// had been gone for a while. The product itself knows nothing of it.
const { now: realNow } = Date;
let aheadMs = 0;

const now = () => realNow() + aheadMs;
globalThis.Date = new Proxy(Date, {
  construct: (target, args, newTarget) => Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget),
  apply: () => new Date(now()).toString(),
  get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
});

process.on('message', (message) => {
  if (message?.kind === 'time') ({ aheadMs } = message);
});
