import { type DynamicModule, Module } from '@nestjs/common';
import { Clock, SystemClock } from '../common/clock.js';
import { SETTINGS, type Settings } from './settings.js';

/** Makes the settings and the clock injectable everywhere. */
@Module({})
export class ConfigModule {
  static with(settings: Settings, clock: Clock = new SystemClock()): DynamicModule {
    const providers = [
      { provide: SETTINGS, useValue: settings },
      { provide: Clock, useValue: clock },
    ];
    return { module: ConfigModule, global: true, providers, exports: providers.map(({ provide }) => provide) };
  }
}
