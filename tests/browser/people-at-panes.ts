import type { Locator, Page } from 'playwright-core';

/** What somebody who has never seen the panes does in them: reads, types, presses. */
export interface Hands {
  readonly pane: Locator;
  /** The newest card with this heading. */
  card(title: string): Locator;
  /** Waits until a card has this heading. */
  sees(title: string): Promise<Locator>;
  /** Presses a button of that card. */
  presses(title: string, button: string): Promise<void>;
  /** Reads what a card shows under this id, without spaces. */
  reads(id: string): Promise<string>;
  /** Types a message and sends it with the keyboard. */
  says(text: string): Promise<void>;
}

export const PEOPLE = {
  ada: 'Ada Lindqvist',
  marcus: 'Marcus Oyelaran',
  hana: 'Hana Kim',
  elias: 'Elias Berg',
  priya: 'Priya Raman',
  tomas: 'Tomás Ferreira',
} as const;
export type Who = keyof typeof PEOPLE;

export function handsOf(page: Page, who: Who): Hands {
  const pane = page.getByRole('region', { name: PEOPLE[who] });
  const card = (title: string): Locator => {
    const heading = page.getByRole('heading', { name: title, exact: true });
    return pane.locator('.card', { has: heading }).last();
  };
  return {
    ...{ pane, card },
    sees: async (title) => {
      try {
        await card(title).waitFor();
      } catch (cause) {
        const there = await pane.innerText();
        throw new Error(`no card “${title}”; in the pane of ${PEOPLE[who]} stands:\n${there}`, { cause });
      }
      return card(title);
    },
    presses: (title, button) => card(title).getByRole('button', { name: button, exact: true }).click(),
    reads: async (id) => (await pane.locator(`#${id}`).last().innerText()).replaceAll(/\s/g, ''),
    says: async (text) => {
      await pane.getByLabel('Message to Latchkey').click();
      await page.keyboard.type(text);
      await page.keyboard.press('Enter');
    },
  };
}

/** The pane with the account, the mails and the text messages. */
export const outside = (page: Page): Locator => page.getByRole('region', { name: 'Outside Teams' });
