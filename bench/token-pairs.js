/** How many requests for tokens are under way at any time. */
const WORKERS = 10;

/** Valid token pairs of some of the seeded users, for the rows that need them. */
export class TokenPairs {
  /** The users that have no pair here. */
  #without;
  #pairs = [];

  /** @param count of how many users; fewer when fewer are seeded. */
  constructor(count) {
    this.count = count;
  }

  /** Makes a pair for every user anew. */
  async renew(server) {
    const { firstId, users } = server.seeded;
    this.#pairs = [];
    this.#without = Array.from({ length: Math.min(this.count, users) }, (_, index) => firstId + index);
    await this.fill(server);
  }

  /** Makes pairs for the users whose pair was taken and did not come back. */
  async fill(server) {
    const worker = async () => {
      for (let id = this.#without.pop(); id !== undefined; id = this.#without.pop()) {
        this.#pairs.push({ id, ...(await forceRefresh(server, id)) });
      }
    };
    await Promise.all(Array.from({ length: WORKERS }, worker));
  }

  /** Any pair; it stays here. */
  any() {
    return this.#pairs[Math.floor(Math.random() * this.#pairs.length)];
  }

  /** The pair that has been here longest; whoever takes it brings its successor back. */
  take() {
    const pair = this.#pairs.shift();
    if (!pair) throw new Error('more token pairs are under way than there are users');
    this.#without.push(pair.id);
    return pair;
  }

  /** @param pair successor of the one that was taken. */
  bring(id, pair) {
    this.#without.splice(this.#without.indexOf(id), 1);
    this.#pairs.push({ id, ...pair });
  }
}

async function forceRefresh({ url, seeded: { usersPath, secret } }, id) {
  const headers = { 'x-cal-secret-key': secret };
  const response = await fetch(`${url}${usersPath}/${id}/force-refresh`, { method: 'POST', headers });
  const body = await response.text();
  if (response.status !== 200) throw new Error(`force-refresh of user ${id}: ${response.status} ${body}`);
  return JSON.parse(body).data;
}
