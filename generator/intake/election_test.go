package intake

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"achyk/generator/election"
	"achyk/generator/wording"
)

// tree is the commissions of an election, each beneath its parent's name.
func tree(e *election.Election) []string {
	var lines []string
	if e != nil {
		for _, c := range e.Commissions {
			above := "-"
			if c.Parent != nil {
				above = c.Parent.ID
			}
			lines = append(lines, above+" > "+c.ID)
		}
	}
	return lines
}

func TestCommissions(t *testing.T) {
	all := tree(only(read(t, small)))
	const head = "id,level,parent,number,name_ky,name_ru,kind,time_zone,not_before\n"
	rows := strings.SplitAfter(strings.TrimPrefix(small["commissions.csv"], head), "\n")
	cec, north, p1, p2 := rows[0], rows[1], rows[2], rows[3]
	for _, test := range []struct {
		name, text string
		found      []string // of the commissions alone
		tree       []string
	}{
		{"parents may stand after their children", head + p2 + p1 + north + cec, nil, all},
		{"a level can be left out", head + cec + north + strings.Replace(p1, "north", "cec", 1) + p2, nil, []string{"- > cec", "cec > north", "north > p-2", "cec > p-1"}},
		{"an unknown parent withholds what is beneath it, and says so for each", head + cec + strings.Replace(north, "cec", "ces", 1) + p1 + p2,
			[]string{"I207 commissions.csv:C3 [north]", "I207 commissions.csv:C4 [p-1]", "I207 commissions.csv:C5 [p-2]"}, all[:1]},
		{"a parent of the same level", head + cec + north + p1 + strings.Replace(p2, "north", "p-1", 1), []string{"I208 commissions.csv:C5 & commissions.csv:A4 [p-2]"}, all[:3]},
		{"a parent of itself", head + cec + north + p1 + strings.Replace(p2, "north", "p-2", 1), []string{"I208 commissions.csv:C5 & commissions.csv:A5 [p-2]"}, all[:3]},
		{"an id that is taken", head + cec + north + p1 + p2 + strings.Replace(p2, "north", "cec", 1), []string{"I209 commissions.csv:A6 & commissions.csv:A5 [p-2]"}, all},
		{"an id that no path can have", head + cec + north + p1 + p2 + strings.Replace(p2, "p-2", "P 2", 1), []string{"I214 commissions.csv:A6 [P 2]"}, all},
		{"no id", head + cec + north + p1 + p2 + strings.Replace(p2, "p-2", "", 1), []string{"I107 commissions.csv:A6"}, all},
		{"an unknown level", head + cec + north + p1 + p2 + "p-3,uik,north,3,,,,,\n", []string{"I106 commissions.csv:B6 [p-3]"}, all},
		{"an unknown kind", head + cec + north + p1 + p2 + "p-3,precinct,north,3,,,ship,,\n", []string{"I106 commissions.csv:G6 [p-3]"}, all},
		{"neither name nor number", head + cec + north + p1 + p2 + "p-3,precinct,north,,,,,,\n", []string{"I110 commissions.csv:E6 [p-3]", "I110 commissions.csv:F6 [p-3]"}, append(all[:4:4], "north > p-3")},
		{"a second highest commission", head + cec + north + p1 + p2 + "cec-2,central,,,Б,Ц,,,\n", []string{"I209 commissions.csv:A6 & commissions.csv:A2 [cec-2]"}, all},
		{"no highest commission stops", head + north + p1 + p2, []string{"I207 commissions.csv:C2 [north]", "I003 election.yaml:6"}, nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			d := read(t, small.with("commissions.csv", test.text).with("protocols.csv", head0()))
			if diff := cmp.Diff(test.found, told(d.Findings)); diff != "" {
				t.Errorf("findings: -want +got\n%s", diff)
			}
			if diff := cmp.Diff(test.tree, tree(only(d))); diff != "" {
				t.Errorf("tree: -want +got\n%s", diff)
			}
		})
	}
}

