import { describe, expect, it } from "vitest";
import { tokenize } from "../../src/ruleset/lexicon/tokenize.ts";

describe("tokenize", () => {
  it.each([
    ["patientName", "patient name"],
    ["PatientName", "patient name"],
    ["patient_name", "patient name"],
    ["patient-name.first/last", "patient name first last"],
    ["phq9Score", "phq 9 score"],
    ["PHQ9Score", "phq 9 score"],
    ["HbA1c", "hb a 1 c"],
    ["XMLHttpRequest", "xml http request"],
    ["patientIDs", "patient ids"],
    ["userURLsList", "user urls list"],
    ["userID", "user id"],
    ["eMail", "e mail"],
    ["$current", "current"],
    ["__init__", "init"],
    ["Größe", "grosse"],
    ["prénomÉpouse", "prenom epouse"],
    ["", ""],
    ["--", ""],
    ["a1", "a 1"],
  ])("%s is %s", (name, tokens) => {
    expect(tokenize(name).join(" ")).toBe(tokens);
  });
});
