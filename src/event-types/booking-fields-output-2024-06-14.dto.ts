import { applyDecorators } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { ClassConstructor } from 'class-transformer';

// The booking form in answers, for the API documentation. The published document says less than is sent.

const text = ApiProperty({ type: String });
const optionalText = ApiPropertyOptional({ type: String });
const flag = ApiProperty({ type: Boolean });
const optionalFlag = ApiPropertyOptional({ type: Boolean });
const optionalObject = ApiPropertyOptional({ type: Object, description: 'In truth true or false.' });
const isDefault = ApiProperty({
  type: Object,
  description: 'In truth true or false: whether it is one of the system.',
});
const options = ApiProperty({ type: [String] });

const SYSTEM = {
  isDefault,
  type: text,
  slug: text,
  required: optionalFlag,
  hidden: optionalFlag,
  label: optionalText,
  placeholder: optionalText,
  disableOnPrefill: optionalFlag,
};
const OWN = {
  isDefault,
  type: text,
  slug: text,
  label: text,
  required: flag,
  hidden: flag,
  disableOnPrefill: optionalFlag,
};
const OWN_TEXT = { ...OWN, placeholder: text };
const OWN_CHOICE = { ...OWN, options };

/** A class of this name with these properties, of which only the documentation knows. */
function model(name: string, properties: Record<string, PropertyDecorator>): ClassConstructor<object> {
  const type = { [name]: class {} }[name] as ClassConstructor<object>;
  for (const [property, decorate] of Object.entries(properties)) {
    applyDecorators(decorate)(type.prototype as object, property);
  }
  return type;
}

const NAME = {
  isDefault,
  type: text,
  slug: text,
  label: text,
  placeholder: text,
  required: flag,
  disableOnPrefill: optionalFlag,
};

/** In the order of the published document. */
export const FIELD_OUTPUTS: ClassConstructor<object>[] = [
  model('NameDefaultFieldOutput_2024_06_14', NAME),
  model('EmailDefaultFieldOutput_2024_06_14', { ...SYSTEM, label: text, placeholder: text, required: optionalObject }),
  model('LocationDefaultFieldOutput_2024_06_14', {
    isDefault,
    type: text,
    slug: text,
    required: flag,
    hidden: flag,
    label: text,
  }),
  model('RescheduleReasonDefaultFieldOutput_2024_06_14', SYSTEM),
  model('TitleDefaultFieldOutput_2024_06_14', SYSTEM),
  model('NotesDefaultFieldOutput_2024_06_14', SYSTEM),
  model('GuestsDefaultFieldOutput_2024_06_14', SYSTEM),
  model('PhoneFieldOutput_2024_06_14', OWN_TEXT),
  model('AddressFieldOutput_2024_06_14', OWN_TEXT),
  model('TextFieldOutput_2024_06_14', OWN_TEXT),
  model('NumberFieldOutput_2024_06_14', OWN_TEXT),
  model('TextAreaFieldOutput_2024_06_14', OWN_TEXT),
  model('SelectFieldOutput_2024_06_14', { ...OWN_TEXT, options }),
  model('MultiSelectFieldOutput_2024_06_14', OWN_CHOICE),
  model('MultiEmailFieldOutput_2024_06_14', OWN_TEXT),
  model('CheckboxGroupFieldOutput_2024_06_14', OWN_CHOICE),
  model('RadioGroupFieldOutput_2024_06_14', OWN_CHOICE),
  model('BooleanFieldOutput_2024_06_14', OWN),
  model('UrlFieldOutput_2024_06_14', OWN_TEXT),
];
