// What the scripts have in common: a headless Chromium that talks to one server only, and the verdict on what it saw.
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';

const home = process.env.TESTBED_HOME || join(process.env.HOME ?? '/', '.cache', 'ticketlabeler-testbed');

export function setting(name) {
  const value = process.env[name];
  if (!value) {
    console.error(`${name} is not set`);
    process.exit(1);
  }
  return value;
}

/** The library, from where browser/install put it. */
export function playwright() {
  try {
    return createRequire(join(resolve(home), 'browser', 'package.json'))('playwright-core');
  } catch (problem) {
    console.error(`run browser/install first (${problem.code ?? problem.message})`);
    process.exit(1);
  }
}

/**
 * Calls read() every half second until two answers in a row are the same, at most ten seconds: single-page applications tick
 * their boxes some time after they draw them.
 */
export async function settled(page, read) {
  let before = null;
  for (let i = 0; i < 20; i++) {
    const now = await read();
    if (JSON.stringify(now) === JSON.stringify(before)) return now;
    before = now;
    await page.waitForTimeout(500);
  }
  return before;
}

const oneLine = text => text.replace(/\s+/g, ' ').trim();

/**
 * Labels are ticked some time after they are drawn: looks until they are the expected ones, for eight seconds. Now and then Label Studio
 * (1.23.2) draws a task without its prediction, and shows it when the page is opened again: so does a person, twice at most.
 */
async function lookFor(page, read, expected) {
  const sorted = labels => JSON.stringify([...labels].sort());
  for (let opening = 1; ; opening++) {
    const deadline = Date.now() + 8000;
    let now = null;
    do {
      now = await settled(page, read);
    } while (sorted(now.ticked) !== sorted(expected) && Date.now() < deadline);
    if (sorted(now.ticked) === sorted(expected) || opening === 3) return now;
    console.error(`opened ${opening} times, other labels are ticked than expected; once more`);
    await page.reload();
  }
}

/**
 * Opens a browser, calls visit(page), and judges what the function that it returns reads: {ticked, all, text, problems}, the labels
 * that are ticked, the labels on offer, the text on the page, and what the page complains about. Prints {"ticked", "all", "errors"} as one line of JSON; exit code 0 when exactly the
 * labels of EXPECTED are ticked, EXPECTED_TEXT can be read, and nothing went wrong in the page.
 */
export async function see(url, visit) {
  const expected = JSON.parse(setting('EXPECTED'));
  const snippet = oneLine(setting('EXPECTED_TEXT'));
  await browse(url, { ticked: [], all: [] }, async (page, seen, complain) => {
    const read = await visit(page);
    const { ticked, all, text, problems = [] } = await lookFor(page, read, expected);
    problems.forEach(problem => complain(`the page says: ${problem}`));
    seen.ticked = ticked;
    seen.all = all;
    for (const label of expected.filter(label => !ticked.includes(label))) complain(`not ticked: ${label}`);
    for (const label of ticked.filter(label => !expected.includes(label))) complain(`ticked without being expected: ${label}`);
    if (!oneLine(text).includes(snippet)) complain(`not on the page: ${snippet}`);
  });
}

/**
 * Opens a browser that talks to that server only, calls visit(page, seen, complain), which adds to seen, writes SCREENSHOT, and prints
 * seen with its "errors" as one line of JSON; exit code 0 when there are none.
 */
export async function browse(url, seen, visit) {
  const screenshot = setting('SCREENSHOT');
  const { host, hostname } = new URL(url);
  seen.errors = [];
  const complain = message => seen.errors.push(oneLine(String(message)).slice(0, 500));

  const browser = await playwright().chromium.launch({
    executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
    args: ['--disable-gpu', '--disable-quic', '--no-first-run', '--no-proxy-server', '--disable-background-networking',
      '--disable-component-update', '--disable-sync', `--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE ${hostname}`],
  });
  try {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'en-US', serviceWorkers: 'block' });
    await context.route(to => to.host !== host, route => {
      console.error(`refused: ${route.request().url().slice(0, 200)}`);
      return route.abort();
    });
    await context.routeWebSocket(to => to.host !== host, socket => socket.close());
    const page = await context.newPage();
    page.on('pageerror', error => complain(`page error: ${error.message}`));
    try {
      await visit(page, seen, complain);
    } catch (problem) {
      complain(problem.message.split('\n', 1)[0]);   // what follows is Playwright's log
    }
    await page.screenshot({ path: screenshot });
  } finally {
    await browser.close();
  }
  console.log(JSON.stringify(seen));
  process.exitCode = seen.errors.length === 0 ? 0 : 1;
}

/** Goes to a page of the server; a status of 400 or more is an error. */
export async function open(page, url) {
  const response = await page.goto(url);
  if (response && !response.ok()) throw new Error(`HTTP ${response.status()} for ${new URL(url).pathname}`);
}
