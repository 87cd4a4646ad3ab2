package checks

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// Four precincts and two territories that agree.
const (
	p11 = "p-11,president,,manual,1,,,,100,50,45,5,48,2,30,18\n"
	p12 = "p-12,president,,manual,1,,,,90,40,40,,39,1,20,19\n"
	t1  = "t-1,president,,manual,1,,,2027-01-25T10:00,190,90,,,87,3,50,37\n"
	p21 = "p-21,president,,manual,1,,,,80,30,29,1,30,0,10,20\n"
	p22 = "p-22,president,,manual,1,,,,70,20,20,0,18,2,9,9\n"
	t2  = "t-2,president,,manual,1,,,2027-01-25T10:00,150,50,,,48,2,19,29\n"
	cec = "cec,president,,manual,1,,,2027-01-25T12:00,340,140,,,135,5,69,66\n"

	decided = "-- decisions.csv --\nid,date,by,effect,scope,target,contest,title_ky,title_ru\n"
)

// of keeps the judgements of one protocol.
func of(record string, lines []string) []string {
	var found []string
	for _, line := range lines {
		if rest, is := strings.CutPrefix(line, record+" "); is {
			found = append(found, rest)
		}
	}
	return found
}

func TestSumsOfThoseBeneath(t *testing.T) {
	// What the two lines of each form come to, for short.
	holds := []string{
		"E9 listed holds: 190 == 190", "E9 took holds: 90 == 90", "E9 valid holds: 87 == 87", "E9 invalid holds: 3 == 3",
		"E9 votes:a holds: 50 == 50", "E9 votes:b holds: 37 == 37",
	}
	for _, test := range []struct {
		name, table, rest string
		record            string
		want              []string
	}{
		{"a territory is the sum of its precincts", p11 + p12 + t1, "", "t-1 president manual 1", holds},
		{
			"a line that is not fails by itself", p11 + p12 + strings.Replace(t1, "87,3", "86,4", 1), "", "t-1 president manual 1",
			[]string{holds[0], holds[1], "E9 valid fails: 86 == 87", "E9 invalid fails: 4 == 3", holds[4], holds[5]},
		},
		{
			"a precinct that sent nothing leaves every sum open", p11 + t1, "", "t-1 president manual 1",
			[]string{
				"E9 listed not_checkable unread: 190 == 100+", "E9 took not_checkable unread: 90 == 50+", "E9 valid not_checkable unread: 87 == 48+",
				"E9 invalid not_checkable unread: 3 == 2+", "E9 votes:a not_checkable unread: 50 == 30+", "E9 votes:b not_checkable unread: 37 == 18+",
			},
		},
		{
			"an illegible line leaves one sum open", p11 + strings.Replace(p12, ",39,", ",,", 1) + t1, "", "t-1 president manual 1",
			[]string{holds[0], holds[1], "E9 valid not_checkable unread: 87 == 48+", holds[3], holds[4], holds[5]},
		},
		{
			"a voided precinct is left out by a territory that knew of it", p11 + p12 + strings.Replace(t1, "190,90,,,87,3,50,37", "100,50,,,48,2,30,18", 1),
			decided + "d-1,2027-01-25T09:00,БШК,void,commission,p-12,,Ч,Р\n", "t-1 president manual 1",
			[]string{
				"E9 listed holds: 100 == 100", "E9 took holds: 50 == 50", "E9 valid holds: 48 == 48", "E9 invalid holds: 2 == 2",
				"E9 votes:a holds: 30 == 30", "E9 votes:b holds: 18 == 18",
			},
		},
		{
			"one that could not know of it cannot be compared", p11 + p12 + t1,
			decided + "d-1,2027-01-25T11:00,БШК,void,commission,p-12,,Ч,Р\n", "t-1 president manual 1",
			[]string{"E9 not_checkable overtaken: "},
		},
		{
			"nor can one that is voided with all beneath it", p11 + p12 + t1,
			decided + "d-1,2027-01-25T11:00,БШК,void,commission,t-1,,Ч,Р\n", "t-1 president manual 1",
			[]string{"E9 not_checkable overtaken: "},
		},
		{
			"a voided selection cannot be compared, the others can", p11 + p12 + t1,
			"-- decisions.csv --\nid,date,by,effect,scope,target,contest,selection,title_ky,title_ru\nd-1,2027-01-25T11:00,БШК,void,selection,,president,a,Ч,Р\n",
			"t-1 president manual 1",
			[]string{holds[0], holds[1], holds[2], holds[3], "E9 votes:a not_checkable overtaken: 50 == 0", holds[5]},
		},
		{
			"precincts voided before they sent anything add nothing", strings.Replace(t1, "190,90,,,87,3,50,37", "0,0,,,0,0,0,0", 1),
			decided + "d-1,2027-01-24,БШК,void,commission,p-11,,Ч,Р\nd-2,2027-01-24,БШК,void,commission,p-12,,Ч,Р\n", "t-1 president manual 1",
			[]string{
				"E9 listed holds: 0 == 0", "E9 took holds: 0 == 0", "E9 valid holds: 0 == 0", "E9 invalid holds: 0 == 0",
				"E9 votes:a holds: 0 == 0", "E9 votes:b holds: 0 == 0",
			},
		},
		{"a precinct has nobody beneath it", p11, "", "p-11 president manual 1", nil},
		{
			"the highest commission is the sum of the territories, whatever of the precincts is missing", t1 + p21 + p22 + t2 + cec, "", "cec president manual 1",
			[]string{
				"E9 listed holds: 340 == 340", "E9 took holds: 140 == 140", "E9 valid holds: 135 == 135", "E9 invalid holds: 5 == 5",
				"E9 votes:a holds: 69 == 69", "E9 votes:b holds: 66 == 66",
			},
		},
		{
			"a territory that sent nothing is the sum of its precincts", t1 + p21 + p22 + cec, "", "cec president manual 1",
			[]string{
				"E9 listed holds: 340 == 340", "E9 took holds: 140 == 140", "E9 valid holds: 135 == 135", "E9 invalid holds: 5 == 5",
				"E9 votes:a holds: 69 == 69", "E9 votes:b holds: 66 == 66",
			},
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			y, r := tell(t, "-- checks --\nE9 it == beneath.it | each: true\n-- protocols.csv --\n"+columns+test.table+test.rest, time.Time{})
			if diff := cmp.Diff(test.want, of(test.record, all(y, r))); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
			agree(t, y, r)
		})
	}
}

