import { Body, Controller, Delete, Get, Param, Patch, Post, UseGuards } from '@nestjs/common';
import { ApiCreatedResponse, ApiHeader, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { Permissions } from '../auth/permissions.guard.js';
import { type ApiResponse, success } from '../common/api-response.js';
import { NumericIdPipe } from '../common/numeric-id.pipe.js';
import { EventTypeOwnerGuard } from '../event-types/event-type-owner.guard.js';
import * as dto from './private-links.dto.js';
import { CreatePrivateLinkInput, UpdatePrivateLinkBody } from './private-links.dto.js';
import { PrivateLinksService } from './private-links.service.js';

const LINK_ID = { name: 'linkId', type: String, description: 'The random part of the address.' };

// improve: private-links.versions — the original serves them only to callers who name no newer version.
/** The private links of the caller's event types. */
@Controller('/v2/event-types/:eventTypeId/private-links')
@ApiTags('Event Types Private Links')
@ApiParam({ name: 'eventTypeId', type: Number, required: true, description: 'Id of the event type.' })
@ApiHeader({ name: 'Authorization', required: true, description: '`Bearer <token>`: an API key or an access token.' })
export class EventTypesPrivateLinksController {
  constructor(private readonly links: PrivateLinksService) {}

  @Post()
  @UseGuards(EventTypeOwnerGuard)
  @Permissions('EVENT_TYPE_WRITE')
  @ApiOperation({ summary: 'Create a private link', description: 'With one of the limits, or for one booking.' })
  @ApiCreatedResponse({ type: dto.CreatePrivateLinkOutput })
  async createPrivateLink(
    @Param('eventTypeId', NumericIdPipe) eventTypeId: number,
    @Body() body: CreatePrivateLinkInput,
  ): Promise<ApiResponse<dto.PrivateLinkOutput>> {
    return success(await this.links.create(eventTypeId, body));
  }

  @Get()
  @UseGuards(EventTypeOwnerGuard)
  @Permissions('EVENT_TYPE_READ')
  @ApiOperation({ summary: 'List the private links of an event type' })
  @ApiOkResponse({ type: dto.GetPrivateLinksOutput })
  async getPrivateLinks(
    @Param('eventTypeId', NumericIdPipe) eventTypeId: number,
  ): Promise<ApiResponse<dto.PrivateLinkOutput[]>> {
    return success(await this.links.list(eventTypeId));
  }

  @Patch('/:linkId')
  @UseGuards(EventTypeOwnerGuard)
  @Permissions('EVENT_TYPE_WRITE')
  @ApiOperation({ summary: 'Change the limit of a private link' })
  @ApiParam(LINK_ID)
  @ApiOkResponse({ type: dto.UpdatePrivateLinkOutput })
  async updatePrivateLink(
    @Param('eventTypeId', NumericIdPipe) eventTypeId: number,
    @Param('linkId') linkId: string,
    @Body() body: UpdatePrivateLinkBody,
  ): Promise<ApiResponse<dto.PrivateLinkOutput>> {
    return success(await this.links.update(eventTypeId, linkId, body));
  }

  @Delete('/:linkId')
  @UseGuards(EventTypeOwnerGuard)
  @Permissions('EVENT_TYPE_WRITE')
  @ApiOperation({ summary: 'Delete a private link' })
  @ApiParam(LINK_ID)
  @ApiOkResponse({ type: dto.DeletePrivateLinkOutput })
  async deletePrivateLink(
    @Param('eventTypeId', NumericIdPipe) eventTypeId: number,
    @Param('linkId') linkId: string,
  ): Promise<ApiResponse<{ linkId: string; message: string }>> {
    return success(await this.links.delete(eventTypeId, linkId));
  }
}
