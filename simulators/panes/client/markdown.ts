import MarkdownIt from 'markdown-it';

/** No HTML: text of people stays text. No pictures: nothing is loaded from elsewhere. */
const markdown = new MarkdownIt({ html: false, breaks: true }).disable([
  'image',
  'heading',
  'lheading',
  'table',
  'code',
]);

const SAFE = /^(https?|mailto|tel):/i;
markdown.validateLink = (url) => SAFE.test(url);

/** Safe HTML of the Markdown that Teams knows. */
export const markdownToHtml = (text: string): string => markdown.render(text);

/** Links open beside the page and tell the other side nothing. */
export function tameLinks(root: Element): void {
  for (const link of root.querySelectorAll('a')) {
    if (!SAFE.test(link.href)) link.removeAttribute('href');
    link.target = '_blank';
    link.rel = 'noopener noreferrer';
  }
}

/** A message's text: plain, or as Markdown. */
export function textOf(text: string, format: 'markdown' | 'plain'): HTMLElement {
  const made = document.createElement('div');
  made.className = 'message-text';
  if (format === 'plain') made.textContent = text;
  else made.innerHTML = markdownToHtml(text);
  tameLinks(made);
  return made;
}

const LINK = /(https?:\/\/[^\s<>"')]+)/g;

/** Text whose addresses can be clicked, and nothing else. */
export function linked(text: string): readonly Node[] {
  return text.split(LINK).map((part, index) => {
    if (index % 2 === 0) return document.createTextNode(part);
    const link = document.createElement('a');
    link.href = part;
    link.textContent = part;
    link.target = '_blank';
    link.rel = 'noopener noreferrer';
    return link;
  });
}
