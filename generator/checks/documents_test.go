package checks

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"achyk/generator/finding"
)

func TestProtocolsStandBesideTheirPapers(t *testing.T) {
	const (
		p11     = "p-11,president,,manual,1,,2027-01-24T21:00,,100,50,45,5,48,2,30,18\n"
		recount = "p-11,president,,recount,1,,2027-01-26T10:00,,100,50,45,5,48,2,30,18\n"
		device  = "p-11,president,,device,1,,2027-01-24T20:30,,,50,,,48,2,30,18\n"
		p12     = "p-12,president,,manual,1,,2027-01-24T21:30,,90,40,40,,39,1,20,19\n"

		all     = "-- rules --\ndocuments:\n  complete: [{kind: protocol}]\n"
		here    = "-- rules --\ndocuments:\n  complete: [{kind: protocol, beneath: [p-12, t-2]}]\n"
		reports = "-- rules --\ndocuments:\n  complete: [{kind: device_report}]\n"
		papers  = "-- documents.csv --\ncommission,contest,series,kind,version,page,file,received\n"
		embassy = "-- commissions.csv --\nid,level,parent,number,name_ky,name_ru,kind,time_zone,not_before\ncec,central,,,БШК,ЦИК,,,\nt-1,territorial,cec,,Бир,Один,,,\n" +
			"p-11,precinct,t-1,0011,,,ordinary,,\np-12,precinct,t-1,0012,,,abroad,,2027-01-25T04:00\n"
		one, two = "-- scans/1.jpg --\n1\n", "-- scans/2.jpg --\n2\n"
	)
	for _, test := range []struct {
		name        string
		asOf        time.Time
		table, rest string
		intake      []finding.Code
		want        []string
	}{
		{name: "nobody said that all have been scanned", table: p11},
		{name: "a protocol without a scan", table: p11, rest: all, want: []string{"D603 p-11 president manual 1 protocols.csv:2"}},
		{name: "only where they are to be complete", table: p11 + p12, rest: here, want: []string{"D603 p-12 president manual 1 protocols.csv:3"}},
		{name: "its scan is there", table: p11, rest: all + papers + "p-11,president,,protocol,1,,scans/1.jpg,\n" + one},
		{name: "its scan is of the whole day", table: p11, rest: all + papers + "p-11,,,protocol,1,,scans/1.jpg,\n" + one},
		{name: "its paper was not scanned", table: p11, rest: all + papers + "p-11,president,,protocol,1,,,\n",
			want: []string{"D603 p-11 president manual 1 protocols.csv:2"}},
		{name: "its file is not there", table: p11, rest: all + papers + "p-11,president,,protocol,1,,scans/1.jpg,\n", intake: []finding.Code{finding.ScanAbsent},
			want: []string{"D603 p-11 president manual 1 protocols.csv:2"}},
		{name: "an enlarged copy is not the protocol", table: p11, rest: all + papers + "p-11,president,,enlarged_protocol,1,,scans/1.jpg,\n" + one,
			want: []string{"D603 p-11 president manual 1 protocols.csv:2"}},
		{name: "the scan of one version is not that of another, nor of a recount", table: p11 + recount,
			rest: all + papers + "p-11,president,,protocol,1,,scans/1.jpg,\n" + one, want: []string{"D603 p-11 president recount 1 protocols.csv:3"}},
		{name: "the scan of the recount", table: p11 + recount,
			rest: all + papers + "p-11,president,,protocol,1,,scans/1.jpg,\np-11,president,recount,protocol,1,,scans/2.jpg,\n" + one + two},
		{name: "a recount is not expected before it came", asOf: at(25, 12), table: p11 + recount,
			rest: all + papers + "p-11,president,,protocol,1,,scans/1.jpg,\n" + one},
		{name: "a scan that came later", asOf: at(25, 12), table: p11,
			rest: all + papers + "p-11,president,,protocol,1,,scans/1.jpg,2027-01-26T10:00\n" + one, want: []string{"D603 p-11 president manual 1 protocols.csv:2"}},
		{name: "scanners' figures have no protocol", table: p11 + device, rest: all + papers + "p-11,president,,protocol,1,,scans/1.jpg,\n" + one},
		{name: "but a report, where reports are to be complete", table: p11 + device, rest: reports, want: []string{"D603 p-11 president device 1 protocols.csv:3"}},
		{name: "which is there", table: p11 + device, rest: reports + papers + "p-11,president,,device_report,1,,scans/1.jpg,\n" + one},

		{name: "a scan of a protocol that nobody typed", table: p12, rest: papers + "p-11,president,,protocol,1,,scans/1.jpg,\n" + one,
			want: []string{"D604 p-11 president protocol 1 documents.csv:D2"}},
		{name: "one for all its pages", table: p12,
			rest: papers + "p-11,president,,protocol,1,1,scans/1.jpg,\np-11,president,,protocol,1,2,scans/2.jpg,\n" + one + two,
			want: []string{"D604 p-11 president protocol 1 1 documents.csv:D2"}},
		{name: "of a version that nobody typed", table: p11, rest: papers + "p-11,president,,protocol,2,,scans/1.jpg,\n" + one,
			want: []string{"D604 p-11 president protocol 2 documents.csv:D2"}},
		{name: "or that had not come", asOf: at(25, 9), table: p11 + recount,
			rest: papers + "p-11,president,recount,protocol,1,,scans/1.jpg,2027-01-25T08:00\n" + one, want: []string{"D604 p-11 president recount protocol 1 documents.csv:D2"}},
		{name: "a paper that was not scanned shows nothing", table: p12, rest: papers + "p-11,president,,protocol,1,,,\n"},
		{name: "other papers stand alone", table: p12, rest: papers + "p-11,president,,act_unused,1,,scans/1.jpg,\np-11,president,,device_report,1,,scans/2.jpg,\n" + one + two},
		{name: "a withheld protocol may be the one", table: "p-11,president,,manual,1,,,,,,,,,,,\n", intake: []finding.Code{finding.EmptyRecord},
			rest: papers + "p-11,president,,protocol,1,,scans/1.jpg,\n" + one},

		{name: "nothing is told of an embassy before its polls close, nor of those above it", asOf: at(25, 1), table: p12,
			rest: all + embassy + papers + "p-12,president,,protocol,2,,scans/1.jpg,\nt-1,president,,protocol,1,,scans/2.jpg,\n" + one + two},
		{name: "and all of it afterwards", asOf: at(25, 12), table: p12,
			rest: all + embassy + papers + "p-12,president,,protocol,2,,scans/1.jpg,\nt-1,president,,protocol,1,,scans/2.jpg,\n" + one + two,
			want: []string{
				"D604 t-1 president protocol 1 documents.csv:D3", "D603 p-12 president manual 1 protocols.csv:2", "D604 p-12 president protocol 2 documents.csv:D2",
			}},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, r := tell(t, "-- protocols.csv --\n"+columns+test.table+test.rest, test.asOf, test.intake...)
			if diff := cmp.Diff(test.want, reported(r)); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
		})
	}
}
