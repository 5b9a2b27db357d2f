import { type CanActivate, Controller, Get, Param, UseGuards } from '@nestjs/common';
import { Public } from '../../src/auth/auth.guard.js';
import { type Caller, CurrentCaller } from '../../src/auth/caller.js';
import type { Settings } from '../../src/config/settings.js';
import { startTestApp, type TestApp } from './test-app.js';

/** What `GET /v2/probe/run/<name>` does. */
export type Probes = Record<string, () => unknown>;

/** A guard that only answers "no". */
class Never implements CanActivate {
  canActivate(): boolean {
    return false;
  }
}

/**
 * The application as `startTestApp` makes it, with routes for what no real route shows: `/v2/probe/caller` tells who is
 * calling and has no client id in its path, `/v2/probe/never` is guarded by a plain "no", `/v2/probe/run/<name>` runs a
 * function of the test.
 */
export async function startProbeApp(probes: Probes = {}, overrides: Partial<Settings> = {}): Promise<TestApp> {
  @Controller('/v2/probe')
  class ProbeController {
    @Get('/caller')
    caller(@CurrentCaller() caller: Caller): Caller {
      return caller;
    }

    @Get('/never')
    @Public()
    @UseGuards(Never)
    never(): string {
      return 'never';
    }

    @Get('/run/:name')
    @Public()
    run(@Param('name') name: string): unknown {
      return probes[name]?.();
    }
  }

  return startTestApp(overrides, [ProbeController]);
}
