import { html } from '../html';
import type { Html } from '../html';
import { CODE } from '../../words/reveal-page';

export interface CodeFormFacts {
  readonly button: string;
  readonly hint: Html;
  /** True after a wrong code: the field says so to a screen reader. */
  readonly wrong: boolean;
}

/** The field for the release code. Its id and name are part of the outside contract. */
export function codeForm({ button, hint, wrong }: CodeFormFacts): Html {
  const describedBy = wrong ? 'notice code-hint' : 'code-hint';
  return html`<form method="post" class="code">
    <label for="code">${CODE.label}</label>
    <p id="code-hint" class="hint">${hint}</p>
    <input
      id="code"
      name="code"
      class="digits"
      type="text"
      inputmode="numeric"
      autocomplete="one-time-code"
      maxlength="20"
      dir="ltr"
      required
      aria-describedby="${describedBy}"
      ${wrong && html`aria-invalid="true" autofocus`}
    />
    <button type="submit">${button}</button>
    <p class="working" hidden>${CODE.working}</p>
  </form>`;
}
