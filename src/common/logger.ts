import type { LoggerService } from '@nestjs/common';
import { type Logger, pino } from 'pino';

export type { Logger } from 'pino';

/** Lines are written together, so many bytes or milliseconds at a time: one call of the system for each costs too much. */
const BUFFER = { minLength: 4_096, periodicFlush: 200 };

/** A logger that writes one JSON line a message to standard output, warnings and worse at once. */
export function createLogger(
  level: string,
  destination = pino.destination({ dest: 1, sync: false, ...BUFFER }),
): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: levelName },
      hooks: {
        logMethod(args, method, importance) {
          method.apply(this, args);
          if (importance >= WARN) this.flush();
        },
      },
    },
    destination,
  );
}

const WARN = 40;

const levelName = (label: string): { level: string } => ({ level: label });

/** Sends Nest's own messages, warnings and worse, to the logger. */
export function nestLogger(logger: Logger): LoggerService {
  return {
    log: () => undefined,
    warn: (message: unknown, context?: string) => logger.warn({ context }, String(message)),
    error: (message: unknown, stack?: string, context?: string) => logger.error({ context, stack }, String(message)),
    fatal: (message: unknown, context?: string) => logger.fatal({ context }, String(message)),
  };
}
