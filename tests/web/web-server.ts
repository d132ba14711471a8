import restify from 'restify';
import type { LogFields } from '../../platform/log';
import type { Person } from '../../recovery/ports';
import type { RecoveryRequest } from '../../recovery/request';
import { mountWeb } from '../../web/mount-web';
import type { NotMeVerbs } from '../../web/not-me-verbs';
import type { RevealVerbs } from '../../web/reveal-verbs';
import type { StepUpVerbs } from '../../web/step-up-verbs';
import type { WebDeps } from '../../web/web-deps';
import { ADA, keys, KIM, NOW, SAM, stored, TENANT, TOM } from './requests';

export const TOKEN = 'Tk3nTk3nTk3nTk3nTk3nTk3nTk3nTk3nTk3nTk3nTk3';

const NAMES: Readonly<Record<string, string>> = {
  [ADA]: 'Ada Lovelace',
  [TOM]: 'Tom Berg',
  [SAM]: 'Sam Okoye',
  [KIM]: 'Kim Lund',
};

export const person = (id: string, displayName: string): Person => ({
  id,
  displayName,
  userPrincipalName: 'x@contoso.example',
  accountEnabled: true,
  userType: 'member',
  onPremisesSynced: false,
});

const unused = (name: string) => (): Promise<never> => Promise.reject(new Error(`${name} is not used here`));

export interface LogLine {
  readonly level: string;
  readonly event: string;
  readonly fields: LogFields | undefined;
}

/** The pages on a real server on loopback, with a link that opens `request` and verbs that each test says. */
export class WebServer {
  /** What the link opens; `undefined`: a link that nobody gave out. */
  request: RecoveryRequest | undefined;
  now = NOW;
  readonly calls: { readonly verb: string; readonly input: unknown }[] = [];
  readonly lines: LogLine[] = [];
  names: Record<string, string> = { ...NAMES };
  lookups = 0;
  answerWithinMs: number | undefined;
  url = '';
  verbs: Omit<RevealVerbs, 'openLink'> = {
    openQr: unused('openQr'),
    confirmIdentity: unused('confirmIdentity'),
    revealPass: unused('revealPass'),
    cancelRequest: unused('cancelRequest'),
    reportFraud: unused('reportFraud'),
  };
  notMe: NotMeVerbs = { openNotMe: unused('openNotMe'), reportNotMe: unused('reportNotMe') };
  stepUp: StepUpVerbs = {
    openStepUp: unused('openStepUp'),
    startSignIn: unused('startSignIn'),
    finishSignIn: unused('finishSignIn'),
  };
  openLink: RevealVerbs['openLink'] = async ({ token }) =>
    token === TOKEN && this.request !== undefined
      ? { kind: 'link', stored: stored(this.request) }
      : { kind: 'refused', code: 'linkUnknown' };
  people: WebDeps['people'] = {
    person: async (_tenantId, id) => {
      this.lookups += 1;
      const name = this.names[id];
      return name === undefined ? undefined : person(id, name);
    },
  };
  #server = restify.createServer();

  async start(publicUrl?: string): Promise<this> {
    await new Promise<void>((resolve) => {
      this.#server.listen(0, '127.0.0.1', resolve);
    });
    const { port } = this.#server.address();
    this.url = `http://127.0.0.1:${String(port)}`;
    mountWeb(this.#server, this.#deps(publicUrl ?? this.url));
    return this;
  }

  /** With what was changed on it since. Other pages know its address: it is another one. */
  async restart(publicUrl?: string): Promise<this> {
    await this.stop();
    this.#server = restify.createServer();
    return this.start(publicUrl);
  }

  async stop(): Promise<void> {
    this.#server.server.closeAllConnections();
    await new Promise<void>((resolve) => {
      this.#server.close(resolve);
    });
  }

  /** Calls of verbs that could change something. */
  changes(): readonly unknown[] {
    return this.calls.filter(({ verb }) => verb !== 'openLink' && verb !== 'openNotMe');
  }

  get page(): string {
    return `${this.url}/reveal/${TOKEN}`;
  }

  post(body: string, headers: Record<string, string> = {}, page = this.page): Promise<Response> {
    const type = { 'content-type': 'application/x-www-form-urlencoded' };
    return fetch(page, { method: 'POST', body, headers: { ...type, ...headers }, redirect: 'manual' });
  }

  #deps(publicUrl: string): WebDeps {
    const line = (level: string) => (event: string, fields?: LogFields) =>
      void this.lines.push({ level, event, fields });
    const settings = { helpdeskGroupId: 'h', securityGroupId: 's', dutyGroupId: 'd', breakGlassGroupId: 'b' };
    return {
      verbs: {
        openLink: (input) => this.#called('openLink', input, (given) => this.openLink(given)),
        openQr: (input) => this.#called('openQr', input, (given) => this.verbs.openQr(given)),
        confirmIdentity: (input) =>
          this.#called('confirmIdentity', input, (given) => this.verbs.confirmIdentity(given)),
        revealPass: (input) => this.#called('revealPass', input, (given) => this.verbs.revealPass(given)),
        cancelRequest: (input) => this.#called('cancelRequest', input, (given) => this.verbs.cancelRequest(given)),
        reportFraud: (input) => this.#called('reportFraud', input, (given) => this.verbs.reportFraud(given)),
      },
      notMe: {
        openNotMe: (input) => this.#called('openNotMe', input, (given) => this.notMe.openNotMe(given)),
        reportNotMe: (input) => this.#called('reportNotMe', input, (given) => this.notMe.reportNotMe(given)),
      },
      stepUp: {
        openStepUp: (input) => this.#called('openStepUp', input, (given) => this.stepUp.openStepUp(given)),
        startSignIn: (input) => this.#called('startSignIn', input, (given) => this.stepUp.startSignIn(given)),
        finishSignIn: (input) => this.#called('finishSignIn', input, (given) => this.stepUp.finishSignIn(given)),
      },
      keys,
      clock: { now: () => this.now },
      log: { info: line('info'), warn: line('warn'), error: line('error') },
      publicUrl,
      tenants: { find: (id) => (id === TENANT ? { tenantId: TENANT, name: 'Contoso', ...settings } : undefined) },
      people: { person: (tenantId, id) => this.people.person(tenantId, id) },
      ...(this.answerWithinMs === undefined ? {} : { answerWithinMs: this.answerWithinMs }),
    };
  }

  #called<I, O>(verb: string, input: I, act: (input: I) => Promise<O>): Promise<O> {
    this.calls.push({ verb, input });
    return act(input);
  }
}
