#!/usr/bin/env node
// Opens a report in narrow and wide windows, light and dark, and on paper, and tells what is wrong with it.
//
// REPORT           the HTML file
// SCREENSHOT       a PNG file; the pictures get -1400-light, -1400-dark, -400-light, -400-dark, -paper-light, -paper-dark before its ending
import { pathToFileURL } from 'node:url';
import { readFileSync } from 'node:fs';
import { playwright, setting } from './browser.mjs';

const address = pathToFileURL(setting('REPORT')).href;
const screenshot = setting('SCREENSHOT').replace(/\.png$/, '');
const PAPER = 718; // CSS pixels between Chromium's margins on A4
const errors = [];
let looks = 0;

const browser = await playwright().chromium.launch({
  executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
  args: ['--disable-gpu', '--no-first-run', '--disable-background-networking', '--host-resolver-rules=MAP * ~NOTFOUND'],
});
try {
  for (const width of [1400, 400, PAPER]) {
    for (const colorScheme of ['light', 'dark']) {
      const paper = width === PAPER;
      const name = `${paper ? 'paper' : width}-${colorScheme}`;
      const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme, serviceWorkers: 'block' });
      const page = await context.newPage();
      if (paper) await page.emulateMedia({ media: 'print', colorScheme });
      const complain = message => errors.push(`${name}: ${String(message).replace(/\s+/g, ' ').slice(0, 300)}`);
      page.on('pageerror', error => complain(`page error: ${error.message}`));
      page.on('console', message => complain(`console: ${message.text()}`));
      page.on('dialog', dialog => { complain(`dialog: ${dialog.message()}`); dialog.dismiss(); });
      page.on('request', request => { if (request.url() !== address) complain(`request: ${request.url()}`); });
      await page.goto(address);
      for (const message of await page.evaluate(look)) complain(message);
      for (const message of await unnamed(context, page)) complain(message);
      if (paper) for (const message of await page.evaluate(onPaper)) complain(message);
      await page.screenshot({ path: `${screenshot}-${name}.png`, fullPage: true });
      await page.evaluate(() => document.querySelectorAll('details').forEach(each => { each.open = true; }));
      for (const message of await page.evaluate(look)) complain(`opened: ${message}`);
      await context.close();
      looks++;
    }
  }
} catch (problem) {
  errors.push(problem.message.split('\n', 1)[0]);
} finally {
  await browser.close();
}
if (/<script/i.test(readFileSync(setting('REPORT'), 'utf8'))) errors.push('the file holds a script element');
console.log(JSON.stringify({ looks, errors }));
process.exitCode = errors.length === 0 ? 0 : 1;

/** What a screen reader would find without a name of its own: charts, and tables. */
async function unnamed(context, page) {
  const session = await context.newCDPSession(page);
  const { nodes } = await session.send('Accessibility.getFullAXTree');
  const wrong = [];
  for (const role of ['image', 'table']) {
    const names = nodes.filter(node => !node.ignored && node.role?.value === role).map(node => node.name?.value ?? '');
    if (names.some(name => name.trim() === '')) wrong.push(`${role} without a name`);
    if (new Set(names).size < names.length) wrong.push(`two of the ${role}s are both named ${names.find((name, i) => names.indexOf(name) < i)}`);
  }
  const charts = await page.locator('svg').count();
  const seen = nodes.filter(node => !node.ignored && node.role?.value === 'image').length;
  if (seen !== charts) wrong.push(`${charts} charts, but a screen reader finds ${seen}`);
  return wrong;
}

/** In the page, as it is printed: nobody can open or scroll anything there, and paper is white. */
function onPaper() {
  const wrong = [];
  for (const details of document.querySelectorAll('details')) {
    const inside = details.querySelector(':scope > :not(summary)');
    if (inside && !inside.checkVisibility({ contentVisibilityAuto: true })) wrong.push(`closed on paper: ${details.querySelector('summary').textContent}`);
  }
  for (const element of document.querySelectorAll('.scroll, .ticket')) {
    if (element.scrollHeight > element.clientHeight + 1 || element.scrollWidth > element.clientWidth + 1) wrong.push('something must be scrolled on paper');
  }
  for (const selector of ['body', 'section', '.figure']) {
    const color = getComputedStyle(document.querySelector(selector)).backgroundColor;
    if (color !== 'rgb(255, 255, 255)') wrong.push(`${selector} is printed on ${color}`);
  }
  return wrong;
}

/** In the page: what sticks out, overlaps or cannot be read. */
function look() {
  const wrong = [];
  const root = document.documentElement;
  if (root.scrollWidth > root.clientWidth) wrong.push(`the page is ${root.scrollWidth} wide in a window of ${root.clientWidth}`);
  const light = color => {
    const [r, g, b] = color.match(/[\d.]+/g).map(Number).map(v => v / 255).map(v => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const back = light(getComputedStyle(document.querySelector('section, .figure')).backgroundColor);
  for (const selector of ['p', 'th', 'td', 'dt', 'dd', 'summary', 'caption', '.figure span', 'h1', 'h2']) {
    const element = document.querySelector(selector);
    if (!element) continue;
    const front = light(getComputedStyle(element).color);
    const contrast = (Math.max(front, back) + 0.05) / (Math.min(front, back) + 0.05);
    if (contrast < 4.5) wrong.push(`contrast of ${selector} is ${contrast.toFixed(1)}`);   // WCAG 2.2, 1.4.3
  }
  for (const svg of document.querySelectorAll('svg')) {
    const box = svg.getBoundingClientRect();
    for (const text of svg.querySelectorAll('text')) {
      const place = text.getBoundingClientRect();
      if (place.left < box.left - 1 || place.right > box.right + 1 || place.top < box.top - 1 || place.bottom > box.bottom + 1) {
        wrong.push(`"${text.textContent.slice(0, 40)}" sticks out of its chart`);
      }
      if (place.height < 8) wrong.push(`"${text.textContent.slice(0, 40)}" is ${place.height.toFixed(0)} pixels high`);
    }
  }
  return wrong;
}
