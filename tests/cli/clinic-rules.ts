/** Settings of an imaginary clinic, without anything that is built in. */
export const clinicRules = `
presets: []
healthContext: "yes"
sources: [{ id: answers, callee: "get*", ports: [return], labels: [health.mental] }, { id: words, name: [diagnosis, mood], labels: [health.condition] }]
vendors: [{ id: acme-ads, name: Acme Ads, class: advertising }, { id: acme-stats, name: Acme Stats, class: analytics }]
sinks:
  - { id: acme/send, vendor: acme-ads, callee: send, ports: { args: payload } }
  - { id: acme/report, vendor: acme-stats, callee: report, ports: { args: payload } }
`;
