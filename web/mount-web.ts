import type { Request, RequestHandler, Server } from 'restify';
import { PRIVACY, TERMS } from '../words/privacy-and-terms';
import { pageAnswer, safetyHeaders, sendAnswer } from './answer';
import type { Answer } from './answer';
import { documentScreen } from './documents';
import { rememberNames } from './known-names';
import { mountStepUp } from './mount-step-up';
import { NotMePage } from './not-me-page';
import { readPress } from './reveal-form';
import { pressOnLink, showLink } from './reveal-page';
import { mayBeOurOwnPage } from './same-origin';
import { messageScreen } from './screens/message';
import { readStaticFiles } from './static-files';
import type { WebDeps } from './web-deps';

type Answerer = (request: Request) => Promise<Answer>;

/**
 * Adds the pages to the server: the reveal page, the page behind the link of a notice, the one for a fresh sign-in, privacy, terms and their files; and
 * the safety headers to every answer of the server, also to those of other routes and of none. Danger: the server must not parse bodies
 * before these routes (they read their own, 4 KiB at most) and must not log addresses (a reveal page's holds its token).
 */
export function mountWeb(server: Server, deps: WebDeps): void {
  const page = { ...deps, nameOf: rememberNames(deps) };
  const safety = safetyHeaders(deps.publicUrl);
  server.pre((_request, response, next) => {
    response.set(safety);
    next();
  });
  const show: Answerer = (request) => showLink(page, tokenOf(request));
  const press: Answerer = async (request) => {
    const ours = mayBeOurOwnPage(request.headers, deps.publicUrl);
    return pressOnLink(page, tokenOf(request), ours ? await readPress(request) : undefined);
  };
  const look: Look = (path, answer) => {
    server.get(path, handler(deps, 'web.get', answer));
    server.head(path, handler(deps, 'web.head', answer));
  };
  for (const path of ['/reveal', '/reveal/:token']) look(path, show);
  server.post('/reveal/:token', handler(deps, 'web.post', press));
  mountNotMe(server, deps, look);
  mountStepUp(deps, look);
  const fixed: readonly (readonly [string, Answer])[] = [
    ['/privacy', pageAnswer(documentScreen('privacy', PRIVACY))],
    ['/terms', pageAnswer(documentScreen('terms', TERMS))],
    ...readStaticFiles(),
  ];
  for (const [path, answer] of fixed) look(path, () => Promise.resolve(answer));
}

type Look = (path: string, answer: Answerer) => void;

function mountNotMe(server: Server, deps: WebDeps, look: Look): void {
  const page = new NotMePage(deps);
  const call = (request: Request) => ({ token: tokenOf(request), address: request.socket.remoteAddress ?? '' });
  for (const path of ['/not-me', '/not-me/:token']) look(path, (request) => page.show(call(request)));
  const press: Answerer = async (request) => {
    const ours = mayBeOurOwnPage(request.headers, deps.publicUrl);
    return page.press(call(request), ours ? await readPress(request) : undefined);
  };
  server.post('/not-me/:token', handler(deps, 'web.post', press));
}

/** Whatever goes wrong, a person gets a page that says what to do; the log gets the error without its words. */
function handler(deps: WebDeps, operation: string, answer: Answerer): RequestHandler {
  // restify takes a handler of two arguments only when it is an async function.
  return async (request: Request, response) => {
    const answered = await answer(request).catch((error: unknown) => {
      deps.log.error('web.failed', { operation, error });
      return pageAnswer(messageScreen('unavailable', 503));
    });
    sendAnswer(response, answered);
  };
}

function tokenOf(request: Request): string {
  // restify types `params` as any; the route has one, and it is text.
  const { token } = request.params as { readonly token?: string };
  return token ?? '';
}
