#!/usr/bin/env node
// Reviews tasks in Label Studio's web page by clicking, as a reviewer does.
//
// LABEL_STUDIO_URL, LABEL_STUDIO_USER, LABEL_STUDIO_PASSWORD   as printed by `label-studio start`
// INVITE           the address of an invitation: the user is made with it first, instead of signing in
// PROJECT_ID       which project
// STEPS            a JSON array, one object for each task:
//                  {"task": 7}                      which task; without it the next one of the label stream
//                  {"prefilled": ["Bug"]}           the boxes that the page ticks by itself, by default none
//                  {"click": ["Bug", "Billing"]}    the boxes to click then, in order: ticked ones are unticked; none by default
//                  {"end": "submit"}                or "skip" (in the stream only), or "leave", once the page has saved a draft
// SCREENSHOT       the PNG file to write, of the last task
//
// Prints {"done": [{"task", "ticked"}], "errors"}: which boxes were ticked at the end.
import { browse, open, setting, settled } from './browser.mjs';

const url = setting('LABEL_STUDIO_URL').replace(/\/$/, '');
const user = setting('LABEL_STUDIO_USER');
const password = setting('LABEL_STUDIO_PASSWORD');
const project = setting('PROJECT_ID');
const steps = JSON.parse(setting('STEPS'));
const boxes = '.lsf-choices input.ant-checkbox-input';

const ticked = page => page.evaluate(selector =>
  [...document.querySelectorAll(selector)].filter(box => box.checked).map(box => box.name), boxes);

await browse(url, { done: [] }, async (page, seen, complain) => {
  // A slow server makes Chromium send the form twice; it then says that the user exists, who only has to sign in.
  if (!process.env.INVITE || !await enter(page, process.env.INVITE)) {
    if (!await enter(page, `${url}/user/login/`)) throw new Error('Label Studio did not let the user in');
  }
  for (const step of steps) await review(page, step, seen);
});

async function enter(page, form) {
  await open(page, form);
  await page.fill('input[name=email]', user);
  await page.fill('input[name=password]', password);
  await page.click('button[type=submit]');
  return page.waitForURL(at => !/^\/user\/(login|signup)/.test(at.pathname), { timeout: 15000 }).then(() => true, () => false);
}

// Predictions are ticked some time after the boxes are drawn; who submits earlier submits an empty annotation.
async function prefilled(page, expected) {
  const deadline = Date.now() + 20000;
  let now = null;
  do {
    now = await settled(page, () => ticked(page));
    if (JSON.stringify(now) === JSON.stringify(expected)) return;
  } while (Date.now() < deadline);
  throw new Error(`ticked at the beginning: ${JSON.stringify(now)}, expected ${JSON.stringify(expected)}`);
}

async function review(page, step, seen) {
  await open(page, `${url}/projects/${project}/data?${step.task ? `task=${step.task}` : 'labeling=1'}`);
  await page.waitForSelector(boxes, { timeout: 30000 });
  await prefilled(page, step.prefilled ?? []);
  const names = await page.evaluate(selector => [...document.querySelectorAll(selector)].map(box => box.name), boxes);
  const where = step.end === 'leave' ? /\/api\/tasks\/(\d+)\/drafts/ : /\/api\/tasks\/(\d+)\/annotations/;
  const saved = page.waitForResponse(
    answer => answer.request().method() === 'POST' && where.test(answer.url()), { timeout: 30000 });
  saved.catch(() => {});   // when something goes wrong before, nobody waits for this one
  for (const label of step.click ?? []) {
    if (!names.includes(label)) throw new Error(`no box for ${label}`);
    await page.locator(boxes).nth(names.indexOf(label)).click({ force: true });
  }
  const after = await settled(page, () => ticked(page));
  if (step.end !== 'leave') await page.click(`[data-testid=bottombar-${step.end}-button]`);
  const answer = await saved;
  const task = Number(where.exec(answer.url())[1]);
  if (!answer.ok()) throw new Error(`task ${task}: HTTP ${answer.status()}`);
  if (step.task && step.task !== task) throw new Error(`task ${step.task} was asked for, ${task} was reviewed`);
  seen.done.push({ task, ticked: after });
}
