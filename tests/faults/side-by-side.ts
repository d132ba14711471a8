/** Does the work for every item, so many at the same time. Results come in the order of the items. */
export async function sideBySide<T, R>(
  items: readonly T[],
  atOnce: number,
  work: (item: T) => Promise<R>,
): Promise<readonly R[]> {
  const waiting = [...items.entries()];
  const results: { readonly index: number; readonly result: R }[] = [];
  const next = async (): Promise<void> => {
    for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) {
      results.push({ index: one[0], result: await work(one[1]) });
    }
  };
  await Promise.all(Array.from({ length: atOnce }, next));
  return results.sort((one, other) => one.index - other.index).map(({ result }) => result);
}
