import { BUTTON_VARIANTS } from '../words/buttons';
import { SECURITY_INFO } from '../words/pass';
import type { Link } from './card-data';

/** Opens Microsoft's page on which methods are added. */
export const SECURITY_INFO_LINK: Link = { title: BUTTON_VARIANTS.openSecurityInfo, url: SECURITY_INFO.url };
