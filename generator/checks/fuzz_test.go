package checks

import (
	"testing"
	"time"
	"unicode/utf8"

	"achyk/generator/finding"
)

// Whatever stands in a formula, the build goes on: it means nothing and is a
// finding, or every protocol gets a verdict.
func FuzzFormula(f *testing.F) {
	y, _ := tell(f, day("A1 took > 0\nA2 it > 0 | each: true")+
		"p-21,president,,manual,1,,,,80,30,29,1,30,0,10,20,,,\np-21,president,,device,1,,,,,30,,,29,1,9,20,,,\n"+
		"p-22,president,,manual,1,,,,70,20,20,,18,2,9,9,,,\np-22,mayor,,manual,1,,,,70,21,20,1,21,0,,,,,21\n"+
		"p-21,referendum,at-home,manual,1,,,,80,3,,3,2,1,,,1,1,\np-21,referendum,station,manual,1,,,,80,29,29,,28,1,,,20,8,\n"+
		"p-21,president,,summary,1,,,,80,30,29,1,30,0,10,20,,,\n"+
		"t-2,president,,manual,1,,,2027-01-25T10:00,150,50,,,48,2,19,29,,,\n", time.Time{})
	for _, formula := range []string{
		"took == station + if_printed(outside)", "votes_total == valid", "it == beneath.it", "took == device.took && invalid - device.invalid == device.votes_total - votes_total",
		"votes_total == 0 || votes_most < votes_total", "took == participation.count", "station == first.station", "it == summary.it", "summary.votes_total - manual.took == device.took", "[took, valid].all(x, x > 0)",
		"took / (listed - took) % 2 > -1", "took == 9223372036854775807 + listed", "(((took))) == 1", "took ? valid : invalid", "-took < !valid",
		"[1, 2, 3].map(x, [x].map(y, y + took)).size() in [1]", "'it' == \"took\"", "took == 0x1F || took != 1u", "b'\\x00' == r'\\q'", "took\n==//\nvalid", "", "\x00", ".took == 1", "`took` == 1",
		"[[[[[took]]]]] == [[[[[5]]]]]", "{1: took}", "a.b.c.d == took", "took.exists(x, x)", "if_printed(if_printed(took)) == 1", "@result == took", "__result__ == took",
		"took == at_home.took", "[took].exists_one(x, x == 1) == [took].filter(device, device > 1).all(y, true)", "true && took == 1", "took == 1 && took", "(took == 1) == (valid == 1)",
	} {
		f.Add(formula)
	}
	e := y.Election
	f.Fuzz(func(t *testing.T, formula string) {
		if !utf8.ValidString(formula) {
			return // election.yaml cannot hold it
		}
		for _, check := range e.Checks {
			check.Formula = formula
		}
		began := time.Now()
		r, err := Examine(y, nil)
		if err != nil {
			t.Fatal(err)
		}
		if took := time.Since(began); took > 5*time.Second {
			t.Errorf("it took %v", took)
		}
		for _, check := range e.Checks {
			told := 0
			for _, found := range r.Findings {
				if found.Record == check.Code && found.Code == finding.CheckFormula {
					told++
				}
			}
			verdicts := r.Total(check)
			if reads := r.Formula(check) != nil; reads == (told > 0) || told > 1 || (!reads && verdicts != (Count{})) {
				t.Errorf("%s: it reads: %v, findings %d, verdicts %v", check.Code, reads, told, verdicts)
			}
		}
		for _, l := range []List{Failing, Open} {
			for _, entry := range r.List(l, e.Root) {
				if entry.Judgement.Verdict != map[List]Verdict{Failing: Fails, Open: NotCheckable}[l] || len(entry.Judgement.Statements) == 0 {
					t.Errorf("on the list %s: %+v", l, entry.Judgement)
				}
			}
		}
	})
}
