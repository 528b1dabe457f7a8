#!/usr/bin/env node
// Opens one task in Label Studio's web page, as a reviewer does, and tells which labels are ticked.
//
// LABEL_STUDIO_URL, LABEL_STUDIO_USER, LABEL_STUDIO_PASSWORD   as printed by `label-studio start`
// PROJECT_ID, TASK_ID                                          which task
// EXPECTED         the labels that must be ticked, all others must not, as a JSON array: ["Bug"]
// EXPECTED_TEXT    a piece of the ticket that must be readable; line breaks count as blanks
// SCREENSHOT       the PNG file to write
import { open, see, setting } from './browser.mjs';

const url = setting('LABEL_STUDIO_URL').replace(/\/$/, '');
const task = `${url}/projects/${setting('PROJECT_ID')}/data?task=${setting('TASK_ID')}`;
const user = setting('LABEL_STUDIO_USER');
const password = setting('LABEL_STUDIO_PASSWORD');

await see(url, async page => {
  await open(page, `${url}/user/login/`);
  await page.fill('input[name=email]', user);
  await page.fill('input[name=password]', password);
  await page.click('button[type=submit]');
  await page.waitForURL(at => !at.pathname.startsWith('/user/login'), { timeout: 15000 })
    .catch(() => { throw new Error('Label Studio did not let the user in'); });

  await open(page, task);
  // Checkboxes for single and multiple choice alike, named after the choice. A prediction that Label Studio cannot read leaves
  // a red box instead of them. The same text also stands in the task list on the left, so only the labeling pane counts.
  const drawn = () => page.waitForSelector('.lsf-choices input.ant-checkbox-input, .lsf-errors', { timeout: 30000 });
  return () => drawn().then(() => page.evaluate(() => {
    const boxes = [...document.querySelectorAll('.lsf-choices input.ant-checkbox-input')];
    return {
      ticked: boxes.filter(box => box.checked).map(box => box.name),
      all: boxes.map(box => box.name),
      text: document.querySelector('.lsf-main-view__annotation')?.innerText ?? '',
      problems: [...document.querySelectorAll('.lsf-errors')].map(box => box.innerText),
    };
  }));
});
