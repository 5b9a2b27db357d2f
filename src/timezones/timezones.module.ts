import { Module } from '@nestjs/common';
import { TimezonesController } from './timezones.controller.js';

@Module({ controllers: [TimezonesController] })
export class TimezonesModule {}
