import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { expired, stage } from './stage.js';

const SCREENSHOTS = fileURLToPath(new URL('../screenshots', import.meta.url));
mkdirSync(SCREENSHOTS, { recursive: true });

/** Where the browser stands; managed users are made in London, so nobody's zone is changed unless a test wants it. */
const BROWSER = { timezoneId: 'Europe/London', locale: 'en-US', viewport: { width: 1280, height: 900 } };

/** How long anything on a page may take, milliseconds. */
const PATIENCE = 20_000;

/** Refusals that say what the contract wants them to say, or that nobody minds. */
const HARMLESS = [
  // Any refusal means that Stripe is not connected.
  /^GET \/stripe\/check 4\d\d$/,
  // The same for calendars.
  /^GET \/calendars\/(google|office365|apple)\/check 4\d\d$/,
];

let visits = 0;

/**
 * A test in which a person of its own visits pages of one line. It fails on an error of the page, on an error message in
 * the console, and on a failed or refused request that `visit.allow(…)` did not name.
 *
 * @param browser options that differ from those of everybody, for example `timezoneId`.
 */
export function visiting(line, title, act, browser = {}) {
  test(`${line}: ${title}`, async (t) => {
    const visit = await Visit.begin(line, `person-${(visits += 1)}`, browser);
    t.after(() => visit.end());
    try {
      await act(visit);
    } catch (error) {
      await visit.shot(`failed-${title.replace(/\W+/g, '-')}`).catch(() => {});
      error.stack += `\n${visit.report()}`;
      throw error;
    }
    assert.deepEqual(visit.problems, [], visit.report());
  });
}

class Visit {
  /** What went wrong on the pages, in words. */
  problems = [];
  /** Every request to the server: `GET /me 200`. */
  requests = [];
  #allowed = [...HARMLESS];

  static async begin(line, user, browser) {
    const visit = new Visit();
    visit.line = line;
    visit.person = await stage.host.people.signIn(user);
    visit.context = await stage.browser.newContext({ ...BROWSER, ...browser });
    await visit.context.addCookies([{ name: 'user', value: user, url: stage.host.url }]);
    visit.page = await visit.context.newPage();
    visit.page.setDefaultTimeout(PATIENCE);
    await visit.#watch();
    return visit;
  }

  async #watch() {
    const { page, context } = this;
    // Icons and scripts of other hosts: what the components show must not depend on them.
    await context.route(
      (url) => url.protocol.startsWith('http') && url.hostname !== 'localhost',
      (route) =>
        route.fulfill({ status: 200, contentType: 'image/svg+xml', body: '<svg xmlns="http://www.w3.org/2000/svg"/>' }),
    );
    page.on('pageerror', (error) => {
      // A tab was left before its answer came: the component gave the request up itself and does not catch that.
      if (error.name === 'AbortError') return;
      this.problems.push(`page error: ${error.name}: ${error.message} ${error.stack}`);
    });
    page.on('console', (message) => {
      // The refusals that are behind these messages are looked at where they arrive.
      if (message.type() !== 'error' || message.text().startsWith('Failed to load resource')) return;
      this.problems.push(`console: ${message.text()}`);
    });
    page.on('requestfailed', (request) => {
      // The page was left before the answer came.
      if (request.failure()?.errorText === 'net::ERR_ABORTED') return;
      this.problems.push(`failed: ${request.method()} ${request.url()} ${request.failure()?.errorText}`);
    });
    page.on('response', (response) => {
      const { apiUrl } = stage.client;
      const url = response.url();
      const path = url.startsWith(apiUrl) ? url.slice(apiUrl.length) : url;
      const line = `${response.request().method()} ${path} ${response.status()}`;
      if (url.startsWith(apiUrl)) this.requests.push(line);
      if (response.status() < 400 || this.#allowed.some((pattern) => pattern.test(line))) return;
      this.problems.push(`refused: ${line}, sent ${response.request().postData() ?? 'nothing'}`);
    });
  }

  /** Names a refusal that belongs to the test: matched with `GET /path 404`. */
  allow(pattern) {
    this.#allowed.push(pattern);
  }

  /** Opens the page of a component. */
  async open(name, query = {}) {
    const address = new URL(`${stage.host.url}/${this.line}/${name}`);
    address.search = new URLSearchParams(query).toString();
    await this.page.goto(address.href);
    await this.page.locator('main').waitFor();
  }

  /** Calls the API as the person. @returns `data` of the answer. */
  async api(path, { method = 'GET', version, body, as = this.person } = {}) {
    const answer = await fetch(`${stage.client.apiUrl}${path}`, {
      method,
      headers: {
        Authorization: `Bearer ${as.accessToken}`,
        'Content-Type': 'application/json',
        ...(version && { 'cal-api-version': version }),
      },
      body: body && JSON.stringify(body),
    });
    const { status, data, error } = await answer.json();
    assert.equal(status, 'success', `${method} ${path}: ${JSON.stringify(error)}`);
    return data;
  }

  /** From now on the page's token is one that has expired, until it has got another. */
  expireToken() {
    const old = this.person.accessToken;
    return this.context.route(`${stage.client.apiUrl}/**`, (route) => {
      const headers = route.request().headers();
      if (headers.authorization === `Bearer ${old}`) headers.authorization = `Bearer ${expired(old)}`;
      return route.continue({ headers });
    });
  }

  /** Start times that the person offers on the UTC day of an instant, milliseconds. */
  async freeTimes(instant) {
    const day = new Date(instant).toISOString().slice(0, 10);
    const query = `usernameList[]=${this.person.username}&eventTypeSlug=half-an-hour&startTime=${day}T00:00:00Z&endTime=${day}T23:59:59Z`;
    const { slots } = await this.api(`/slots/available?${query}`);
    return Object.values(slots)
      .flat()
      .map(({ time }) => Date.parse(time));
  }

  /** Waits until what `read` gives satisfies `isRight`: a page acts after its last visible sign of life. */
  async until(read, isRight) {
    const deadline = Date.now() + PATIENCE;
    for (;;) {
      const value = await read();
      if (isRight(value)) return value;
      if (Date.now() > deadline) throw new Error(`still ${JSON.stringify(value)} after ${PATIENCE} ms`);
      await new Promise((wake) => setTimeout(wake, 50));
    }
  }

  /** Waits until the component has told the page of the event; gives what came with it. */
  async told(event) {
    const text = await this.page.locator(`pre[data-event="${event}"]`).last().textContent();
    const value = text.slice(event.length).trim();
    return value ? JSON.parse(value) : undefined;
  }

  async shot(name) {
    // What is being faded in would be seen half.
    const isStill = () =>
      [...document.querySelectorAll('main [style*="opacity"]')].every(({ style }) => style.opacity >= 1);
    await this.page.waitForFunction(isStill, undefined, { timeout: 2_000 }).catch(() => {});
    await this.page.screenshot({ path: `${SCREENSHOTS}/${this.line}-${name}.png`, fullPage: true });
  }

  report() {
    return [...this.problems, ...this.requests.slice(-25)].join('\n');
  }

  end() {
    return this.context.close();
  }
}
