export type { Page } from '../../../scripts/web-page';
export { linkIn, notMeLinkIn, opensPage, sendsForm } from '../../../scripts/web-page';
