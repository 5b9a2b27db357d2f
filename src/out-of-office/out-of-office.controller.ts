import { applyDecorators, Body, Controller, Delete, Get, Param, Patch, Post, Query, UseGuards } from '@nestjs/common';
import { ApiCreatedResponse, ApiHeader, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { type ApiResponse, success } from '../common/api-response.js';
import { NumericIdPipe } from '../common/numeric-id.pipe.js';
import { OrganizationUserGuard } from './organization-user.guard.js';
import * as dto from './out-of-office.dto.js';
import {
  CreateOutOfOfficeEntryDto,
  GetOrgUsersOutOfOfficeEntryFiltersDTO,
  GetOutOfOfficeEntryFiltersDTO,
  UpdateOutOfOfficeEntryDto,
} from './out-of-office.dto.js';
import { OutOfOfficeService } from './out-of-office.service.js';

const OrgId = (): MethodDecorator =>
  ApiParam({ name: 'orgId', type: Number, required: true, description: 'Id of the organization.' });
const UserId = (): MethodDecorator =>
  applyDecorators(OrgId(), ApiParam({ name: 'userId', type: Number, required: true, description: 'Whose absence.' }));
const OooId = (): MethodDecorator =>
  applyDecorators(UserId(), ApiParam({ name: 'oooId', type: Number, required: true, description: 'Id of the entry.' }));

/** When the people of an organization cannot be booked: for those in charge of it, and for each of them. */
@Controller('/v2/organizations/:orgId')
@UseGuards(OrganizationUserGuard)
@ApiTags('Orgs / Users / OOO')
@ApiHeader({ name: 'Authorization', required: false, description: '`Bearer <token>`: an API key or an access token.' })
@ApiHeader({ name: 'x-cal-secret-key', required: false, description: 'Secret of an OAuth client.' })
@ApiHeader({ name: 'x-cal-client-id', required: false, description: 'Id of the OAuth client.' })
export class OrganizationsUsersOOOController {
  constructor(private readonly entries: OutOfOfficeService) {}

  @Get('/users/:userId/ooo')
  @UserId()
  @ApiOperation({ summary: "List a person's absences" })
  @ApiOkResponse({ type: dto.UserOoosOutputResponseDto })
  async getOrganizationUserOOO(
    @Param('userId', NumericIdPipe) userId: number,
    @Query() filters: GetOutOfOfficeEntryFiltersDTO,
  ): Promise<ApiResponse<dto.UserOooOutputDto[]>> {
    return success(await this.entries.list(userId, filters));
  }

  @Post('/users/:userId/ooo')
  @UserId()
  @ApiOperation({ summary: 'Enter an absence', description: 'Whole days, in which the person cannot be booked.' })
  @ApiCreatedResponse({ type: dto.UserOooOutputResponseDto })
  async createOrganizationUserOOO(
    @Param('orgId', NumericIdPipe) orgId: number,
    @Param('userId', NumericIdPipe) userId: number,
    @Body() body: CreateOutOfOfficeEntryDto,
  ): Promise<ApiResponse<dto.UserOooOutputDto>> {
    return success(await this.entries.create(orgId, userId, body));
  }

  @Patch('/users/:userId/ooo/:oooId')
  @OooId()
  @ApiOperation({ summary: 'Change an absence', description: 'What is left out stays; the days come as a pair.' })
  @ApiOkResponse({ type: dto.UserOooOutputResponseDto })
  async updateOrganizationUserOOO(
    @Param('orgId', NumericIdPipe) orgId: number,
    @Param('userId', NumericIdPipe) userId: number,
    @Param('oooId', NumericIdPipe) oooId: number,
    @Body() body: UpdateOutOfOfficeEntryDto,
  ): Promise<ApiResponse<dto.UserOooOutputDto>> {
    return success(await this.entries.update(orgId, userId, oooId, body));
  }

  @Delete('/users/:userId/ooo/:oooId')
  @OooId()
  @ApiOperation({ summary: 'Remove an absence' })
  @ApiOkResponse({ type: dto.UserOooOutputResponseDto })
  async deleteOrganizationUserOOO(
    @Param('userId', NumericIdPipe) userId: number,
    @Param('oooId', NumericIdPipe) oooId: number,
  ): Promise<ApiResponse<dto.UserOooOutputDto>> {
    return success(await this.entries.delete(userId, oooId));
  }

  @Get('/ooo')
  @OrgId()
  @ApiOperation({ summary: "List the absences of an organization's people" })
  @ApiOkResponse({ type: dto.UserOoosOutputResponseDto })
  async getOrganizationUsersOOO(
    @Param('orgId', NumericIdPipe) orgId: number,
    @Query() filters: GetOrgUsersOutOfOfficeEntryFiltersDTO,
  ): Promise<ApiResponse<dto.UserOooOutputDto[]>> {
    return success(await this.entries.listInOrganization(orgId, filters));
  }
}
