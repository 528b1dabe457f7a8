#!/usr/bin/env node
// Opens one document of a text classification project in doccano's web page and tells which labels it carries.
//
// DOCCANO_URL, DOCCANO_USER, DOCCANO_PASSWORD   as printed by `doccano start`
// PROJECT_ID                                    which project
// EXAMPLE_ID       which document, by doccano's number for it; or PAGE, its place in the project, counted from 1
// EXPECTED         the labels that it must carry, and no others, as a JSON array: ["Bug", "Billing"]
// EXPECTED_TEXT    a piece of the ticket that must be readable; line breaks count as blanks
// SCREENSHOT       the PNG file to write
import { open, see, setting, settled } from './browser.mjs';

const url = setting('DOCCANO_URL').replace(/\/$/, '');
const project = setting('PROJECT_ID');
const user = setting('DOCCANO_USER');
const password = setting('DOCCANO_PASSWORD');
const example = process.env.EXAMPLE_ID ? Number(process.env.EXAMPLE_ID) : null;
const place = example === null ? Number(setting('PAGE')) : null;

await see(url, async page => {
  await open(page, `${url}/auth`);
  await page.fill('input[name=username]', user);
  await page.fill('input[name=password]', password);
  await page.press('input[name=password]', 'Enter');
  await page.waitForURL(at => at.pathname.startsWith('/projects'), { timeout: 15000 })
    .catch(() => { throw new Error('doccano did not let the user in'); });

  // The page shows the N-th document of the list that it asks the server for, so the place of a document is found in that list.
  const number = place ?? await placeOf(page, example);
  const labels = page.waitForResponse(
    response => /\/examples\/[^/]+\/categories$/.test(new URL(response.url()).pathname), { timeout: 30000 });
  labels.catch(() => {});   // when open() fails first, nobody waits for this one
  await open(page, `${url}/projects/${project}/text-classification?page=${number}`);
  const shown = new URL((await labels).url()).pathname.split('/').at(-2);
  if (shown === 'undefined' || (example !== null && shown !== String(example))) {
    throw new Error(`document ${example ?? `at place ${number}`} was asked for, ${shown} is shown`);
  }

  // One chip for each label of the project; those of this document are active and have a tick before their name.
  await page.waitForSelector('.v-card__text.highlight', { timeout: 30000 });
  return settled(page, () => page.evaluate(() => {
    const name = chip => {
      const copy = chip.cloneNode(true);
      copy.querySelectorAll('.v-icon, .v-avatar').forEach(part => part.remove());   // the tick, the shortcut key
      return copy.textContent.trim();
    };
    const chips = [...document.querySelectorAll('.v-card__title .v-chip-group .v-chip')];
    return {
      ticked: chips.filter(chip => chip.matches('.v-chip--active')).map(name),
      all: chips.map(name),
      text: document.querySelector('.v-card__text.highlight').innerText,
    };
  }));
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
