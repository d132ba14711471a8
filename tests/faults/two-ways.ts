/** Where the two presses of one race went. */
export interface Way {
  /** The instances, by their place in the list, in the order of the presses. Nothing is sent that way any more. */
  close(): readonly number[];
}

/** The part of an activity that tells a press from what clients ask on their own. */
interface Sent {
  readonly conversation?: { readonly id?: string };
  readonly value?: { readonly trigger?: string };
}

/** Sends the presses of one race to two instances in turn; whatever else is sent meanwhile goes where it goes. */
export class TwoWays {
  readonly #open = new Map<string, number[]>();

  /** For presses in these chats. */
  open(conversations: readonly string[]): Way {
    const taken: number[] = [];
    for (const id of conversations) this.#open.set(id, taken);
    return {
      close: () => {
        for (const id of conversations) this.#open.delete(id);
        return [...taken];
      },
    };
  }

  /** For the front door: which instance a call goes to. */
  readonly first = (body: Buffer): number | undefined => {
    // Safe: the local Teams wrote it.
    const { conversation, value } = JSON.parse(body.toString()) as Sent;
    const way = value?.trigger === 'manual' ? this.#open.get(conversation?.id ?? '') : undefined;
    if (way === undefined) return undefined;
    const instance = way.length % 2;
    way.push(instance);
    return instance;
  };
}
