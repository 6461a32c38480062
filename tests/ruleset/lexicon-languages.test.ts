import { describe, expect, it } from "vitest";
import type { NameMatch } from "../../src/model/rule-set.ts";
import { loadBuiltInRules } from "../../src/ruleset/built-in-rules.ts";
import { compileRuleSet } from "../../src/ruleset/compile-rule-set.ts";

const documents = await loadBuiltInRules(["phi"]);
const { lexicon } = compileRuleSet(documents);
const languages = ["en", "de", "fr", "nl", "es"] as const;

/** `condition` for a strong health.condition, `condition?` for a weak one; records in brackets. */
function print(matches: readonly NameMatch[]): string {
  const printed = matches.map(({ label, strength, kind }) => {
    const word = `${label.replace(/^health\./u, "")}${strength === "weak" ? "?" : ""}`;
    return kind === "record" ? `(${word})` : word;
  });
  return printed.length === 0 ? "nothing" : printed.join(" ");
}

function checkNames(table: string): void {
  const rows = table
    .trim()
    .split("\n")
    .map((line) => /^\s*(\S+)\s+(.*)$/u.exec(line)?.slice(1) ?? []);
  it.each(rows)("%s: %s", (name = "", expected = "") => {
    expect(print(lexicon.matchName(name))).toBe(expected);
  });
}

function checkSilent(names: string): void {
  it.each(names.trim().split(/\s+/u))("%s", (name) => {
    expect(print(lexicon.matchName(name))).toBe("nothing");
  });
}

describe("English: field names of records and forms", () => {
  checkNames(`
    onsetDateTime            condition
    clinical_status          condition
    dosageInstruction        medication
    medicationCodeableConcept medication
    causativeAgent           allergy
    vaccineCode              immunization
    encounterType            treatment
    obs_value                lab
    systolicBloodPressure    vitals
    weeksPregnant            reproductive
    cigarettesPerDay         substance
    geneMutation             genetic
    disabilityStatus         disability
    bday-year                identifier.dates
    tel-national             identifier.phone
    additional-name          identifier.name
    ssnLast4                 identifier.national_id
    patientMrn               identifier.record
    clinicalNotes            treatment
    fhirBundle               nothing
    conditionNames           condition?
    bodyWeight               vitals?
    diagnose                 condition
  `);
  checkSilent(`
    diagnostics diagnosticsChannel diagnoseNetwork preferredColor barChart initialChart ssoRecovery testOrder
    exportCondition2Url issueTracker regExpFlag bodyHeight hashCode localeCulture
  `);
});

describe("German", () => {
  checkNames(`
    krankheitsverlauf        condition
    Hauptdiagnose            condition
    diagnosecode             condition
    Rückenschmerzen          condition
    rueckenschmerzen         condition
    panikattacken            mental
    therapieErfahrung        mental
    medikamentenliste        medication
    wiederholungsrezept      medication
    behandlungsplan          treatment
    letztePeriode            reproductive
    schwangerschaftswoche    reproductive
    istSchwanger             reproductive
    hivTest                  sexual
    sexuelleOrientierung     gender
    alkoholkonsum            substance
    schwerbehindertenausweis disability
    gentest                  genetic
    vorgeschichte            family_history
    familienanamnese         family_history
    blutDruck                vitals
    systolischerWert         vitals
    patientenAlter           vitals
    laborwerte               lab
    arzttermin               appointment
    facharztgruppe           provider
    krankenVersicherung      insurance
    krankenversicherungsnummer insurance
    impfdatum                immunization
    lebensmittelallergie     allergy
    gesundheitsdaten         patient_role
    patientenliste           (patient_role)
    patientenname            identifier.name
    patientennummer          identifier.record
    geburtsdatum             identifier.dates
    e_mail_adresse           identifier.email
    handynummer              identifier.phone
    anamnesebogen            context.intake
    beschwerden              condition?
    gewicht                  vitals?
    rezept                   medication?
    angst                    mental?
    termin                   (appointment?)
    sucht                    substance?
  `);
  checkSilent(`
    fehlerbehandlung ausnahmebehandlung abhaengigkeit leistung beitrag rat sein tag besucht gesucht abstimmung bestimmung
    rezeption alkoholfrei diagnoseFehler diagnoseprotokolle zeigeDiagnose medikamentenanzahl PatientenKarte
    istPatientGeladen anzahlPatienten gesundheitspruefung alterTable dateigroesse verordnungsblattfarbe terminal
  `);
});

describe("French", () => {
  checkNames(`
    motifConsultation        condition
    motifs_de_consultation   condition
    symptômes                condition
    maladiesChroniques       condition
    est_diabetique           condition
    santéMentale             mental
    crisesDePanique          mental
    medicamentsPrescrits     medication
    plan_de_soins            treatment
    dateDernieresRegles      reproductive
    estEnceinte              reproductive
    statutVih                sexual
    orientationSexuelle      gender
    consommationAlcool       substance
    tauxInvalidite           disability
    testADN                  genetic
    antécédentsMédicaux      family_history
    tensionArterielle        vitals
    resultatsAnalyses        lab
    rendezVousMedical        appointment
    medecinTraitant          provider
    carteVitale              insurance
    statutVaccinal           immunization
    allergiesAlimentaires    allergy
    dossierMedical           patient_role
    listePatients            (patient_role)
    nomPatient               identifier.name
    numeroSecuriteSociale    identifier.national_id
    dateNaissance            identifier.dates
    formulairePatient        context.intake (patient_role)
    diagnostic               condition?
    traitement               treatment?
    taille                   vitals?
    ordonnance               medication?
    enceinte                 reproductive?
    nom                      identifier.name?
  `);
  checkSilent(`
    nombrePages erreurPatient nbPatients patienter position notice avis fichier invalide pansement regles constantes
    analyses scanner etat portable localisation afficherDiagnostic traitementParLot
  `);
});

