import { z } from "zod";
import { settingsFileSchema } from "./settings-schema.ts";

/** The form of a settings file as a JSON Schema, for editors. Meanings, such as ports and vendors, are checked by phi-lint alone. */
export function settingsJsonSchema(): string {
  const schema = {
    $id: "https://github.com/phi-lint/phi-lint/blob/main/schema/phi-lint.schema.json",
    title: "Settings and rules of phi-lint",
    ...z.toJSONSchema(settingsFileSchema, { target: "draft-7", reused: "ref" }),
  };
  return `${JSON.stringify(schema, null, 2)}\n`;
}
