import { LAST_HAD } from '../words/choices';
import { PLACES } from '../words/counter';
import { OPEN_FOR } from '../words/helpdesk';
import { READY } from '../words/pass';
import { SCENARIOS, scenarioWords } from '../words/scenarios';
import type { ScenarioKey } from '../words/scenarios';
import { REVIEW } from '../words/draft';
import type { Choice, ChoiceInput, InputWords } from './card-data';
import { PROOF_CHOICES } from './proof';

const HOUR = 3_600_000;

/** Input `releaseCode`. */
export function codeInput(label: string): InputWords {
  return { label, placeholder: READY.codePlaceholder, error: READY.codeError };
}

export function choicesOf(table: Readonly<Record<string, string>>): readonly Choice[] {
  return Object.entries(table).map(([value, title]) => ({ title, value }));
}

/** Input `scenario`, with what was understood pre-selected. A suspicious sign-in is no recovery and cannot be picked. */
export function scenarioInput(value: ScenarioKey | undefined): ChoiceInput {
  // Object.keys loses the key type; SCENARIOS has exactly the scenarios as keys.
  const keys = (Object.keys(SCENARIOS) as ScenarioKey[]).filter((key) => key !== 'suspicious');
  const choices = keys.map((key) => ({ title: scenarioWords(key).label, value: key }));
  return { label: REVIEW.scenario, error: REVIEW.scenarioError, value: value ?? '', choices };
}

/** Input `place`. */
export function placeInput(counters: boolean, value = 'teams'): ChoiceInput {
  const choices = choicesOf(PLACES).filter(({ value }) => counters || value !== 'inPerson');
  return { label: OPEN_FOR.place, error: OPEN_FOR.placeError, value, choices };
}

/** Input `proof`. */
export function proofInput(value = ''): ChoiceInput {
  return { label: OPEN_FOR.proof, error: OPEN_FOR.proofError, value, choices: PROOF_CHOICES };
}

interface LostAtWords {
  readonly lostAt: string;
  readonly lostAtError: string;
  readonly lostAtUnsure: string;
}

/**
 * Input `lostAt`. Each value is the latest moment (ISO 8601) at which the device can have been lost: a sign-in with it
 * after that moment contradicts the story, one before does not.
 */
export function lostAtInput(now: number, words: LostAtWords): ChoiceInput {
  const known = LAST_HAD.map(({ label, hours }) => ({
    title: label,
    value: new Date(now - hours * HOUR).toISOString(),
  }));
  const unsure = { title: words.lostAtUnsure, value: 'unsure' };
  return { label: words.lostAt, error: words.lostAtError, value: 'unsure', choices: [...known, unsure] };
}
