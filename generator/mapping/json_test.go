package mapping

import "testing"

// JSON is written without the keys that have nothing to say, and before the
// first record without any.
func TestKeysThatAreNotThere(t *testing.T) {
	const config = `
sources:
  - files: "*.json"
    only: {state: ["", final]}
    values: {v: {from: "{reason}", table: {a: A}}}
    gives:
      - table: protocols
        fields: {commission: "p-{no}", contest: k, kind: "{v}", decision: "{remark}"}
        lines: {listed: listed}
`
	for _, c := range []struct {
		what           string
		files          map[string]string
		want, findings []string
	}{
		{
			what:  "nothing came yet",
			files: map[string]string{"a.json": "[]", "b.json": "[{}]"},
		},
		{
			what:  "one file has nothing in it yet",
			files: map[string]string{"a.json": "[]", "b.json": `[{"no": 7, "listed": 1, "reason": "a", "remark": "r", "state": "final"}]`},
			want:  []string{"commission=p-7 contest=k kind=A decision=r listed=1"},
			findings: []string{
				"I020 | election.yaml:4 | column=state | problem=none_empty",
			},
		},
		{
			what: "a key that one file lacks is an empty cell",
			files: map[string]string{
				"a.json": `[{"no": 7, "state": ""}]`, "b.json": `[{"no": 8, "listed": 1, "reason": "a", "remark": "r", "state": "final"}]`,
			},
			want: []string{"commission=p-7 contest=k", "commission=p-8 contest=k kind=A decision=r listed=1"},
		},
		{
			what:  "a key that all of them lack may have nothing to say yet",
			files: map[string]string{"a.json": `[{"no": 7, "listed": 1}]`},
			want:  []string{"commission=p-7 contest=k listed=1"},
			findings: []string{
				"I020 | election.yaml:4 | column=state | problem=no_such_key", "I020 | election.yaml:5 | column=reason | problem=no_such_key",
				"I020 | election.yaml:8 | column=remark | problem=no_such_key",
			},
		},
		{
			what:     "without the key of a count there is nothing to read",
			files:    map[string]string{"a.json": `[{"no": 7, "reason": "a", "remark": "r", "state": "", "Listed voters": 1}]`},
			findings: []string{"I012 | election.yaml:9 | column=listed | has=no, reason, remark, state, Listed voters | also a.json"},
		},
		{
			what:     "nor without the one that names the record",
			files:    map[string]string{"a.json": `[{"nr": 7, "listed": 1, "reason": "a", "remark": "r", "state": ""}]`},
			findings: []string{"I012 | election.yaml:8 | column=no | has=nr, listed, reason, remark, state | also a.json"},
		},
	} {
		t.Run(c.what, func(t *testing.T) {
			d := lay(t, config, c.files)
			same(t, "records", d.records(t, protocols), c.want)
			same(t, "findings", d.findings(), c.findings)
		})
	}
}

// What a record is named by may be derived: its key is needed all the same.
func TestKeysOfDerivedValuesAreNeeded(t *testing.T) {
	d := lay(t, "sources:\n- files: a.json\n  values: {u: {from: '{v}'}, v: {from: '{no}'}}\n  gives: [{table: commissions, fields: {id: '{u}', name_ru: '{name}'}}]\n",
		map[string]string{"a.json": `[{"nr": 7}]`})
	same(t, "findings", d.findings(), []string{
		"I012 | election.yaml:3 | column=no | has=nr | also a.json", "I020 | election.yaml:4 | column=name | problem=no_such_key",
	})
}

// A canonical table of JSON without a record is one with nothing in it yet.
func TestACanonicalTableWithoutARecord(t *testing.T) {
	for _, text := range []string{"[]", "[{}]"} {
		d := lay(t, "", map[string]string{"protocols.json": text})
		for s, err := range d.plan.Streams(protocols) {
			t.Errorf("%s gives a stream with %d columns, %v", text, len(s.Columns), err)
		}
		same(t, text, append(d.findings(), d.records(t, protocols)...), nil)
		if !d.plan.Has(protocols) {
			t.Errorf("%s: nobody would know that there is such a table", text)
		}
	}
}

// Where a path leads nowhere the file may be right, and the path wrong.
func TestAPathThatLeadsNowhere(t *testing.T) {
	d := lay(t, `
sources:
  - files: a.json
    path: protocol.votes
    gives: [{table: protocols, fields: {commission: "p-{no}"}}]
`, map[string]string{"a.json": `[{"no": 7, "votes": []}]`})
	same(t, "records", d.records(t, protocols), nil)
	same(t, "findings", d.findings(), []string{"I015 | a.json | problem=path | has=no, votes | path=protocol.votes | also election.yaml:4"})
}
