import type { Theme } from './theme';

/** Colours of one container style: the words on it, and it. */
interface Ground {
  readonly background: string;
  readonly border: string;
}

interface Palette {
  readonly text: string;
  readonly subtle: string;
  readonly accent: string;
  readonly good: string;
  readonly warning: string;
  readonly attention: string;
  readonly line: string;
  readonly grounds: Readonly<Record<'accent' | 'attention' | 'default' | 'emphasis' | 'good' | 'warning', Ground>>;
}

/** After Teams' own look; every word reaches a contrast of 4.5 on every ground. */
const PALETTES: Readonly<Record<Theme, Palette>> = {
  light: {
    ...{ text: '#242424', subtle: '#5c5c5c', accent: '#4f52b2', line: '#e0e0e0' },
    ...{ good: '#0c6a0c', warning: '#7a4100', attention: '#b10e1c' },
    grounds: {
      default: { background: '#ffffff', border: '#e0e0e0' },
      emphasis: { background: '#f5f5f5', border: '#e0e0e0' },
      accent: { background: '#e8ebfa', border: '#b6bcf4' },
      good: { background: '#f1faf1', border: '#9fd89f' },
      warning: { background: '#fff7e6', border: '#f4d38a' },
      attention: { background: '#fdf3f4', border: '#eeacb2' },
    },
  },
  dark: {
    ...{ text: '#ffffff', subtle: '#c7c7c7', accent: '#aab1fa', line: '#454545' },
    ...{ good: '#7fd97f', warning: '#f7c56b', attention: '#f59aa2' },
    grounds: {
      default: { background: '#292929', border: '#454545' },
      emphasis: { background: '#333333', border: '#4d4d4d' },
      accent: { background: '#2f2f4a', border: '#5b5fc7' },
      good: { background: '#12301a', border: '#2f6b3a' },
      warning: { background: '#3a2c0c', border: '#7a5c14' },
      attention: { background: '#3b1a1e', border: '#8a3a43' },
    },
  },
};

const both = (colour: string, subtle: string = colour) => ({ default: colour, subtle });

function containerStyle(palette: Palette, { background, border }: Ground) {
  const { text, subtle, accent, good, warning, attention } = palette;
  return {
    backgroundColor: background,
    borderColor: border,
    foregroundColors: {
      default: both(text, subtle),
      dark: both('#242424', '#5c5c5c'),
      light: both('#ffffff', '#e0e0e0'),
      accent: both(accent),
      good: both(good),
      warning: both(warning),
      attention: both(attention),
    },
  };
}

const font = (fontFamily: string) => ({
  fontFamily,
  fontSizes: { small: 12, default: 14, medium: 16, large: 18, extraLarge: 24 },
  fontWeights: { lighter: 300, default: 400, bolder: 600 },
});

const SYSTEM = '"Segoe UI", -apple-system, "Helvetica Neue", Arial, "Liberation Sans", sans-serif';
const MONOSPACE = 'ui-monospace, "Cascadia Mono", Consolas, "Liberation Mono", monospace';

/** How the renderer draws cards: ours, in the spirit of Teams. */
export function hostConfigFor(theme: Theme) {
  const palette = PALETTES[theme];
  const grounds = Object.entries(palette.grounds).map(([name, ground]) => [name, containerStyle(palette, ground)]);
  return {
    supportsInteractivity: true,
    spacing: { small: 4, default: 8, medium: 12, large: 16, extraLarge: 24, padding: 12 },
    separator: { lineThickness: 1, lineColor: palette.line },
    fontTypes: { default: font(SYSTEM), monospace: font(MONOSPACE) },
    textStyles: { heading: { size: 'large', weight: 'bolder' }, columnHeader: { weight: 'bolder' } },
    textBlock: { headingLevel: 3 },
    imageSizes: { small: 32, medium: 52, large: 120 },
    containerStyles: Object.fromEntries(grounds) as Record<string, object>, // The renderer takes any record of styles.
    actions: {
      ...{ maxActions: 6, buttonSpacing: 8, actionsOrientation: 'horizontal', actionAlignment: 'left' },
      ...{ spacing: 'default', showCard: { actionMode: 'inline', inlineTopMargin: 12, style: 'emphasis' } },
    },
    adaptiveCard: { allowCustomStyle: false },
    imageSet: { imageSize: 'medium', maxImageHeight: 100 },
    factSet: {
      title: { weight: 'bolder', wrap: true, maxWidth: 130 },
      value: { wrap: true },
      spacing: 12,
    },
    inputs: {
      label: {
        ...{ inputSpacing: 'small', requiredInputs: { suffix: ' *', suffixColor: 'attention', weight: 'bolder' } },
        optionalInputs: { weight: 'bolder' },
      },
      errorMessage: { color: 'attention', spacing: 'small' },
    },
  };
}
