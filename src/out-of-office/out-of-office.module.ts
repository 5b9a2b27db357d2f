import { Module } from '@nestjs/common';
import { WebhooksModule } from '../webhooks/webhooks.module.js';
import { OrganizationsUsersOOOController } from './out-of-office.controller.js';
import { OutOfOfficeRepository } from './out-of-office.repository.js';
import { OutOfOfficeService } from './out-of-office.service.js';

@Module({
  imports: [WebhooksModule],
  controllers: [OrganizationsUsersOOOController],
  providers: [OutOfOfficeService, OutOfOfficeRepository],
})
export class OutOfOfficeModule {}
