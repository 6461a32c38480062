import { describe, expect, it } from "vitest";
import type { Lexicon, NameMatch } from "../../src/model/rule-set.ts";
import { loadRuleSet } from "../../src/ruleset/load-rule-set.ts";
import { compileText } from "./compile-text.ts";

const { lexicon } = await loadRuleSet({ presets: ["phi"], documents: [] });

/** `health.mental strong`, and `record` where only the whole is sensitive. */
function print(matches: readonly NameMatch[]): string {
  const printed = matches.map(
    ({ label, strength, kind }) => `${label} ${strength}${kind === "record" ? " record" : ""}`,
  );
  return printed.length === 0 ? "nothing" : printed.join(", ");
}

function check(match: keyof Lexicon, rows: readonly (readonly [string, string])[]): void {
  it.each(rows)("%s: %s", (text, expected) => {
    expect(print(lexicon[match](text))).toBe(expected);
  });
}

describe("names that hold health data", () => {
  check("matchName", [
    ["diagnosis", "health.condition strong"],
    ["patientDiagnosis", "health.condition strong"],
    ["primary_diagnosis_code", "health.condition strong"],
    ["diagnoses", "health.condition strong"],
    ["icd10", "health.condition strong"],
    ["phq9", "health.mental.screening strong"],
    ["phq9_q1", "health.mental.screening strong"],
    ["PHQ9", "health.mental.screening strong"],
    ["hba1c", "health.vitals strong"],
    ["HbA1c", "health.vitals strong"],
    ["hb_a1_c", "health.vitals strong"],
    ["drugName", "health.medication strong"],
    ["currentMedications", "health.medication strong"],
    ["therapist-notes", "health.mental strong, health.treatment strong"],
    ["lastPeriodDate", "health.reproductive strong"],
    ["hivStatus", "health.sexual strong"],
    ["bloodPressure", "health.vitals strong"],
    ["insuranceProvider", "health.insurance strong"],
    ["typeOfCare", "health.appointment strong"],
    ["medicalHistory", "health.family_history strong"],
    ["vaccines", "health.immunization strong"],
    ["symptomLog", "health.condition strong, context.intake strong"],
  ]);
});

describe("answers", () => {
  check("matchName", [
    ["isPregnant", "health.reproductive strong"],
    ["hasDepression", "health.mental strong"],
    ["is_hospitalized", "health.treatment strong"],
    ["wasInTherapyBefore", "health.mental strong"],
    ["hasEmail", "nothing"],
    ["isPatient", "nothing"],
    ["hasPatientRecord", "nothing"],
    ["isMedicationSelected", "nothing"],
    ["isLoadingPatient", "nothing"],
    ["isCondition", "nothing"],
  ]);
});

describe("people, records and their parts", () => {
  check("matchName", [
    ["patient", "health.patient_role strong record"],
    ["selectedPatient", "health.patient_role strong record"],
    ["patientData", "health.patient_role strong record"],
    ["patients", "health.patient_role strong record"],
    ["patientEmail", "identifier.email strong"],
    ["patientId", "identifier.record strong"],
    ["patientIDs", "identifier.record strong"],
    ["patientCity", "identifier.address strong"],
    ["patientWeight", "health.vitals strong"],
    ["patientState", "identifier.address weak"],
    ["appointment", "health.appointment weak record"],
    ["user", "identifier.person weak record"],
    ["member", "identifier.person weak record"],
    ["userId", "identifier.user weak"],
    ["participantId", "identifier.user weak"],
  ]);
});

describe("identifiers", () => {
  check("matchName", [
    ["firstName", "identifier.name strong"],
    ["last_name", "identifier.name strong"],
    ["patientName", "identifier.name strong"],
    ["name", "identifier.name weak"],
    ["fileName", "nothing"],
    ["email", "identifier.email strong"],
    ["e-mail", "identifier.email strong"],
    ["hashedEmail", "identifier.email strong"],
    ["phoneNumber", "identifier.phone strong"],
    ["DOB", "identifier.dates strong"],
    ["dateOfBirth", "identifier.dates strong"],
    ["ssn", "identifier.national_id strong"],
    ["mrn", "identifier.record strong"],
    ["zipCode", "identifier.address strong"],
    ["zip", "identifier.address weak"],
    ["deviceId", "identifier.device strong"],
    ["ipAddress", "identifier.ip strong"],
    ["walletAddress", "nothing"],
  ]);
});

describe("weak words stay weak", () => {
  check("matchName", [
    ["condition", "health.condition weak"],
    ["weight", "health.vitals weak"],
    ["treatment", "health.treatment weak"],
    ["concern", "health.condition weak"],
    ["answers", "context.questionnaire weak"],
  ]);
});

