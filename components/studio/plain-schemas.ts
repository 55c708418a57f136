/**
 * Tells zod not to compile schemas. Else each tries, when it is made, whether code may be made of text, which the page's
 * policy forbids and the browser reports. Set where zod looks before it is loaded: the bundler puts it and the schemas
 * into one module, in front of which nothing of zod's own can be called.
 */
Object.assign(globalThis, { __zod_globalConfig: { jitless: true } });
