import { ArrayMaxSize, IsArray, IsIn, IsNotEmpty, IsObject, IsOptional, Min, ValidateBy } from 'class-validator';
import { isStorable } from '../common/validation.js';
import { FIELD_TYPES } from './booking-field-kinds.js';
import { Kept, ListOfParts, MAX_PARTS } from './component-parts.dto.js';
import { isObject } from './input-check.js';
import { OptionalFlag, OptionalInt, OptionalString, RequiredString } from './properties.js';

class FieldOption {
  @RequiredString()
  label: string;

  @RequiredString()
  value: string;

  @Min(0)
  @IsOptional()
  price?: number;
}

/** The types of questions: those of 2024-06-14, and how the system asks for the place. */
const TYPES = [...Object.keys(FIELD_TYPES).filter((type) => type !== 'splitName'), 'radioInput'];
const WITH_OPTIONS = ['select', 'multiselect', 'checkbox', 'radio'];

/** Whether the components could draw the inputs of a question. */
function isVariantsConfig(value: unknown): boolean {
  if (!isObject(value) || !isObject(value['variants'])) return false;
  return Object.values(value['variants']).every(
    (variant) => isObject(variant) && Array.isArray(variant['fields']) && variant['fields'].every(isVariantField),
  );
}

function isVariantField(field: unknown): boolean {
  if (!isObject(field) || typeof field['name'] !== 'string' || typeof field['type'] !== 'string') return false;
  const texts = [field['label'], field['placeholder']];
  return (
    ['undefined', 'boolean'].includes(typeof field['required']) &&
    texts.every((text) => text === undefined || typeof text === 'string')
  );
}

const NeedsOptions = (): PropertyDecorator =>
  ValidateBy({
    name: 'needsOptions',
    validator: {
      validate: (type, args) =>
        !WITH_OPTIONS.includes(String(type)) || Array.isArray((args?.object as ComponentField).options),
      defaultMessage: (args) => `options must be an array for the type ${String(args?.value)}`,
    },
  });

const IsVariantsConfig = (): PropertyDecorator =>
  ValidateBy({
    name: 'isVariantsConfig',
    validator: {
      validate: (value) => isVariantsConfig(value) && isStorable(value),
      defaultMessage: () => 'variantsConfig must have variants, each with fields that have a name and a type',
    },
  });

/** A question of the booking form. */
export class ComponentField {
  @IsNotEmpty()
  @RequiredString()
  name: string;

  @NeedsOptions()
  @IsIn(TYPES)
  type: string;

  @OptionalString()
  editable?: string;

  @OptionalFlag()
  required?: boolean;

  @OptionalFlag()
  hidden?: boolean;

  @OptionalString()
  label?: string;

  /** Made of the label whenever the form is shown; what is sent is not kept. */
  @OptionalString()
  labelAsSafeHtml?: string;

  @OptionalString()
  placeholder?: string;

  @OptionalString()
  defaultLabel?: string;

  @OptionalString()
  defaultPlaceholder?: string;

  @OptionalFlag()
  disableOnPrefill?: boolean;

  @ListOfParts(FieldOption)
  options?: FieldOption[];

  @Kept()
  @IsObject()
  @IsOptional()
  optionsInputs?: object;

  @OptionalFlag()
  hideWhenJustOneOption?: boolean;

  @OptionalString()
  getOptionsAt?: string;

  @Kept()
  @ArrayMaxSize(MAX_PARTS)
  @IsObject({ each: true })
  @IsArray()
  @IsOptional()
  sources?: object[];

  @Kept()
  @ArrayMaxSize(MAX_PARTS)
  @IsObject({ each: true })
  @IsArray()
  @IsOptional()
  views?: object[];

  @OptionalString()
  variant?: string;

  @IsVariantsConfig()
  @IsOptional()
  variantsConfig?: object;

  @OptionalInt(0)
  minLength?: number;

  @OptionalInt(0)
  maxLength?: number;

  @Min(0)
  @IsOptional()
  price?: number;

  @OptionalString()
  excludeEmails?: string;

  @OptionalString()
  requireEmails?: string;
}
