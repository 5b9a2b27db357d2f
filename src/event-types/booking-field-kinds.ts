import type { ClassConstructor } from 'class-transformer';
import * as dto from './booking-fields-2024-06-14.dto.js';

/** The kinds of questions that are told by their `type`. */
export const FIELD_TYPES: Record<string, ClassConstructor<object>> = {
  name: dto.NameDefaultFieldInput_2024_06_14,
  splitName: dto.SplitNameDefaultFieldInput_2024_06_14,
  email: dto.EmailDefaultFieldInput_2024_06_14,
  phone: dto.PhoneFieldInput_2024_06_14,
  address: dto.AddressFieldInput_2024_06_14,
  text: dto.TextFieldInput_2024_06_14,
  number: dto.NumberFieldInput_2024_06_14,
  textarea: dto.TextAreaFieldInput_2024_06_14,
  select: dto.SelectFieldInput_2024_06_14,
  multiselect: dto.MultiSelectFieldInput_2024_06_14,
  multiemail: dto.MultiEmailFieldInput_2024_06_14,
  checkbox: dto.CheckboxGroupFieldInput_2024_06_14,
  radio: dto.RadioGroupFieldInput_2024_06_14,
  boolean: dto.BooleanFieldInput_2024_06_14,
  url: dto.UrlFieldInput_2024_06_14,
};

/** The system's questions that are told by their `slug`. */
export const FIELD_SLUGS: Record<string, ClassConstructor<object>> = {
  title: dto.TitleDefaultFieldInput_2024_06_14,
  location: dto.LocationDefaultFieldInput_2024_06_14,
  notes: dto.NotesDefaultFieldInput_2024_06_14,
  guests: dto.GuestsDefaultFieldInput_2024_06_14,
  rescheduleReason: dto.RescheduleReasonDefaultFieldInput_2024_06_14,
};

/** Types without a slug of their own. */
export const NAMELESS = ['name', 'splitName', 'email'];

/** In the order of the published document, which does not know the split name. */
export const DOCUMENTED_FIELDS: ClassConstructor<object>[] = [
  dto.NameDefaultFieldInput_2024_06_14,
  dto.EmailDefaultFieldInput_2024_06_14,
  dto.TitleDefaultFieldInput_2024_06_14,
  dto.LocationDefaultFieldInput_2024_06_14,
  dto.NotesDefaultFieldInput_2024_06_14,
  dto.GuestsDefaultFieldInput_2024_06_14,
  dto.RescheduleReasonDefaultFieldInput_2024_06_14,
  dto.PhoneFieldInput_2024_06_14,
  dto.AddressFieldInput_2024_06_14,
  dto.TextFieldInput_2024_06_14,
  dto.NumberFieldInput_2024_06_14,
  dto.TextAreaFieldInput_2024_06_14,
  dto.SelectFieldInput_2024_06_14,
  dto.MultiSelectFieldInput_2024_06_14,
  dto.MultiEmailFieldInput_2024_06_14,
  dto.CheckboxGroupFieldInput_2024_06_14,
  dto.RadioGroupFieldInput_2024_06_14,
  dto.BooleanFieldInput_2024_06_14,
  dto.UrlFieldInput_2024_06_14,
];