// head0 is a protocols table without a protocol.
func head0() string { return head }

// Showing results early is worse than showing them late: what an embargo cannot
// be read from stays under it.
func TestEmbargoes(t *testing.T) {
	open := time.Date(2027, time.January, 24, 14, 0, 0, 0, time.UTC)
	for _, test := range []struct {
		name, parent, own string // time_zone,not_before
		want              time.Time
		found             []string
	}{
		{"none", ",", ",", time.Time{}, nil},
		{"on the clock of the precinct", ",", "Asia/Seoul,2027-01-24T23:00", open, nil},
		{"on the clock of the place above", "Asia/Seoul,", ",2027-01-24T23:00", open, nil},
		{"on the clock of the election", ",", ",2027-01-24T20:00", open, nil},
		{"at an offset of its own", ",", ",2027-01-24T15:00:00+01:00", open, nil},
		{"of the place above", ",2027-01-24T20:00", ",", open, nil},
		{"the later of the two", ",2027-01-24T20:00", ",2027-01-24T19:00", open, nil},
		{"one that is no time never ends", ",", ",after the polls", never, []string{"I109 commissions.csv:I3 [p-1]"}},
		{"one on an unknown clock never ends", ",", "Asia/Soul,2027-01-24T23:00", never, []string{"I106 commissions.csv:H3 [p-1]", "I109 commissions.csv:I3 [p-1]"}},
		{"one at an offset needs no clock", ",", "Asia/Soul,2027-01-24T15:00:00+01:00", open, []string{"I106 commissions.csv:H3 [p-1]"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			d := read(t, small.with("protocols.csv", head).with("commissions.csv", "id,level,parent,number,name_ky,name_ru,kind,time_zone,not_before\n"+
				"cec,central,,,Б,Ц,,"+test.parent+"\np-1,precinct,cec,1,,,,"+test.own+"\n"))
			if diff := cmp.Diff(test.found, told(d.Findings)); diff != "" {
				t.Errorf("findings: -want +got\n%s", diff)
			}
			if got := only(d).Commission("p-1").NotBefore; !got.Equal(test.want) {
				t.Errorf("got %v, want %v", got, test.want)
			}
		})
	}
}

func TestSelections(t *testing.T) {
	const head = "contest,id,position,kind,name_ky,name_ru,status\n"
	d := read(t, small.with("protocols.csv", "commission,contest,series,version\n").with("selections.csv", head+
		"president,b,2,candidate,Б,Б,withdrawn\npresident,a,1,candidate,А,А,\nmayor,c,3,candidate,В,В,\npresident,a,4,candidate,А,А,\n"+
		"president,d,0,candidate,Г,Г,\npresident,e,5,someone,Д,Д,\npresident,f,6,candidate,Е,Е,dead\npresident,G,7,candidate,Ж,Ж,\npresident,h,8,candidate,З,,\n"))
	want := []string{
		"I202 selections.csv:A4 [c]", "I209 selections.csv:B5 & selections.csv:B3 [a]", "I106 selections.csv:C6 [d]", "I106 selections.csv:D7 [e]",
		"I106 selections.csv:G8 [f]", "I214 selections.csv:B9 [G]", "I110 selections.csv:F10 [h]",
	}
	if diff := cmp.Diff(want, told(d.Findings)); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	var ids []string
	for i, s := range only(d).Contests[0].Selections {
		if s.Index != i {
			t.Errorf("%s has index %d at %d", s.ID, s.Index, i)
		}
		ids = append(ids, s.ID)
	}
	if diff := cmp.Diff([]string{"a", "b", "h"}, ids); diff != "" || !only(d).Contests[0].Selections[1].Withdrawn {
		t.Errorf("ballot order: %s", diff)
	}
}

