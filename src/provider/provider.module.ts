import { Module } from '@nestjs/common';
import { ProviderController } from './provider.controller.js';
import { ProviderRepository } from './provider.repository.js';
import { ProviderService } from './provider.service.js';

@Module({ controllers: [ProviderController], providers: [ProviderService, ProviderRepository] })
export class ProviderModule {}
