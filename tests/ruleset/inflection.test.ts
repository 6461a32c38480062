import { describe, expect, it } from "vitest";
import { type Language, pluralsOf, singularsOf, withoutParticles } from "../../src/ruleset/lexicon/inflection.ts";
import { compileText } from "./compile-text.ts";

describe("plurals that more than an s is needed for", () => {
  it.each<[Language, string, string]>([
    ["en", "allergy", ""],
    ["de", "symptom", "symptome, symptomen"],
    ["de", "beschwerde", "beschwerden"],
    ["fr", "signe vital", "signes vitaux"],
    ["fr", "motif de consultation", "motifs de consultation"],
    ["fr", "bureau", "bureaux"],
    ["nl", "klacht", "klachten"],
    ["nl", "afspraak", "afspraken"],
    ["nl", "pil", "pillen, pilen"],
    ["nl", "ziekenhuis", "ziekenhuizen"],
    ["es", "vez", "veces"],
    ["es", "antecedente medico", "antecedentes medicos"],
  ])("%s %s: %s", (language, term, expected) => {
    const plurals = pluralsOf(term.split(" "), language);
    expect(plurals.map((plural) => plural.join(" ")).join(", ")).toBe(expected);
  });

  it.each([
    ["allergies", "allergie, allergy"],
    ["diseases", "disease, diseas"],
    ["symptoms", "symptom"],
    ["is", ""],
  ])("%s is the plural of %s", (word, expected) => {
    expect(singularsOf(word).join(", ")).toBe(expected);
  });
});

it("names leave particles out, unless one word would be left", () => {
  expect(withoutParticles(["date", "de", "naissance"], "fr")).toEqual(["date", "naissance"]);
  expect(withoutParticles(["en", "terapia"], "es")).toEqual(["en", "terapia"]);
});

describe("compounds", () => {
  const { lexicon } = compileText(`
lexicon:
  terms:
    - label: health.condition
      de: { strong: ["*diagnose*", "krank*", "sexuelle beschwerde", "sexuell*"], weak: [messwert] }
      notWhen: ["krankenwagen*"]
    - { label: identifier.name, en: { strong: [patient name], weak: [name] } }
    - { label: health.patient_role, kind: record, de: { strong: ["patient*"] } }
  suppress: { containers: [liste], suffixes: [anzahl] }
`);

  it.each([
    ["hauptdiagnose", "health.condition"],
    ["nebendiagnosen", "health.condition"],
    ["diagnosedatum", "health.condition"],
    ["patientenname", "identifier.name"],
    ["patientenliste", "health.patient_role"],
    ["patientenanzahl", ""],
    ["krankenwagenfahrt", ""],
    ["erkrankt", ""],
    ["xdiagnose", ""],
    ["sexuelleBeschwerden", "health.condition"],
    ["diagnoses", "health.condition"],
  ])("%s: %s", (name, expected) => {
    expect(
      lexicon
        .matchName(name)
        .map(({ label }) => label)
        .join(" "),
    ).toBe(expected);
  });
});