// What the configuration says must mean something; everything wrong is told at
// once, each with its line.
func TestElectionYAMLIsStrict(t *testing.T) {
	good := small["election.yaml"]
	for _, test := range []struct {
		name, old, new string
		found          []string
	}{
		{"a key it does not have", "date:", "dates:", []string{"I010 election.yaml:3"}},
		{"two of them", "signs: true}\nforms", "sings: true}\nform", []string{"I010 election.yaml:8", "I010 election.yaml:9"}},
		{"a key twice", "time_zone: Asia/Bishkek\n", "time_zone: Asia/Bishkek\ndate: 2027-01-24\n", []string{"I002 election.yaml:5"}},
		{"no YAML at all", "levels:", "levels: [", []string{"I002 election.yaml:5"}},
		{"a value of another type", "signs: true}\n  - {id: region", "signs: maybe}\n  - {id: region", []string{"I002 election.yaml:6"}},
		{"an id that no path can have", "id: small", "id: Small!", []string{"I003 election.yaml:1"}},
		{"a date that is none", "2027-01-24", "2027-02-30", []string{"I003 election.yaml:3"}},
		{"a zone that is none", "Asia/Bishkek", "Asia/Frunze", []string{"I003 election.yaml:4"}},
		{"the zone of whoever builds", "Asia/Bishkek", "Local", []string{"I003 election.yaml:4"}},
		{"a level twice", "id: region,", "id: central,", []string{"I003 election.yaml:7"}},
		{"a form for a level that signs nothing", "levels: [precinct]", "levels: [region]", []string{"I003 election.yaml:11"}},
		{"a form for parts that the contest does not have", "levels: [precinct]", "levels: [precinct]\n    parts: [paper, '']", []string{"I003 election.yaml:12", "I003 election.yaml:12"}},
		{"a role that is none", "role: listed", "role: enlisted", []string{"I003 election.yaml:13"}},
		{"a role twice on a form", "role: mobile", "role: listed", []string{"I003 election.yaml:15"}},
		{"a line twice on a form", "code: mobile", "code: took", []string{"I003 election.yaml:15", "I003 election.yaml:15"}},
		{"a line under the name of a column", "code: mobile", "code: version", []string{"I003 election.yaml:15"}},
		{"a line under the name of a long table's column", "code: mobile", "code: item", []string{"I003 election.yaml:15"}},
		{"a line under the name of a selection", "code: mobile", "code: 'votes:a'", []string{"I003 election.yaml:15"}},
		{"a kind of precinct that is none", "kinds: [ordinary]", "kinds: [ship]", []string{"I003 election.yaml:15"}},
		{"a kind of contest that is none", "kind: candidates", "kind: race", []string{"I003 election.yaml:17"}},
		{"a form that is none", "forms: [precinct],", "forms: [precinkt],", []string{"I003 election.yaml:17", "I003 election.yaml:17"}},
		{"a base that no line is", "share_bases: [participated]", "share_bases: [valid]", []string{"I003 election.yaml:17"}},
		{"no base at all", ", share_bases: [participated]", "", []string{"I003 election.yaml:17"}},
		{"a name of an unknown commission", "contests:", "names: [{commission: p-9, name: {ky: А, ru: А}}]\ncontests:", []string{"I003 election.yaml:16"}},
		{"dates that are none", "contests:", "names: [{commission: p-1, from: soon, until: later, name: {ky: А, ru: А}}]\ncontests:", []string{"I003 election.yaml:16", "I003 election.yaml:16"}},
		{"an unknown constituency", "share_bases:", "constituencies: [p-1, p-9], share_bases:", []string{"I003 election.yaml:17", "I211 protocols.csv:A3 [p-2 president manual 1]"}},
		{"nothing in it", good, "", []string{"I003 election.yaml", "I003 election.yaml", "I003 election.yaml", "I003 election.yaml", "I003 election.yaml", "I003 election.yaml"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			text := strings.Replace(good, test.old, test.new, 1)
			if text == good {
				t.Fatalf("%q is not in the file", test.old)
			}
			d := read(t, small.always("election.yaml", text))
			if diff := cmp.Diff(test.found, told(d.Findings)); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
			if again := read(t, small.always("election.yaml", text)); !cmp.Equal(told(again.Findings), told(d.Findings)) {
				t.Error("another reading finds something else")
			}
		})
	}
}