// A formula may name what is beneath it in any way, and a line that nobody
// beneath has.
func TestFiguresBeneath(t *testing.T) {
	y, r := tell(t, "-- checks --\n"+
		"A1 votes_total == beneath.votes_total\nA2 beneath.votes_most >= votes_most\nA3 beneath.votes_least == votes_least\n"+
		"A4 took == beneath.station + beneath.outside\nA5 took == if_printed(beneath.station) + beneath.outside | levels: [central]\n"+
		"-- protocols.csv --\n"+columns+p11+p12+t1+p21+p22+t2+cec, time.Time{})
	want := []string{
		"cec president manual 1 A1 holds: 135 == 135", "cec president manual 1 A2 holds: 69 >= 69", "cec president manual 1 A3 holds: 66 == 66",
		"cec president manual 1 A4 holds: 140 == 134 + 6", "cec president manual 1 A5 holds: 140 == 134 + 6",
		"t-1 president manual 1 A1 holds: 87 == 87", "t-1 president manual 1 A2 holds: 50 >= 50", "t-1 president manual 1 A3 holds: 37 == 37",
		"t-1 president manual 1 A4 holds: 90 == 85 + 5",
		"t-2 president manual 1 A1 holds: 48 == 48", "t-2 president manual 1 A2 holds: 29 >= 29", "t-2 president manual 1 A3 holds: 19 == 19",
		"t-2 president manual 1 A4 holds: 50 == 49 + 1",
	}
	if diff := cmp.Diff(want, all(y, r)); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	agree(t, y, r)
}

// Whatever figure becomes illegible, no check fails that did not fail before.
func TestAnUnknownFigureNeverFails(t *testing.T) {
	const rules = "-- checks --\nE1 took == station + if_printed(outside)\nE3 valid + invalid == took\nE4 votes_total == valid\nE5 took <= listed && votes_most <= valid\n" +
		"E9 it == beneath.it | each: true\nW1 took == device.took && invalid - device.invalid == device.votes_total - votes_total\nW4 votes_total == 0 || votes_most < votes_total\n" +
		"W5 took * 2 > listed | series: [device, manual]\n-- protocols.csv --\n"
	rows := []string{p11, p12, t1, p21, p22, t2, cec, "p-11,president,,device,1,,,,,50,,,46,4,29,17\n", "p-21,president,,device,1,,,,,30,,,29,1,9,19\n"}
	// Every other protocol is off by one somewhere.
	for i := 0; i < len(rows); i += 2 {
		cells := strings.Split(rows[i], ",")
		cells[12+i%4] += "1" // valid, or the votes for the first
		rows[i] = strings.Join(cells, ",")
	}
	failing := func(table string) map[string]bool {
		y, r := tell(t, rules+columns+table, time.Time{})
		agree(t, y, r)
		found := make(map[string]bool)
		for _, f := range r.Findings {
			found[f.Record+" "+string(f.Code)+" "+f.Args[0].Value.(string)] = true
		}
		return found
	}
	before := failing(strings.Join(rows, ""))
	if len(before) < 10 {
		t.Fatalf("only %d fail", len(before))
	}
	for i, row := range rows {
		cells := strings.Split(strings.TrimSuffix(row, "\n"), ",")
		for column := 8; column < len(cells); column++ {
			if cells[column] == "" {
				continue
			}
			blank := append([]string(nil), cells...)
			blank[column] = ""
			table := append([]string(nil), rows...)
			table[i] = strings.Join(blank, ",") + "\n"
			for f := range failing(strings.Join(table, "")) {
				if !before[f] {
					t.Errorf("without row %d, column %d fails %s", i, column, f)
				}
			}
		}
	}
}
