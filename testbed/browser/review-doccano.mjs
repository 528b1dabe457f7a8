#!/usr/bin/env node
// Reviews documents in doccano's web page by clicking, as an annotator does.
//
// DOCCANO_URL                                  as printed by `doccano start`
// DOCCANO_USER, DOCCANO_PASSWORD               of the annotator
// PROJECT_ID       which project
// STEPS            a JSON array, one object for each document:
//                  {"place": 3}                     its place in the project, counted from 1
//                  {"prefilled": ["Bug"]}           the labels that the page ticks by itself, by default none
//                  {"click": ["Bug", "Billing"]}    the labels to click then, in order: ticked ones are unticked; none by default
//                  {"confirm": true}                presses the cross, which then is a tick; false by default
// SCREENSHOT       the PNG file to write, of the last document
//
// Prints {"done": [{"document", "ticked", "confirmed"}], "errors"}: what was ticked at the end.
import { browse, setting } from './browser.mjs';
import { look, openDocument, signIn } from './doccano-page.mjs';

const url = setting('DOCCANO_URL').replace(/\/$/, '');
const project = setting('PROJECT_ID');
const steps = JSON.parse(setting('STEPS'));
const chips = '.v-card__title .v-chip-group .v-chip';

await browse(url, { done: [] }, async (page, seen) => {
  await signIn(page, url, setting('DOCCANO_USER'), setting('DOCCANO_PASSWORD'));
  for (const step of steps) await review(page, step, seen);
});

function sorted(labels) {
  return JSON.stringify([...labels].sort());
}

async function review(page, step, seen) {
  const document = await openDocument(page, url, project, step.place);
  const before = await look(page);
  const expected = step.prefilled ?? [];
  if (sorted(before.ticked) !== sorted(expected)) {
    throw new Error(`place ${step.place}: ticked at the beginning: ${sorted(before.ticked)}, expected ${sorted(expected)}`);
  }
  for (const label of step.click ?? []) {
    const { all } = await look(page);
    if (!all.includes(label)) throw new Error(`no label ${label}`);
    // the page asks for the labels again when a change is stored
    await answered(page, /\/categories(\/\d+)?$/, ['POST', 'DELETE'], () => page.locator(chips).nth(all.indexOf(label)).click());
  }
  if (step.confirm) {
    await answered(page, /\/states$/, ['POST'],
      () => page.locator('header.toolbar-control .v-btn-toggle button').first().click());
  }
  const { ticked } = await look(page);
  seen.done.push({ document: Number(document), ticked, confirmed: step.confirm === true });
}

async function answered(page, path, methods, act) {
  const answer = page.waitForResponse(
    response => methods.includes(response.request().method()) && path.test(new URL(response.url()).pathname),
    { timeout: 30000 });
  answer.catch(() => {});
  await act();
  const status = (await answer).status();
  if (status >= 300) throw new Error(`HTTP ${status} for a click`);
}
