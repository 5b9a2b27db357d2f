import { Module } from '@nestjs/common';
import { OrganizationsService } from './organizations.service.js';
import { OrganizationsTeamsController } from './organizations-teams.controller.js';

@Module({ controllers: [OrganizationsTeamsController], providers: [OrganizationsService] })
export class OrganizationsModule {}
