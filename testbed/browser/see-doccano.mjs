#!/usr/bin/env node
// Opens one document of a text classification project in doccano's web page and tells which labels it carries.
//
// DOCCANO_URL, DOCCANO_USER, DOCCANO_PASSWORD   as printed by `doccano start`
// PROJECT_ID                                    which project
// EXAMPLE_ID       which document, by doccano's number for it; or PAGE, its place in the project, counted from 1
// EXPECTED         the labels that it must carry, and no others, as a JSON array: ["Bug", "Billing"]
// EXPECTED_TEXT    a piece of the ticket that must be readable; line breaks count as blanks
// SCREENSHOT       the PNG file to write
import { see, setting } from './browser.mjs';
import { look, openDocument, signIn } from './doccano-page.mjs';

const url = setting('DOCCANO_URL').replace(/\/$/, '');
const project = setting('PROJECT_ID');
const user = setting('DOCCANO_USER');
const password = setting('DOCCANO_PASSWORD');
const example = process.env.EXAMPLE_ID ? Number(process.env.EXAMPLE_ID) : null;
const place = example === null ? Number(setting('PAGE')) : null;

await see(url, async page => {
  await signIn(page, url, user, password);
  // The page shows the N-th document of the list that it asks the server for, so the place of a document is found in that list.
  const number = place ?? await placeOf(page, example);
  const shown = await openDocument(page, url, project, number);
  if (example !== null && shown !== String(example)) throw new Error(`document ${example} was asked for, ${shown} is shown`);
  return () => look(page);
});

async function placeOf(page, id) {
  const step = 500;
  for (let offset = 0; ; offset += step) {
    const list = await page.evaluate(async path => (await fetch(path)).json(),
      `/v1/projects/${project}/examples?limit=${step}&offset=${offset}&confirmed=&ordering=&q=`);
    const index = (list.results ?? []).findIndex(row => row.id === id);
    if (index >= 0) return offset + index + 1;
    if (!list.next) throw new Error(`project ${project} has no document ${id}`);
  }
}
