#!/usr/bin/env node
// Reviews tasks in Label Studio's web page by clicking, as a reviewer does.
//
// LABEL_STUDIO_URL, LABEL_STUDIO_USER, LABEL_STUDIO_PASSWORD   as printed by `label-studio start`
// INVITE           the address of an invitation: the user is made with it first, instead of signing in
// PROJECT_ID       which project
// STEPS            a JSON array, one object for each task:
//                  {"task": 7}                      which task; without it the next one of the label stream
//                  {"click": ["Bug", "Billing"]}    the boxes to click, in order: ticked ones are unticked; none by default
//                  {"end": "submit"}                or "skip", or "leave", which waits until the page has saved a draft
// SCREENSHOT       the PNG file to write, of the last task
//
// Prints {"done": [{"task", "before", "ticked"}], "errors"}: which boxes were ticked when the task was opened, and at the end.
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
  await open(page, process.env.INVITE ?? `${url}/user/login/`);
  await page.fill('input[name=email]', user);
  await page.fill('input[name=password]', password);
  await page.click('button[type=submit]');
  await page.waitForURL(at => !/^\/user\/(login|signup)/.test(at.pathname), { timeout: 15000 })
    .catch(() => { throw new Error('Label Studio did not let the user in'); });
  for (const step of steps) await review(page, step, seen);
});

async function review(page, step, seen) {
  let task = step.task;
  const next = page.waitForResponse(answer => answer.url().includes(`/api/projects/${project}/next`), { timeout: 30000 });
  next.catch(() => {});   // nobody waits for it when the task is named
  await open(page, `${url}/projects/${project}/data?${task ? `task=${task}` : 'labeling=1'}`);
  if (!task) task = (await (await next).json()).id;
  await page.waitForSelector(boxes, { timeout: 30000 });
  const before = await settled(page, () => ticked(page));
  const names = await page.evaluate(selector => [...document.querySelectorAll(selector)].map(box => box.name), boxes);
  const saved = page.waitForResponse(
    answer => answer.request().method() === 'POST' && new RegExp(
      step.end === 'leave' ? `/api/tasks/${task}/drafts` : `/api/tasks/${task}/annotations`).test(answer.url()),
    { timeout: 30000 });
  saved.catch(() => {});
  for (const label of step.click ?? []) {
    if (!names.includes(label)) throw new Error(`no box for ${label}`);
    await page.locator(boxes).nth(names.indexOf(label)).click({ force: true });
  }
  const after = await settled(page, () => ticked(page));
  if (step.end !== 'leave') {
    await page.click(`[data-testid=bottombar-${step.end === 'skip' ? 'skip' : 'submit'}-button]`);
  }
  const answer = await saved;
  if (!answer.ok()) throw new Error(`task ${task}: HTTP ${answer.status()}`);
  seen.done.push({ task, before, ticked: after });
}
