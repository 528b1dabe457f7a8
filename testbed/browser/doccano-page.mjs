// What the scripts for doccano have in common: signing in, opening a document, and what its page shows.
import { open, settled } from './browser.mjs';

export async function signIn(page, url, user, password) {
  await open(page, `${url}/auth`);
  await page.fill('input[name=username]', user);
  await page.fill('input[name=password]', password);
  await page.press('input[name=password]', 'Enter');
  await page.waitForURL(at => at.pathname.startsWith('/projects'), { timeout: 15000 })
    .catch(() => { throw new Error('doccano did not let the user in'); });
}

/** Opens the document at a place, counted from 1, and returns its number; the page shows its labels then. */
export async function openDocument(page, url, project, place) {
  const labels = page.waitForResponse(
    response => /\/examples\/[^/]+\/categories$/.test(new URL(response.url()).pathname), { timeout: 30000 });
  labels.catch(() => {});   // when open() fails first, nobody waits for this one
  await open(page, `${url}/projects/${project}/text-classification?page=${place}`);
  const shown = new URL((await labels).url()).pathname.split('/').at(-2);
  if (shown === 'undefined') throw new Error(`document at place ${place} was asked for, ${shown} is shown`);
  await page.waitForSelector('.v-card__text.highlight', { timeout: 30000 });
  return shown;
}

/** {ticked, all, text}. One chip for each label of the project; those of this document are active and have a tick before their name. */
export function look(page) {
  const drawn = () => page.waitForSelector('.v-card__text.highlight', { timeout: 30000 });
  return settled(page, () => drawn().then(() => page.evaluate(() => {
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
  })));
}
