import type { Request, Response } from 'restify';
import type { PaneState } from './pane-state';

/** Pushes every change to the page until it goes (server-sent events). The page reads everything anew when it reconnects. */
export function streamPane(state: PaneState, req: Request, res: Response): void {
  res.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store' });
  res.write('retry: 500\n\n');
  const stop = state.events.subscribe((event) => {
    res.write(`data: ${JSON.stringify(event)}\n\n`);
  });
  req.once('close', stop);
}