describe("names that hold nothing", () => {
  check(
    "matchName",
    [
      "diagnostics",
      "showPrescriptionModal",
      "isLoadingPatient",
      "PatientCard",
      "PatientListItem",
      "formatDate",
      "webVitals",
      "reportWebVitals",
      "useReportWebVitals",
      "WEB_VITALS_THRESHOLDS",
      "DIAGNOSIS_OPTIONS",
      "diagnosisOptions",
      "medicationCount",
      "prescriptionError",
      "patientFormSchema",
      "patientsLoading",
      "setDiagnosis",
      "getDiagnosis",
      "handleSymptomChange",
      "onMedicationSelect",
      "fontWeight",
      "strokeWidth",
      "httpStatus",
      "healthCheck",
      "result",
      "iPhone",
      "disabled",
      "mutation",
      "",
      "_",
      "550e8400-e29b-41d4-a716-446655440000",
      "yyyyMMdd",
      "AAgBCGoQNiEIIAQoAgwhCiACQRhqIAQ",
    ].map((name) => [name, "nothing"] as const),
  );
});

describe("functions by what they give back", () => {
  check("matchCallee", [
    ["getDiagnosis", "health.condition strong"],
    ["api.getDiagnosisForPatient", "health.condition strong"],
    ["useMedications", "health.medication strong"],
    ["calcPHQ9Score", "health.mental.screening strong, health.condition strong"],
    ["fetchPatientById", "health.patient_role strong record"],
    ["getUserEmail", "identifier.email strong"],
    ["diagnosis", "health.condition strong"],
    ["isPregnant", "health.reproductive strong"],
    ["setDiagnosis", "nothing"],
    ["handleSymptomChange", "nothing"],
    ["savePrescription", "nothing"],
    ["parseDate", "nothing"],
    ["get", "nothing"],
  ]);
});

describe("texts", () => {
  check("matchText", [
    ["R_SELECT_LAST_PERIOD_DATE", "health.reproductive strong"],
    ["R_SELECT_CYCLE_LENGTH", "health.reproductive strong"],
    ["Log period-save", "health.reproductive strong"],
    ["Paid: Weekly Therapy", "health.mental strong"],
    ["Drug Name", "health.medication strong"],
    ["health-TypeOfCare", "health.patient_role weak, health.appointment strong"],
    ["Do you feel depressed?", "health.mental strong"],
    ["/conditions/anxiety", "health.condition weak, health.mental strong"],
    ["Find a doctor near you", "context.intake strong, health.provider weak record"],
    ["Date of birth", "identifier.dates strong"],
    ["Please be patient", "nothing"],
    ["use it in other places", "nothing"],
    ["the rapist", "nothing"],
    ["Core Web Vitals", "nothing"],
    ["PageView", "nothing"],
    ["550e8400-e29b-41d4-a716-446655440000", "nothing"],
  ]);
});

describe("other languages", () => {
  const { lexicon: german } = compileText(`
lexicon:
  terms:
    - label: health.condition
      de: { strong: ["*diagnose*", "befund*", "rueckenschmerz*", "geschlecht"] }
      fr: { strong: [motif de consultation] }
`);

  it.each([
    ["Hauptdiagnose", 1],
    ["befundDatum", 1],
    ["Befunde", 1],
    ["rückenschmerzen", 1],
    ["motif_de_consultation", 1],
    ["diagno", 0],
    ["unbefundet", 0],
  ])("%s", (name, count) => {
    expect(german.matchName(name)).toHaveLength(count);
  });
});

describe("a word list that users add to", () => {
  it("keeps the strong reading and takes words away by homonyms", () => {
    const { lexicon: own } = compileText(`
lexicon:
  terms:
    - { label: health.mental, en: { weak: [mood] }, notWhen: [mood board] }
    - { label: health.mental, en: { strong: [mood, glow] } }
  homonyms: [after glow]
`);
    expect(own.matchName("mood")).toMatchObject([{ label: "health.mental", strength: "strong" }]);
    expect(own.matchName("moodBoard")).toEqual([]);
    expect(own.matchName("afterGlow")).toEqual([]);
    expect(own.matchText("an after glow")).toEqual([]);
  });

  it("answers the same again", () => {
    expect(lexicon.matchName("diagnosis")).toBe(lexicon.matchName("diagnosis"));
    expect(lexicon.matchText("Weekly Therapy")).toBe(lexicon.matchText("Weekly Therapy"));
  });
});
