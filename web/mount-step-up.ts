import type { Request } from 'restify';
import type { Answer } from './answer';
import { StepUpPage } from './step-up-page';
import type { StepUpPageDeps } from './step-up-page';

/** Where Entra sends approvers back to. Registered with the app, character by character: never change it. */
export const SIGN_IN_RETURN = '/step-up/callback';

type Look = (path: string, answer: (request: Request) => Promise<Answer>) => void;

/** One value of the query; the last where somebody sends several. Attacker-controlled. */
function queryOf(request: Request): (name: string) => string {
  const query = new URLSearchParams(request.getQuery());
  return (name) => query.getAll(name).at(-1) ?? '';
}

/** Adds the page for a fresh sign-in: the page itself, the way to Entra, and the way back. */
export function mountStepUp(deps: StepUpPageDeps, look: Look): void {
  const page = new StepUpPage(deps);
  const addressOf = (request: Request): string => request.socket.remoteAddress ?? '';
  const call = (request: Request) => ({ token: queryOf(request)('link'), address: addressOf(request) });
  look('/step-up', (request) => page.show(call(request)));
  look('/step-up/sign-in', (request) => page.signIn(call(request)));
  look(SIGN_IN_RETURN, (request) => {
    const given = queryOf(request);
    const { cookie: cookies = '' } = request.headers;
    return page.finish({ state: given('state'), code: given('code'), address: addressOf(request), cookies });
  });
}
