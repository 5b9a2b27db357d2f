// The page at /docs/: Swagger UI with files from this server only, no inline script and no inline style of our own.

/** Files of the package swagger-ui-dist that the page needs. */
export const SWAGGER_UI_FILES = ['swagger-ui.css', 'swagger-ui-bundle.js', 'favicon-32x32.png'];

export const PAGE = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Managed Users Server: API documentation</title>
    <link rel="icon" type="image/png" href="favicon-32x32.png">
    <link rel="stylesheet" href="swagger-ui.css">
    <link rel="stylesheet" href="page.css">
  </head>
  <body>
    <main id="docs"></main>
    <noscript>This page needs JavaScript. The description of the API for programs is at <a href="../docs-json">docs-json</a>.</noscript>
    <script src="swagger-ui-bundle.js"></script>
    <script type="module" src="page.js"></script>
  </body>
</html>
`;

export const STYLE = `body { margin: 0; }
noscript { display: block; padding: 2rem; font-family: sans-serif; }
`;

// The secret is entered once, under "Authorize". As a required field of each operation it would stand in the way of
// everybody who has an API key instead, so the page does not show it there.
export const SCRIPT = `const description = await (await fetch('../docs-json')).json();
for (const methods of Object.values(description.paths)) {
  for (const operation of Object.values(methods)) {
    operation.parameters = operation.parameters?.filter(({ name }) => name !== 'x-cal-secret-key');
  }
}
SwaggerUIBundle({
  spec: description,
  dom_id: '#docs',
  deepLinking: true,
  displayRequestDuration: true,
  defaultModelsExpandDepth: 0,
  tryItOutEnabled: true,
});
`;
