/** Does something every so many milliseconds until the returned function is called. What it throws is `act`'s own business. */
export function every(ms: number, act: () => Promise<void>): () => void {
  const timer = setInterval(() => {
    void act();
  }, ms);
  return () => {
    clearInterval(timer);
  };
}
