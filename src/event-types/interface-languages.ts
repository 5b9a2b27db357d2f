/** The languages that a booking page may have. The empty text: that of the visitor. */
export const INTERFACE_LANGUAGES = [
  '',
  ...'en ar az bg bn ca cs da de el es es-419 eu et fi fr he hu it ja km ko nl no pl pt-BR pt ro ru sk-SK sr sv tr uk vi zh-CN zh-TW'.split(
    ' ',
  ),
];
