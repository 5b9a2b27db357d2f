// `npm run bench -- --instances 2`: several of our servers on one database, behind a balancer.
import { checkInstances } from './instance-checks.js';
import { compare } from './load.js';
import { progress } from './report.js';
import { MIXED_ROW } from './rows.js';
import { seed } from './seed.js';
import { startBalancer, startOurs } from './servers.js';
import { createDatabase } from './database.js';

/**
 * Measures the mixed load on one and on several servers, then checks that they act as one.
 *
 * @returns the throughput of both, and what each check has measured.
 * @throws when a check fails, naming it.
 */
export async function measureInstances(postgresUrl, { instances: count, ...options }) {
  const databaseUrl = await createDatabase(postgresUrl, 'bench_instances');
  const seeded = await seed(databaseUrl, options.users);
  const servers = [];
  for (let index = 0; index < count; index++) servers.push({ ...(await startOurs(databaseUrl)), seeded });
  const [one, all] = await Promise.all(
    [servers.slice(0, 1), servers].map(async (behind) => {
      const { url } = await startBalancer(behind.map((server) => server.url));
      return { url, seeded };
    }),
  );
  progress(`mixed load on 1 and on ${count} servers`);
  const load = await compare([all, one], MIXED_ROW, options);
  progress(`mixed load: ${count} servers do ${load.ratio.toFixed(2)} times what one does`);
  const checks = await checkInstances(servers, all, databaseUrl);
  return { count, load, checks };
}
