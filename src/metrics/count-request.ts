import { type RequestObserver, routeOf } from '../common/observe-requests.js';
import type { MetricsService } from './metrics.service.js';

/** Counts every answered request by its route. */
export function countRequest(metrics: MetricsService): RequestObserver {
  return (request, response, milliseconds) => {
    if (!response.writableFinished) return;
    metrics.countRequest(request.method, routeOf(request) ?? 'none', response.statusCode, milliseconds / 1000);
  };
}