// always is a copy in which a file stands even where it is empty.
func (f files) always(name, text string) files {
	f = maps.Clone(f)
	f[name] = text
	return f
}

// Jalal-Abad city became Manas in September 2025.
func TestNamesWithDates(t *testing.T) {
	d := read(t, small.with("election.yaml", small["election.yaml"]+"names: [{commission: p-1, until: 2025-09-01, name: {ky: Жалал-Абад шаары, ru: город Джалал-Абад}}]\n"))
	if got := told(d.Findings); got != nil {
		t.Fatalf("%q", got)
	}
	c := only(d).Commission("p-1")
	if got := c.NameOn(wording.Date{Year: 2017, Month: time.October, Day: 15}).Ky; got != "Жалал-Абад шаары" {
		t.Errorf("in 2017: %q", got)
	}
	if got := c.NameOn(only(d).Date).Ky; got != "" {
		t.Errorf("in 2027: %q", got)
	}
}

func TestConstituencies(t *testing.T) {
	yaml := strings.Replace(small["election.yaml"], "share_bases:", "constituencies: [p-1], share_bases:", 1)
	d := read(t, small.with("election.yaml", yaml))
	if diff := cmp.Diff([]string{"I211 protocols.csv:A3 [p-2 president manual 1]"}, told(d.Findings)); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

func TestSiteYAML(t *testing.T) {
	root := t.TempDir()
	write := func(name, text string) {
		path := filepath.Join(root, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for _, id := range []string{"old", "new", "listed"} {
		for name, text := range small {
			if name == "election.yaml" {
				text = strings.Replace(text, "id: small", "id: "+id, 1)
				if id == "new" {
					text = strings.Replace(text, "2027-01-24", "2027-06-01", 1)
				}
			}
			write(id+"/"+name, text)
		}
	}
	ids := func(d *Data) (ids []string) {
		for _, e := range d.Elections {
			ids = append(ids, e.ID)
		}
		return ids
	}
	in := func(dir string) *Data {
		d, err := Dir(dir)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	d := in(root)
	if diff := cmp.Diff([]string{"new", "listed", "old"}, ids(d)); diff != "" || d.Site.BaseURL != noHost || d.Site.Official {
		t.Errorf("without a site.yaml: %s %+v", diff, d.Site)
	}
	write("site.yaml", "base_url: https://example.kg/shailoo\nelections: [listed, gone]\n")
	d = in(root)
	if diff := cmp.Diff([]string{"listed", "new", "old"}, ids(d)); diff != "" || d.Site.BaseURL != "https://example.kg/shailoo/" {
		t.Errorf("with one: %s %+v", diff, d.Site)
	}
	if diff := cmp.Diff([]string{"I008 site.yaml:2 [gone]"}, told(d.Findings)); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	if d := in(filepath.Join(root, "old")); len(d.Elections) != 1 || told(d.Findings) != nil {
		t.Errorf("one election alone: %v, %q", ids(d), told(d.Findings))
	}
	write("site.yaml", "base_url: example.kg\nofficially: true\n")
	if diff := cmp.Diff([]string{"I010 site.yaml:2"}, told(in(root).Findings)); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	write("site.yaml", "base_url: example.kg\n")
	if diff := cmp.Diff([]string{"I001 site.yaml:1"}, told(in(root).Findings)); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	write("twin/election.yaml", strings.Replace(small["election.yaml"], "id: small", "id: old", 1))
	write("site.yaml", "{}\n")
	if got := told(in(root).Findings); !slices.Contains(got, "I007 election.yaml:1 [old]") {
		t.Errorf("two elections with one id: %q", got)
	}
	if _, err := Dir(filepath.Join(root, "nowhere")); err == nil {
		t.Error("a folder that is not there is an error")
	}
}
