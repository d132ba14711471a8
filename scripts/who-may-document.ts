import { HEAD, table } from './markdown';
import type { WhoMayVerb } from './who-may';
import { WHO_MAY_VERBS, whoMay } from './who-may';
import { WHO_MAY } from './who-may-do-what';
import type { Answer, Situation, Someone } from './who-may-people';
import { PEOPLE, SITUATIONS } from './who-may-people';

// Object.keys answers with strings; these are the tables' own keys.
const EVERYBODY = Object.keys(PEOPLE) as readonly Someone[];
// The same here.
const ALWAYS = Object.keys(SITUATIONS) as readonly Situation[];

const INTRODUCTION = [
  'Every verb of the domain, pressed by everybody in every state, with everything else right: the number, the code, the reason.',
  'A test drives every cell through the real verbs and holds that a refusal changes neither request, trail nor account, and that',
  'it is written to the journal of the tenant.',
].join('\n');

const ANSWERS: readonly (readonly string[])[] = [
  ['to a state', 'it is done, and the request is in this state now'],
  ['done', 'it is done; it changes no request'],
  ['sees', 'answered; nothing changes'],
  ['nothing', 'answered; nothing of this request is shown'],
  ['`a code`', 'refused with this code; nothing changes'],
];

const shown = (answer: Answer): string =>
  answer === 'done' || answer === 'sees' || answer === 'nothing' || answer.startsWith('to ') ? answer : `\`${answer}\``;

/** What one person is answered, as lines `[when, answer]`: each answer once, the one that most situations have last. */
function answersTo(verb: WhoMayVerb, someone: Someone): readonly (readonly [string, string])[] {
  const lines = [...Map.groupBy(ALWAYS, (situation) => whoMay(verb, someone, situation))];
  const [most, ...rare] = lines.toSorted(([, a], [, b]) => b.length - a.length);
  const usual = most === undefined ? [] : [[rare.length === 0 ? 'always' : 'otherwise', shown(most[0])] as const];
  return [...rare.map(([answer, when]) => [when.join(', '), shown(answer)] as const), ...usual];
}

/** People with the same answers share a line; everybody whom no rule names comes last. */
function rowsOf(verb: WhoMayVerb): readonly (readonly string[])[] {
  const groups = Map.groupBy(EVERYBODY, (someone) => JSON.stringify(answersTo(verb, someone)));
  const usual = JSON.stringify([['always', shown(WHO_MAY[verb].otherwise)]]);
  const named = [...groups].filter(([answers]) => answers !== usual);
  const rows = named.flatMap(([, people]) => {
    const [first] = people;
    const answers = first === undefined ? [] : answersTo(verb, first);
    return answers.map(([when, answer], at) => [at === 0 ? people.join(', ') : '', when, answer]);
  });
  return groups.has(usual) ? [...rows, ['everybody else', 'always', shown(WHO_MAY[verb].otherwise)]] : rows;
}

/** The table of who may do what, verb by verb. */
export function whoMayDocument(): string {
  const people = Object.entries(PEOPLE).map(([someone, title]) => [someone, title]);
  const situations = Object.entries(SITUATIONS).map(([name, { state, note }]) => [name, `\`${state}\``, note]);
  return [
    '# Who may do what',
    HEAD,
    INTRODUCTION,
    table(['answer', 'meaning'], ANSWERS),
    '## People',
    table(['name here', 'who it is'], people),
    '## States',
    table(['name here', 'state', ''], situations),
    ...WHO_MAY_VERBS.flatMap((verb) => [
      `## ${verb}: ${WHO_MAY[verb].title}`,
      table(['who', 'when', 'answer'], rowsOf(verb)),
    ]),
  ].join('\n\n');
}
