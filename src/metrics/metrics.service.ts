import { Injectable } from '@nestjs/common';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { PrismaService } from '../database/prisma.service.js';
import { statement } from '../database/statement.js';

const COUNT_DUE = statement<{ count: number }>(
  'metrics.countDueDeliveries',
  `SELECT count(*)::int AS count FROM webhook_deliveries WHERE status = 'PENDING' AND due_at <= now()`,
);

const OUTCOMES = { DELIVERED: 'delivered', PENDING: 'retry', FAILED: 'failed' } as const;

/** What the server counts, in the form that Prometheus reads. */
@Injectable()
export class MetricsService {
  private readonly registry = new Registry();

  private readonly requests = new Counter({
    name: 'http_requests_total',
    help: 'Answered requests by route and status.',
    labelNames: ['method', 'route', 'status'],
    registers: [this.registry],
  });

  private readonly durations = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time from the arrival of a request to the end of its answer.',
    labelNames: ['method', 'route'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers: [this.registry],
  });

  private readonly lookups = new Counter({
    name: 'credential_lookups_total',
    help: 'Looked up credentials, from the cache or from the database.',
    labelNames: ['source'],
    registers: [this.registry],
  });

  private readonly refusals = new Counter({
    name: 'rate_limit_refusals_total',
    help: 'Requests refused because their caller was above the limit.',
    registers: [this.registry],
  });

  private readonly deliveries = new Counter({
    name: 'webhook_attempts_total',
    help: 'Attempts to deliver a webhook by what came of them: delivered, to be tried again, or failed for good.',
    labelNames: ['outcome'],
    registers: [this.registry],
  });

  constructor(prisma: PrismaService) {
    collectDefaultMetrics({ register: this.registry });
    const { pool } = prisma;
    new Gauge({
      name: 'database_connections',
      help: 'Connections of the pool by state, and requests that wait for one.',
      labelNames: ['state'],
      registers: [this.registry],
      collect() {
        this.set({ state: 'active' }, pool.totalCount - pool.idleCount);
        this.set({ state: 'idle' }, pool.idleCount);
        this.set({ state: 'waiting' }, pool.waitingCount);
      },
    });
    new Gauge({
      name: 'webhook_deliveries_due',
      help: 'Deliveries of all servers whose time has come and that nobody has taken.',
      registers: [this.registry],
      async collect() {
        // The other numbers are worth reading also while the database is away.
        const rows = await prisma.run(COUNT_DUE).catch(() => []);
        if (rows[0]) this.set(rows[0].count);
      },
    });
  }

  /**
   * Counts an answered request.
   *
   * @param route the pattern of the route, never the path: paths hold ids. `none` for unknown paths.
   * @param seconds how long it took.
   */
  countRequest(method: string, route: string, status: number, seconds: number): void {
    this.requests.inc({ method, route, status });
    this.durations.observe({ method, route }, seconds);
  }

  countLookup(source: 'cache' | 'database'): void {
    this.lookups.inc({ source });
  }

  countRefusal(): void {
    this.refusals.inc();
  }

  countDelivery(status: keyof typeof OUTCOMES): void {
    this.deliveries.inc({ outcome: OUTCOMES[status] });
  }

  /** The text that Prometheus scrapes, and its content type. */
  async exposition(): Promise<{ contentType: string; text: string }> {
    return { contentType: this.registry.contentType, text: await this.registry.metrics() };
  }
}
