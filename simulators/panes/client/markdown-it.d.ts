/** The part of markdown-it that the panes use; the package brings no types. */
declare module 'markdown-it' {
  interface Options {
    readonly html?: boolean;
    readonly linkify?: boolean;
    readonly breaks?: boolean;
  }
  class MarkdownIt {
    constructor(options?: Options);
    disable(rules: readonly string[]): this;
    render(text: string): string;
    validateLink(url: string): boolean;
  }
  export = MarkdownIt;
}
