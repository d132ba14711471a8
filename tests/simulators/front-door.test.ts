import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type { FrontDoor } from '../../simulators/front-door';
import { startFrontDoor } from '../../simulators/front-door';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()));
});

interface Instance {
  readonly url: string;
  readonly calls: string[];
  close(): Promise<void>;
}

type Act = (request: http.IncomingMessage, response: http.ServerResponse, body: string) => void;

function replies(status: number, headers: http.OutgoingHttpHeaders = {}, text = ''): Act {
  return (_request, response) => {
    // In two statements: restify, where it is loaded too, makes writeHead return nothing.
    response.writeHead(status, headers);
    response.end(text);
  };
}

async function instance(name: string, act?: Act): Promise<Instance> {
  const calls: string[] = [];
  const answer: Act = act ?? replies(200, {}, name);
  const server = http.createServer((request, response) => {
    void buffer(request).then((body) => {
      calls.push(`${String(request.method)} ${String(request.url)} ${body.toString()}`.trim());
      answer(request, response, body.toString());
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  closing.push(close);
  return { url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`, calls, close };
}

async function door(...instances: readonly Instance[]): Promise<FrontDoor> {
  const front = await startFrontDoor({ port: 0, urls: () => instances.map(({ url }) => url) });
  closing.push(() => front.close());
  return front;
}

async function ask(front: FrontDoor, body = 'x'): Promise<readonly [number, string]> {
  const response = await fetch(`${front.url}/api/messages?a=1`, { method: 'POST', body });
  return [response.status, await response.text()];
}

const draining = replies(503, { 'retry-after': '1' }, 'draining');

describe('when several instances stand behind one address', () => {
  it('they take turns, and each call arrives as it was sent', async () => {
    const [one, two] = [await instance('one'), await instance('two')];
    const front = await door(one, two);
    const answers = [await ask(front), await ask(front), await ask(front), await ask(front)];
    expect(answers.map(([, text]) => text).sort()).toEqual(['one', 'one', 'two', 'two']);
    expect([...one.calls, ...two.calls]).toEqual(Array.from({ length: 4 }, () => 'POST /api/messages?a=1 x'));
  });

  it('a call may say which is asked first; the others come after it', async () => {
    const [one, two] = [await instance('one'), await instance('two')];
    const wanted = new Map([
      ['for one', 0],
      ['for two', 1],
    ]);
    const urls = (): readonly string[] => [one.url, two.url];
    const front = await startFrontDoor({ port: 0, urls, first: (body) => wanted.get(body.toString()) });
    closing.push(() => front.close());
    const texts = async (...bodies: readonly string[]): Promise<readonly string[]> => {
      const answers = [];
      for (const body of bodies) answers.push((await ask(front, body))[1]);
      return answers;
    };
    expect(await texts('for two', 'for two', 'for one')).toEqual(['two', 'two', 'one']);
    await two.close();
    expect(await texts('for two')).toEqual(['one']);
  });

  it('a call goes to another one when one is gone', async () => {
    const [gone, there] = [await instance('gone'), await instance('there')];
    const front = await door(gone, there);
    await gone.close();
    expect([await ask(front), await ask(front)]).toEqual([
      [200, 'there'],
      [200, 'there'],
    ]);
  });

  it('and when one drains', async () => {
    const front = await door(await instance('drains', draining), await instance('there'));
    expect([await ask(front), await ask(front)]).toEqual([
      [200, 'there'],
      [200, 'there'],
    ]);
  });

  it('a call that one of them may have taken is not repeated', async () => {
    const dies = await instance('dies', (request) => request.socket.destroy());
    const there = await instance('there');
    const front = await door(dies, there);
    const answers = [await ask(front), await ask(front)];
    expect(answers.map(([status]) => status).sort()).toEqual([200, 502]);
    expect([dies.calls.length, there.calls.length]).toEqual([1, 1]);
  });

  it('a call that failed in one of them is not repeated either', async () => {
    const fails = await instance('fails', replies(503));
    const front = await door(fails, await instance('there'));
    const statuses = [await ask(front), await ask(front)].map(([status]) => status);
    expect(statuses.sort()).toEqual([200, 503]);
  });

  it('says so when nobody is there', async () => {
    expect((await ask(await door()))[0]).toBe(503);
    const alone = await door(await instance('drains', draining));
    expect(await ask(alone)).toEqual([503, 'draining']);
  });
});

describe('when the port of the address is taken', () => {
  it('names it', async () => {
    const front = await door();
    const port = Number(new URL(front.url).port);
    await expect(startFrontDoor({ port, urls: () => [] })).rejects.toMatchObject({
      code: 'portInUse',
      message: expect.stringContaining(`port ${String(port)} is in use`),
    });
  });
});
