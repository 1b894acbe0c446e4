/**
 * The API's documentation on /docs: Swagger UI, told to use our own document and to send nothing anywhere else.
 */

const { SwaggerUIBundle } = /** @type {any} */ (window);

const preferred = matchMedia("(prefers-color-scheme: dark)");
/** Swagger UI knows two themes; high contrast is light or dark as the browser prefers. */
function follow() {
  const { theme } = document.documentElement.dataset;
  document.documentElement.classList.toggle("dark-mode", theme === "dark" || (theme !== "light" && preferred.matches));
}
preferred.addEventListener("change", follow);
new MutationObserver(follow).observe(document.documentElement, { attributeFilter: ["data-theme"] });
follow();

SwaggerUIBundle({
  url: "/openapi.json",
  dom_id: "#documentation",
  deepLinking: true,
  validatorUrl: null,
  defaultModelsExpandDepth: 0,
  tryItOutEnabled: true,
});