describe("Dutch", () => {
  checkNames(`
    ziektebeeld              condition
    hoofddiagnose            condition
    diagnosecode             condition
    gezondheidsklachten      condition
    angststoornissen         mental
    depressieKlachten        mental condition
    medicijngebruik          medication
    behandelplannen          treatment
    isZwanger                reproductive
    laatsteMenstruatie       reproductive
    soaTest                  sexual
    seksueleGeaardheid       gender
    rookgedrag               substance
    rolstoel                 disability
    erfelijkheid             genetic
    familiegeschiedenis      family_history
    bloeddruk                vitals
    labuitslagen             lab
    doktersafspraken         appointment
    huisarts                 provider
    zorgverzekering          insurance
    verzekerdennummer        insurance
    vaccinatiestatus         immunization
    voedselallergieën        allergy
    medischDossier           patient_role
    patientenlijst           (patient_role)
    patientnaam              identifier.name
    bsn                      identifier.national_id
    geboortedatum            identifier.dates
    telefoonnummer           identifier.phone
    intakeformulier          context.intake
    klachten                 condition?
    behandeling              treatment?
    lengte                   vitals?
    recept                   medication?
    afspraken                (appointment?)
    arts                     (provider?)
  `);
  checkSilent(`
    smarts charts darts zorgvuldig alcoholvrij verslag receptie moe toon spanning aantalPatienten patientenAantal
    toonDiagnose diagnoseFout overgang opslaan straal
  `);
});

describe("Spanish", () => {
  checkNames(`
    motivoConsulta           condition
    diagnosticoPrincipal     condition
    enfermedadesCronicas     condition
    saludMental              mental
    ataquesDePanico          mental
    psicólogo                mental
    medicacionActual         medication
    planDeTratamiento        treatment
    fechaUltimaRegla         reproductive
    estaEmbarazada           reproductive
    pruebaVIH                sexual
    identidadGenero          gender
    consumoAlcohol           substance
    gradoDiscapacidad        disability
    pruebaGenetica           genetic
    antecedentes_medicos     family_history
    presionArterial          vitals
    resultadosLaboratorio    lab
    citaMedica               appointment
    especialidadMedica       provider
    obraSocial               insurance
    vacunas                  immunization
    tieneAlergias            allergy
    fichaMedica              patient_role
    pacientes                (patient_role)
    pacienteId               identifier.record
    nombrePaciente           identifier.name
    fechaNacimiento          identifier.dates
    telefonoMovil            identifier.phone
    correoElectronico        identifier.email
    cuestionarioSalud        context.intake patient_role?
    dolor                    condition?
    receta                   medication?
    peso                     vitals?
    sexo                     gender?
    cita                     (appointment?)
    seguro                   (insurance?)
  `);
  checkSilent(`
    tituloPaciente cantidadPacientes pesoArchivo curso mesa partido largo actual sesion estado resultado tos its ets
    pesoMexicano consultaSql mostrarDiagnostico
  `);
});

describe("texts in five languages", () => {
  it.each([
    ["Welche Medikamente nehmen Sie?", "medication"],
    ["Therapie gebucht", "mental"],
    ["Diagnoseprotokolle aktivieren", "nothing"],
    ["Quels sont vos antécédents familiaux ?", "family_history"],
    ["Veuillez patienter", "nothing"],
    ["Le code fourni est invalide ou a expiré.", "nothing"],
    ["Heeft u een allergie?", "allergy"],
    ["Zorgvuldig opslaan", "nothing"],
    ["Fecha de la última regla", "reproductive"],
    ["Lorem ipsum dolor sit amet", "nothing"],
    ["/therapie/angststoerungen", "mental"],
  ])("%s: %s", (text, expected) => {
    expect(print(lexicon.matchText(text).filter(({ strength }) => strength === "strong"))).toBe(expected);
  });
});

describe("the built-in lexicon", () => {
  const groups = documents.flatMap(({ content }) => content.lexicon?.terms ?? []);

  it("finds every term as it is written, with the label it is written for", () => {
    const lost = groups.flatMap((group) =>
      languages.flatMap((language) =>
        [...(group[language]?.strong ?? []), ...(group[language]?.weak ?? [])].filter((term) => {
          const text = term.replaceAll("*", "");
          return !lexicon.matchText(text).some(({ label }) => label === group.label);
        }),
      ),
    );
    expect(lost).toEqual([]);
  });

  it("has strong words for every kind of health data in every language", () => {
    const labelsOf = (language: (typeof languages)[number]): readonly string[] =>
      [
        ...new Set(
          groups
            .filter((group) => (group[language]?.strong ?? []).length > 0)
            .map(({ label }) => label)
            .filter((label) => label.startsWith("health")),
        ),
      ].sort();
    // The screening questionnaires have the same names everywhere.
    const expected = labelsOf("en").filter((label) => label !== "health.mental.screening");
    for (const language of languages)
      expect(
        labelsOf(language).filter((label) => label !== "health.mental.screening"),
        language,
      ).toEqual(expected);
  });
});
