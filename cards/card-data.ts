import type { Secret } from '../platform/secret';
import type { ButtonRow } from './buttons';

/** Colour of a container. Never the only sign: the words say the same. */
export type Tone = 'default' | 'emphasis' | 'accent' | 'good' | 'warning' | 'attention';

/** Banner on top of a card: why the last press was refused, or that it worked. */
export interface Note {
  readonly tone: 'warning' | 'good' | 'accent';
  readonly text: string;
}

/** Text in a TextRun: may hold names and people's own words. */
export interface Paragraph {
  readonly text: string;
}

/** `label` is ours; `value` is shown in a TextRun. */
export interface Fact {
  readonly label: string;
  readonly value: string;
}

export interface Line {
  /** Number, dash or one word of standing; ours. */
  readonly mark: string;
  /** Only what has contrast enough for text, light and dark. */
  readonly markColor: 'default' | 'accent';
  readonly markWidth: string;
  /** Shown in a TextRun. */
  readonly text: string;
}

/** What happened, a moment and a sentence in each line. */
export interface Timeline {
  readonly title: string;
  readonly lines: readonly Moment[];
}

export interface Moment {
  readonly when: string;
  /** Shown in a TextRun. */
  readonly text: string;
}

export interface Section {
  readonly title: string;
  readonly intro?: string;
  readonly style: Tone;
  readonly lines: readonly Line[];
  readonly buttonRows: readonly ButtonRow[];
  /** Set where lines may be left out of a card that is too large, the last first: how many are so far. */
  readonly cut?: number;
}

/** A number to say or to read out. The digits stand in a TextBlock with this id. */
export interface ShownNumber {
  readonly id: 'matchNumber' | 'matchNumber2' | 'releaseCode';
  readonly label: string;
  readonly digits: Secret;
  readonly hint: string;
}

export interface Choice {
  /** Read as Markdown by some clients: `neutral` text only. */
  readonly title: string;
  readonly value: string;
}

/** Words of one input, and what it starts with. */
export interface InputWords {
  readonly label: string;
  readonly error: string;
  readonly placeholder?: string;
  readonly value?: string;
}

export type ChoiceInput = InputWords & { readonly choices: readonly Choice[] };

/** Who somebody is, by the directory. Shown in TextRuns, and the name in place of the photo. */
export interface Profile {
  readonly name: string;
  readonly lines: readonly Paragraph[];
  /** `data:` address. The card goes without it where it would be too large for Teams. */
  readonly photo?: string;
}

/** A button that opens a page. The address is a secret where it is good for something. */
export interface Link {
  readonly title: string;
  readonly url: string | Secret;
}

/** What every template has: header, note, paragraphs, buttons. */
export interface Page {
  readonly area: string;
  readonly title: string;
  readonly tone: Tone;
  readonly lead: readonly Paragraph[];
  readonly profile?: Profile;
  /** Set where nothing will be done, whatever is decided. */
  readonly evaluation?: string;
  readonly note?: Note;
  readonly numbers?: readonly ShownNumber[];
  readonly facts?: readonly Fact[];
  readonly sections?: readonly Section[];
  readonly quote?: { readonly label: string; readonly text: string };
  readonly link?: Link;
  readonly closing?: readonly Paragraph[];
  readonly buttonRows?: readonly ButtonRow[];
}

/** A button that writes in the chat what it says. */
export interface Suggestion {
  readonly title: string;
  readonly says: string;
}

/** How to see a pass once more; the release code stands in the same place. */
export interface AgainWords {
  readonly title: string;
  readonly text: string;
}

/** What each template needs beside `Page`. */
export interface TemplateInputs {
  readonly page: object;
  readonly ready: { readonly code: InputWords };
  readonly revealed: {
    readonly pass: Secret;
    readonly until: string;
    readonly once: string;
    readonly link: Link;
    readonly nobody: string;
    readonly again?: AgainWords;
    readonly code: InputWords;
  };
  readonly after: { readonly again: AgainWords; readonly code: InputWords };
  /** The picture is as secret as the link in it. */
  readonly qr: { readonly image: { readonly url: Secret; readonly alt: string } };
  readonly 'step-up': { readonly link: Link & { readonly url: Secret } };
  readonly 'confirm-approve': { readonly number: InputWords; readonly reason: InputWords };
  readonly 'confirm-reason': { readonly reason: InputWords; readonly choices: readonly Choice[] };
  readonly review: {
    readonly scenario: ChoiceInput;
    readonly methods?: ChoiceInput;
    readonly lostAt?: ChoiceInput;
    readonly delivery?: ChoiceInput;
    readonly details: InputWords;
  };
  readonly 'open-for': {
    readonly person: InputWords;
    readonly scenario: ChoiceInput;
    readonly place?: ChoiceInput;
    readonly proof?: ChoiceInput;
    readonly ticket?: InputWords;
  };
  readonly 'helpdesk-form': {
    readonly approver?: ChoiceInput;
    readonly field: InputWords & { readonly id: 'reason' | 'note' };
  };
  readonly incident: { readonly timeline: readonly Timeline[] };
  readonly 'task-form': { readonly answer?: ChoiceInput; readonly field: InputWords };
  readonly 'password-form': {
    readonly reason: InputWords & { readonly choices: readonly Choice[] };
    readonly field: InputWords;
  };
  readonly message: {
    readonly lines: readonly Line[];
    readonly suggestionRows: readonly { readonly suggestions: readonly Suggestion[] }[];
    /** A button that opens a dialog. */
    readonly form?: { readonly title: string; readonly dialog: string };
  };
  readonly 'open-list': { readonly requests: readonly ListedRequest[] };
}

/** One request in a list: pressing it writes in the chat what it says. */
export interface ListedRequest {
  readonly code: string;
  readonly says: string;
  /** Shown in TextRuns. */
  readonly head: string;
  readonly text: string;
}

export type TemplateName = keyof TemplateInputs;
export type TemplateData<N extends TemplateName> = Page & TemplateInputs[N];
