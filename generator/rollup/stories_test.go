package rollup

import "achyk/generator/election"

var (
	paperAndMachine = []election.Part{{ID: "paper"}, {ID: "machine"}}
	insideOutside   = []election.Part{{ID: "inside"}, {ID: "outside", Outside: true}}
)

// stories are the rules, each under the sentence it keeps.
var stories = []story{
	{
		name:      "the country is the sum of what was received",
		protocols: []string{"p-11 manual 1: listed 100, took 60, valid 58, invalid 2, a 30, b 28, against 0", "p-21 manual 1: listed 50, took 10, valid 10, invalid 0, a 1, b 8, against 1"},
		want: []string{
			"cec a = 31", "cec b = 36", "cec against = 1", "cec took = 70", "cec turnout = 70/150 over 2", "cec a% = 31/70", "cec lead = sum", "cec ahead = b",
			"cec progress = 2 of 4, device 0, voided 0, held 0, embargoed 0, missing 2", "t-1 a = 30", "t-2 a = 1", "p-11 lead = own", "p-12 state = missing", "p-12 a = nothing",
			"cec state = missing", "t-1 progress = 1 of 2, device 0, voided 0, held 0, embargoed 0, missing 1",
		},
	},
	{
		name: "an unread line is unknown, not zero",
		protocols: []string{
			"p-11 manual 1: listed 100, took 60, valid 58, invalid 2, a 30, b 28, against 0",
			"p-12 manual 1: listed 90, took ?, valid 40, invalid 1, a ?, b 20, against 0",
		},
		want: []string{
			"p-12 a = unknown", "p-12 against = 0", "p-12 a% = unknown", "p-12 turnout = 0/0 over 0", "p-12 ahead = nobody", "t-1 a = at least 30", "t-1 b = 48",
			"t-1 took = at least 60", "t-1 listed = 190", "t-1 turnout = 60/100 over 1", "t-1 b% = 28/60", "cec a = at least 30", "cec protocols = 2 counted, 2 incomplete, 0 corrected",
			"cec mobile = unknown",
		},
	},
	{
		name:      "votes that nobody could read make a share at least",
		protocols: []string{"p-11 manual 1: took 60, a 30, b 28", "p-12 manual 1: took 40, a ?, b 20"},
		want:      []string{"p-12 a% = unknown", "t-1 a% = at least 30/100", "t-1 b% = 48/100", "p-12 b% = 20/40"},
	},
	{
		name:      "nothing received is nothing, not zero",
		protocols: nil,
		want:      []string{"cec a = nothing", "cec lead = nothing", "t-1 state = missing"},
	},
	{
		name: "a voided precinct leaves the sum and stays visible",
		protocols: []string{
			"p-11 manual 1: listed 100, took 60, a 30, b 28, against 0", "p-12 manual 1: listed 90, took 50, a 20, b ?, against 1",
		},
		decisions: []string{"d-1 @5 void p-12"},
		want: []string{
			"p-12 state = voided", "p-12 a = unknown", "p-12 out a = 20", "p-12 out b = unknown", "p-12 a% = unknown", "p-12 turnout = 0/0 over 0",
			"t-1 a = 30", "t-1 out a = 20", "t-1 listed = 100", "t-1 out listed = 90", "t-1 turnout = 60/100 over 1", "cec a = 30", "cec b = 28", "cec out b = unknown", "cec a% = 30/60",
			"t-1 progress = 1 of 2, device 0, voided 1, held 0, embargoed 0, missing 0", "cec protocols = 1 counted, 1 incomplete, 0 corrected",
		},
	},
	{
		name:      "a voided precinct from which nothing came is voided, not missing",
		protocols: []string{"p-11 manual 1: a 30"}, decisions: []string{"d-1 @5 void p-12"},
		want: []string{"p-12 state = voided", "p-12 a = nothing", "t-1 a = 30", "t-1 progress = 1 of 2, device 0, voided 1, held 0, embargoed 0, missing 0"},
	},
	{
		name:      "everything voided leaves nothing and shows everything",
		protocols: []string{"p-11 manual 1: a 30", "t-2 manual 1: a 50"}, decisions: []string{"d-1 @5 void everything"},
		want: []string{"cec a = unknown", "cec out a = 80", "cec state = voided", "t-2 out a = 50", "t-2 state = voided", "cec ahead = nobody"},
	},
	{
		name: "paper alone never passes for paper and machine", parts: paperAndMachine,
		protocols: []string{
			"p-11 manual 1 paper: listed 100, took 60, a 30, b 20, against 0", "p-11 manual 1 machine: listed 0, took 5, a 3, b 2, against 0",
			"p-12 manual 1 paper: listed 90, took 50, a 25, b 20, against 0",
		},
		want: []string{"p-11 a = 33", "p-12 a = at least 25", "t-1 a = at least 58", "p-12 a% = unknown", "t-1 a% = 33/65", "p-12 state = counted", "t-1 protocols = 2 counted, 2 incomplete, 0 corrected"},
	},
	{
		name: "a line that one part alone prints is neither doubled nor at least", parts: paperAndMachine, once: "listed paper, took paper",
		protocols: []string{
			"p-11 manual 1 paper: listed 100, took 60, valid 55, a 30, b 25", "p-11 manual 1 machine: valid 5, a 3, b 2",
			"p-12 manual 1 paper: listed 90, took 50, valid 40, a 25, b 15", "p-12 manual 1 machine: valid 9, a 4, b 5",
			"p-21 manual 1 machine: valid 9, a 4, b 5",
		},
		want: []string{
			"p-11 listed = 100", "p-11 valid = 60", "t-1 listed = 190", "t-1 took = 110", "t-1 valid = 109", "t-1 turnout = 110/190 over 2",
			"t-1 voters = 190: published 190, held unknown, voided unknown, waiting unknown; received 190",
			"t-2 listed = unknown", "t-2 valid = at least 9", "cec listed = at least 190", "t-2 voters = unknown: published unknown, held unknown, voided unknown, waiting unknown; received unknown",
		},
	},
	{
		name: "votes of a part are never set against the base of another", parts: paperAndMachine, once: "took paper",
		protocols: []string{"p-11 manual 1 paper: took 60, a 30, b 25", "p-11 manual 1 machine: a 3, b 2"},
		want:      []string{"p-11 a = 33", "p-11 took = 60", "p-11 a% = unknown", "t-1 a% = unknown", "cec a% = unknown"},
	},
	{
		name: "a part whose votes are void needs no base", parts: insideOutside, once: "took inside",
		protocols: []string{"p-11 manual 1 inside: took 60, a 30, b 25", "p-11 manual 1 outside: a 3, b 2"},
		decisions: []string{"d-1 @5 void outside p-11"},
		want:      []string{"p-11 a = 30", "p-11 out a = 3", "p-11 a% = 30/60", "cec a% = 30/60"},
	},
	{
		name: "a territory takes from beneath what none of its parts prints", parts: paperAndMachine, once: "spare paper",
		protocols: []string{
			"p-11 manual 1 paper: spare 3", "p-12 manual 1 paper: spare 4", "t-1 manual 1 paper: a 30", "t-1 manual 1 machine: a 21",
			"p-21 manual 1 paper: spare 2", "t-2 manual 1 paper: a 8", "t-2 manual 1 machine: a 9",
		},
		want: []string{"t-1 spare = 7", "t-1 a = 51", "t-2 spare = at least 2", "cec spare = at least 9"},
	},
	{
		name:      "device figures are never added to hand counts",
		protocols: []string{"p-11 manual 1: a 30, b 20", "p-11 device 1: a 29, b 20", "p-12 device 1: a 10, b 5", "p-21 device 1: a 7, b 9"},
		want: []string{
			"cec a = 30", "cec device a = 46", "cec lead = sum", "t-1 a = 30", "p-12 lead = device", "p-12 a = 10", "p-12 state = device", "t-2 lead = device", "t-2 a = 7",
			"cec progress = 1 of 4, device 2, voided 0, held 0, embargoed 0, missing 1",
		},
	},
	{
		name:      "scanner figures are never official",
		protocols: []string{"p-11 device 1: a 29"},
		want:      []string{"cec lead = device", "cec a = 29", "cec progress = 0 of 4, device 1, voided 0, held 0, embargoed 0, missing 3"},
	},
	{
		name:      "what the superior typed is added to nothing",
		protocols: []string{"p-11 summary 1: a 29"},
		want:      []string{"cec a = nothing", "p-11 state = missing"},
	},
	{
		name:      "own protocol leads",
		protocols: []string{"p-11 manual 1: a 30", "p-12 manual 1: a 20", "t-1 manual 1: a 51", "p-21 manual 1: a 5"},
		want:      []string{"t-1 lead = own", "t-1 a = 51", "t-1 state = counted", "cec a = 56", "cec lead = sum", "cec progress = 3 of 4, device 0, voided 0, held 0, embargoed 0, missing 1"},
	},
	{
		name:      "a line that the own form does not have comes from beneath",
		protocols: []string{"p-11 manual 1: spare 3", "p-12 manual 1: spare 4", "t-1 manual 1: a 51", "p-21 manual 1: a 1, spare 2", "p-22 manual 1: spare 2, a 1"},
		want:      []string{"t-1 spare = 7", "t-1 a = 51", "cec spare = 11"},
	},
	{
		name:      "of which a precinct that has not reported is unknown",
		protocols: []string{"p-11 manual 1: spare 3", "t-1 manual 1: a 51", "p-21 manual 1: spare 2, a 1", "p-22 manual 1: spare 2, a 1"},
		want:      []string{"t-1 spare = at least 3", "cec spare = at least 7", "cec a = 53"},
	},
	{
		name:      "an own protocol above precincts that never reported hides nothing",
		protocols: []string{"t-1 manual 1: a 51", "p-21 manual 1: spare 2, a 1", "p-22 manual 1: spare 2, a 1"},
		want:      []string{"t-1 spare = unknown", "cec spare = at least 4", "cec a = 53"},
	},
	{
		name:      "a voided precinct is not waited for",
		protocols: []string{"p-11 manual 1: spare 3", "t-1 manual 1 @5: a 51"}, decisions: []string{"d-1 @3 void p-12"},
		want: []string{"t-1 spare = 3", "t-1 lead = own"},
	},
	{
		name: "nor is one outside the constituency", within: "t-1",
		protocols: []string{"p-11 manual 1: spare 3", "p-12 manual 1: spare 4", "cec manual 1: a 51"},
		want:      []string{"cec spare = 7", "cec lead = own"},
	},
	{
		name: "a territory where nobody could report is unknown", bare: "t-2",
		protocols: []string{"p-11 manual 1: spare 3", "p-12 manual 1: spare 4", "cec manual 1: a 51"},
		want:      []string{"t-1 spare = 7", "cec spare = at least 7", "t-2 state = unsigned"},
	},
	{
		name:      "an own protocol that nobody could read does not hide what is known beneath",
		protocols: []string{"t-1 manual 1: a ?", "p-11 manual 1: a 30", "p-12 manual 1: a 20"},
		want:      []string{"t-1 a = 50", "t-1 lead = sum", "cec a = 50"},
	},
	{
		name:      "a decision made after the territorial protocol lets the sum lead",
		protocols: []string{"p-11 manual 1 @2: a 30", "p-12 manual 1 @2: a 20", "t-1 manual 1 @5: a 50"},
		decisions: []string{"d-1 @7 void p-12"},
		want:      []string{"t-1 lead = sum", "t-1 a = 30", "t-1 out a = 20", "cec a = 30"},
	},
	{
		name:      "a decision made before it is in it",
		protocols: []string{"p-11 manual 1 @2: a 30", "p-12 manual 1 @2: a 20", "t-1 manual 1 @5: a 30"},
		decisions: []string{"d-1 @4 void p-12"},
		want:      []string{"t-1 lead = own", "t-1 a = 30", "cec a = 30"},
	},
	{
		name:      "the sum that leads says that precincts are missing from it",
		protocols: []string{"p-11 manual 1 @2: a 30", "t-1 manual 1 @5: a 50, b 7", "p-21 manual 1: a 1", "p-22 manual 1: a 1"},
		decisions: []string{"d-1 @7 void p-11"},
		want:      []string{"t-1 lead = sum", "t-1 a = unknown", "t-1 out a = 30", "cec a = at least 2"},
	},
	{
		name:      "a decision about figures nobody has leaves the remainder unknown",
		protocols: []string{"t-1 manual 1 @5: a 50, b 7", "p-21 manual 1: a 1", "p-22 manual 1: a 1"},
		decisions: []string{"d-1 @7 void p-11"},
		want:      []string{"t-1 lead = sum", "t-1 a = unknown", "cec a = at least 2", "p-11 state = voided", "t-1 state = counted"},
	},
	{
		name:      "what only the protocol knew goes with it",
		protocols: []string{"t-1 manual 1 @5: a 50, halls 4", "p-11 manual 1 @1: a 30", "p-12 manual 1 @1: a 20", "t-2 manual 1 @5: a 5, halls 3"},
		decisions: []string{"d-1 @7 void p-11"},
		want:      []string{"t-1 halls = unknown", "cec halls = at least 3", "cec a = 25"},
	},
	{
		name:      "nothing remains where every precinct was voided",
		protocols: []string{"t-1 manual 1 @5: a 50", "t-2 manual 1 @5: a 5"},
		decisions: []string{"d-1 @7 void p-11", "d-2 @7 void p-12"},
		want:      []string{"t-1 a = unknown", "cec a = 5"},
	},
	{
		name:      "where nobody knows which came first the paper stands",
		protocols: []string{"p-11 manual 1: a 30", "p-12 manual 1: a 20", "t-1 manual 1: a 50"},
		decisions: []string{"d-1 @7 void p-12"},
		want:      []string{"t-1 lead = own", "t-1 a = 50"},
	},
	{
		name: "of several parts the oldest paper counts", parts: paperAndMachine,
		protocols: []string{
			"p-11 manual 1 paper @1: a 10", "p-11 manual 1 machine @1: a 1", "p-12 manual 1 paper @1: a 20", "p-12 manual 1 machine @1: a 2",
			"t-1 manual 1 paper @3: a 30", "t-1 manual 1 machine @8: a 3",
		},
		decisions: []string{"d-1 @5 void p-12"},
		want:      []string{"t-1 lead = sum", "t-1 a = 11"},
	},
	{
		name:      "a revocation after the territorial protocol lets the sum lead too",
		protocols: []string{"p-11 manual 1 @1: a 30", "p-12 manual 1 @1: a 20", "t-1 manual 1 @5: a 30"},
		decisions: []string{"d-1 @3 void p-12", "d-2 @7 revoke everything d-1"},
		want:      []string{"t-1 lead = sum", "t-1 a = 50", "cec a = 50"},
	},
	{
		name:      "a decision made and revoked after the territorial protocol changes nothing",
		protocols: []string{"p-11 manual 1 @1: a 30", "p-12 manual 1 @1: a 20", "t-1 manual 1 @5: a 51"},
		decisions: []string{"d-1 @6 void p-12", "d-2 @7 revoke everything d-1"},
		want:      []string{"t-1 lead = own", "t-1 a = 51"},
	},
	{
		name:      "a decision about the whole territory is about its own protocol",
		protocols: []string{"p-11 manual 1 @2: a 30", "t-1 manual 1 @5: a 50"},
		decisions: []string{"d-1 @7 void t-1"},
		want:      []string{"t-1 lead = own", "t-1 a = unknown", "t-1 out a = 50", "cec a = unknown", "cec out a = 50", "p-11 state = voided"},
	},
	{
		name:      "recount over manual",
		protocols: []string{"p-11 manual 1: a 30", "p-11 manual 2: a 31", "p-11 recount 1: a 33"},
		want:      []string{"p-11 a = 33", "cec a = 33"},
	},
	{
		name:      "a recount has the lines of its own form",
		protocols: []string{"p-11 manual 1: took 60, a 30", "p-11 recount 1: took 61, a 33, again 2", "p-12 manual 1: a 1"},
		want:      []string{"p-11 again = 2", "p-11 took = 61", "cec again = 2"},
	},
	{
		name:      "the highest version is in force and its correction is said",
		protocols: []string{"p-11 manual 2: a 31", "p-11 manual 1: a 30"},
		want:      []string{"p-11 a = 31", "cec protocols = 1 counted, 1 incomplete, 1 corrected"},
	},
	{
		name:      "refused version",
		protocols: []string{"p-11 manual 1: a 30", "p-11 manual 2: a 90"}, decisions: []string{"d-1 @5 refuse p-11 manual 2"},
		want: []string{"p-11 a = 30", "cec a = 30"},
	},
	{
		name:      "a protocol refused alone leaves the precinct missing",
		protocols: []string{"p-11 manual 1: a 30"}, decisions: []string{"d-1 @5 refuse p-11 manual 1"},
		want: []string{"p-11 state = missing", "cec a = nothing"},
	},
	{
		name:      "revoked decision",
		protocols: []string{"p-11 manual 1: a 30"}, decisions: []string{"d-1 @5 void p-11", "d-2 @6 revoke everything d-1"},
		want: []string{"p-11 state = counted", "cec a = 30"},
	},
	{
		name:      "revoked revocation",
		protocols: []string{"p-11 manual 1: a 30"}, decisions: []string{"d-1 @5 void p-11", "d-2 @6 revoke everything d-1", "d-3 @7 revoke everything d-2"},
		want: []string{"p-11 state = voided", "cec a = unknown", "cec out a = 30"},
	},
	{
		name:      "outside votes voided without figures leave the remainder unknown",
		protocols: []string{"p-11 manual 1: listed 100, took 60, valid 58, invalid 2, mobile 5, a 30, b 28, against 0", "p-12 manual 1: listed 80, took 40, valid 40, invalid 0, mobile 0, a 20, b 20, against 0"},
		decisions: []string{"d-1 @5 void outside p-11"},
		want: []string{
			"p-11 state = counted", "p-11 a = unknown", "p-11 took = unknown", "p-11 listed = 100", "p-11 mobile = unknown", "p-11 out mobile = 5", "p-11 a% = unknown",
			"t-1 a = at least 20", "t-1 listed = 180", "t-1 mobile = 0", "t-1 out mobile = 5", "t-1 a% = 20/40",
		},
	},
	{
		name:      "outside votes voided where the paper says there were none take nothing",
		protocols: []string{"p-11 manual 1: took 60, mobile 0, a 30"}, decisions: []string{"d-1 @5 void outside p-11"},
		want: []string{"p-11 a = 30", "p-11 took = 60", "cec a = 30"},
	},
	{
		name:      "outside ballots that were issued and are not in the box leave the remainder unknown",
		protocols: []string{"p-11 manual 1: took 60, issued 5, mobile 0, a 30"}, decisions: []string{"d-1 @5 void outside p-11"},
		want: []string{"p-11 a = unknown", "p-11 took = unknown"},
	},
	{
		name:      "outside votes of nobody knows how many are unknown",
		protocols: []string{"p-11 manual 1: took 60, mobile ?, a 30"}, decisions: []string{"d-1 @5 void outside p-11"},
		want: []string{"p-11 a = unknown", "cec a = unknown"},
	},
	{
		name: "outside votes in a part of their own leave exactly", parts: insideOutside,
		protocols: []string{"p-11 manual 1 inside: took 60, mobile 3, a 30", "p-11 manual 1 outside: took 5, mobile 5, a 4"},
		decisions: []string{"d-1 @5 void outside p-11"},
		want:      []string{"p-11 a = 30", "p-11 out a = 4", "p-11 took = 60", "cec a = 30"},
	},
	{
		name:      "one voided selection",
		protocols: []string{"p-11 manual 1: took 60, valid 58, a 30, b 28, against 0", "p-21 manual 1: took 20, valid 20, a 15, b 5, against 0"},
		decisions: []string{"d-1 @5 void a"},
		want:      []string{"cec a = unknown", "cec out a = 45", "cec b = 33", "cec b% = 33/80", "cec ahead = b", "p-11 state = counted"},
	},
	{
		name:      "one selection voided in one precinct",
		protocols: []string{"p-11 manual 1: took 60, a 30, b 28", "p-21 manual 1: took 20, a 15, b 5"}, decisions: []string{"d-1 @5 void a p-11"},
		want: []string{"cec a = 15", "cec out a = 30", "cec b = 33", "cec ahead = b"},
	},
	{
		name: "constituency", within: "t-1",
		protocols: []string{"p-11 manual 1: a 30", "cec manual 1: a 77"},
		want: []string{
			"cec a = 77", "cec state = unsigned", "p-21 state = unsigned", "t-2 state = unsigned", "p-12 state = missing",
			"cec progress = 1 of 2, device 0, voided 0, held 0, embargoed 0, missing 1",
		},
	},
	{
		name: "embargo", embargo: "p-11 @9", asOf: 8,
		protocols: []string{"p-11 manual 1 @5: a 30", "p-11 device 1 @5: a 30", "p-12 manual 1 @5: a 20"},
		want: []string{
			"p-11 state = embargoed", "p-11 a = nothing", "p-11 lead = nothing", "cec a = 20", "cec device a = unknown",
			"cec progress = 1 of 4, device 0, voided 0, held 0, embargoed 1, missing 2",
		},
	},
	{
		name: "an embargo that has ended", embargo: "p-11 @9", asOf: 9,
		protocols: []string{"p-11 manual 1 @5: a 30", "p-12 manual 1 @5: a 20"},
		want:      []string{"p-11 state = counted", "cec a = 50"},
	},
	{
		name: "without a moment no embargo has ended", embargo: "p-11 @9",
		protocols: []string{"p-11 manual 1: a 30", "p-12 manual 1: a 20"},
		want:      []string{"p-11 state = embargoed", "cec a = 20"},
	},
	{
		name: "as of", asOf: 5,
		protocols: []string{"p-11 manual 1 @3: a 30", "p-11 manual 2 @6: a 31", "p-12 manual 1 @7: a 20", "p-21 manual 1 @2: a 1"},
		decisions: []string{"d-1 @6 void p-21"},
		want:      []string{"p-11 a = 30", "p-12 state = missing", "p-21 state = counted", "cec a = 31"},
	},
	{
		name:      "nobody is ahead on a tie, and against all is nobody",
		protocols: []string{"p-11 manual 1: a 5, b 5, against 1", "p-21 manual 1: a 0, b 0, against 0", "p-22 manual 1: a 3, b 2, against 9"},
		want:      []string{"p-11 ahead = nobody", "p-21 ahead = nobody", "p-22 ahead = a"},
	},
	{
		name: "the ledger closes over everything that was expected", held: "p-12",
		protocols: []string{"p-11 manual 1: listed 100, a 30", "p-21 manual 1: listed 80, a 5", "p-22 device 1: listed 70, a 9"},
		decisions: []string{"d-1 @5 void p-21"},
		want: []string{
			"cec ledger = 4: published 1, held 1, voided 1, waiting 1; received 3",
			"cec voters = at least 250: published 100, held unknown, voided 80, waiting 70; received at least 180",
			"t-1 ledger = 2: published 1, held 1, voided 0, waiting 0; received 2",
			"t-1 voters = at least 100: published 100, held unknown, voided unknown, waiting unknown; received at least 100",
		},
	},
	{
		name:      "a void before any protocol came is still waited for",
		protocols: []string{"p-11 manual 1: listed 100"}, decisions: []string{"d-1 @5 void p-12"},
		want: []string{"t-1 ledger = 2: published 1, held 0, voided 0, waiting 1; received 1"},
	},
	{
		name: "a void of what was withheld has been received", held: "p-12",
		protocols: []string{"p-11 manual 1: listed 100"}, decisions: []string{"d-1 @5 void p-12"},
		want: []string{"t-1 ledger = 2: published 1, held 0, voided 1, waiting 0; received 2"},
	},
	{
		name: "nothing of an embargoed precinct stands in the ledger", embargo: "p-11 @9", asOf: 8,
		protocols: []string{"p-11 manual 1 @5: listed 100, a 30", "p-11 device 1 @5: listed 100, a 30", "p-12 manual 1 @5: listed 90"},
		want: []string{
			"t-1 ledger = 2: published 1, held 0, voided 0, waiting 1; received 1",
			"t-1 voters = at least 90: published 90, held unknown, voided unknown, waiting unknown; received 90",
		},
	},
	{
		name: "a vote that was voided takes nobody off the lists", parts: insideOutside,
		protocols: []string{"p-11 manual 1 inside: listed 100, a 30", "p-11 manual 1 outside: listed 9, a 4", "p-12 manual 1 inside: listed 90"},
		decisions: []string{"d-1 @5 void outside p-11"},
		want:      []string{"p-11 listed = 100", "t-1 voters = at least 199: published at least 199, held unknown, voided unknown, waiting unknown; received at least 199"},
	},
	{
		name:      "the voters of a precinct are those of its official protocol",
		protocols: []string{"p-11 manual 1: listed 100", "p-11 device 1: listed 99", "p-12 manual 1: listed ?", "p-12 device 1: listed 90"},
		want:      []string{"t-1 voters = at least 100: published at least 100, held unknown, voided unknown, waiting unknown; received at least 100"},
	},
	{
		name: "a precinct outside the constituency owes nothing", within: "t-1",
		protocols: []string{"p-11 manual 1: listed 100", "p-12 manual 1: listed 90"},
		want: []string{
			"cec ledger = 2: published 2, held 0, voided 0, waiting 0; received 2", "t-2 ledger = 0: published 0, held 0, voided 0, waiting 0; received 0",
			"cec voters = 190: published 190, held unknown, voided unknown, waiting unknown; received 190",
		},
	},
	{
		name: "a line of recounts alone stays known when a decision overtakes the protocol above",
		protocols: []string{
			"p-11 manual 1 @1: a 30", "p-12 recount 1 @1: a 20, again 2", "t-1 recount 1 @5: a 50, again 2",
		},
		decisions: []string{"d-1 @7 void p-11"},
		want:      []string{"t-1 lead = sum", "t-1 again = at least 2", "cec again = at least 2", "cec a = 20"},
	},
}
