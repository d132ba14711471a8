// @ts-check
// Makes the reveal page livelier. Everything on it works without this file.
'use strict';
(() => {
  /** @type {number | undefined} */
  let nextLook;
  /** The answer to a press is a page of its own: this one is not swapped while it is awaited. */
  let pressed = false;
  /** Ends the clocks of the screen that is shown now. */
  let screen = new AbortController();

  const content = () => /** @type {HTMLElement} */ (document.getElementById('content'));

  /** @param {string} text */
  const announce = (text) => {
    const place = document.getElementById('announcement');
    if (place) place.textContent = text;
  };

  /** @type {Intl.DateTimeFormatOptions} */
  const TIME = { hour: '2-digit', minute: '2-digit', timeZoneName: 'short' };
  /** @type {Intl.DateTimeFormatOptions} */
  const DAY = { day: 'numeric', month: 'long', year: 'numeric' };

  /** Times in the reader's own time zone, which is named: the same page may be read by mail elsewhere. */
  const showLocalTimes = () => {
    for (const element of content().querySelectorAll('time[data-local]')) {
      const at = new Date(element.getAttribute('datetime') ?? '');
      const withDay = element.getAttribute('data-local') === 'day';
      element.textContent = at.toLocaleString([], withDay ? { ...DAY, ...TIME } : TIME);
    }
  };

  /** Whoever waits longer than this is told that something is done. */
  const WAIT_SHOWN_MS = 2000;

  /** A second press would make a second pass. */
  const pressOnce = () => {
    for (const form of content().querySelectorAll('form')) {
      form.addEventListener('submit', () => {
        for (const button of form.querySelectorAll('button')) button.disabled = true;
        pressed = true;
        setTimeout(() => sayThatItWorks(form), WAIT_SHOWN_MS);
      });
    }
  };

  /** @param {HTMLFormElement} form */
  const sayThatItWorks = (form) => {
    const line = form.querySelector('.working');
    if (!(line instanceof HTMLElement)) return;
    line.hidden = false;
    announce(line.textContent ?? '');
  };

  const offerCopy = () => {
    const button = content().querySelector('button[data-copy]');
    if (!(button instanceof HTMLButtonElement) || !navigator.clipboard) return;
    button.hidden = false;
    button.addEventListener('click', async () => {
      const source = document.getElementById(button.dataset.copy ?? '');
      await navigator.clipboard.writeText(source?.textContent ?? '');
      announce(button.dataset.copied ?? '');
      button.textContent = button.dataset.copied ?? '';
    });
  };

  /**
   * Calls back every second until nothing is left. Counts from the page's arrival: the reader's clock may be wrong.
   * @param {number} seconds
   * @param {(left: number) => void} tick
   */
  const countDown = (seconds, tick) => {
    const { signal } = screen;
    const end = performance.now() + seconds * 1000;
    const step = () => {
      if (signal.aborted) return;
      const left = Math.max(0, Math.ceil((end - performance.now()) / 1000));
      tick(left);
      if (left > 0) setTimeout(step, 1000);
    };
    step();
  };

  const showTimeLeft = () => {
    const line = content().querySelector('[data-countdown]');
    const timer = line?.querySelector('[role=timer]');
    if (!(line instanceof HTMLElement) || !timer) return;
    line.hidden = false;
    countDown(Number(line.dataset.countdown), (left) => {
      timer.textContent = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, '0')}`;
      if (left === 0) blotOut(line.dataset.over ?? '');
    });
  };

  /** A dead pass is no use to anybody who finds the page open. @param {string} text */
  const blotOut = (text) => {
    const box = content().querySelector('[data-pass-box]');
    if (box) box.textContent = text;
    announce(text);
  };

  const watchCode = () => {
    const form = content().querySelector('[data-ends-in]');
    if (!(form instanceof HTMLElement)) return;
    countDown(Number(form.dataset.endsIn), (left) => {
      if (left === 0) void look();
    });
  };

  /** Asks the server what the page shows now, and swaps it when that is something else. */
  const look = async () => {
    clearTimeout(nextLook);
    if (pressed) return;
    try {
      const answer = await fetch(location.href, {
        cache: 'no-store',
        credentials: 'omit',
        headers: { accept: 'text/html' },
      });
      const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html');
      const found = fresh.getElementById('content');
      if (pressed) return;
      if (found?.dataset.face === 'linkUnknown') return stay();
      if (answer.status < 500 && found && found.dataset.version !== content().dataset.version) swap(found, fresh.title);
    } catch {
      // Offline or the server restarts: the next look will tell.
    }
    lookLater();
  };

  /**
   * The link's time is over. What stands here is still good: somebody may ask for the number on the phone in a minute. Only
   * the buttons are dead.
   */
  const stay = () => {
    const line = document.getElementById('linkOver');
    if (!line || !line.hidden) return;
    line.hidden = false;
    for (const button of content().querySelectorAll('form button')) button.setAttribute('disabled', '');
    announce(line.textContent ?? '');
  };

  /** @param {HTMLElement} found @param {string} title */
  const swap = (found, title) => {
    content().replaceWith(document.adoptNode(found));
    document.title = title;
    start();
    content().querySelector('h1')?.focus();
    announce(document.getElementById('announcement')?.dataset.changed ?? '');
  };

  const lookLater = () => {
    clearTimeout(nextLook);
    const seconds = Number(content().dataset.refresh);
    if (seconds > 0) nextLook = setTimeout(() => void look(), seconds * 1000);
  };

  const start = () => {
    screen.abort();
    screen = new AbortController();
    showLocalTimes();
    pressOnce();
    offerCopy();
    showTimeLeft();
    watchCode();
    lookLater();
  };

  // A page from the history may be old: its buttons are dead, its state has moved.
  addEventListener('pageshow', (event) => {
    if (event.persisted) location.reload();
  });
  start();
})();
