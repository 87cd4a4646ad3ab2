package proposal

import "testing"

func read1(t *testing.T) *vocabulary {
	t.Helper()
	v, err := readVocabulary()
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// Headers as offices write them, in four languages: long official names, short
// ones, and names of programs.
func TestLinesByTheirNames(t *testing.T) {
	v := read1(t)
	tests := []struct{ header, code string }{
		{"voters_listed", "voters_listed"},
		{"Voters on the list", "voters_listed"},
		{"registeredVoters", "voters_listed"},
		{"pre_registered_voters", ""},
		{"onsite_listed_voters", "voters_listed_additional"},
		{"Число избирателей, внесённых в список", "voters_listed"},
		{"Избирателей в дополнительном списке", "voters_listed_additional"},
		{"Тизмеге киргизилген шайлоочулардын саны", "voters_listed"},
		{"Кошумча тизмедеги шайлоочулар", "voters_listed_additional"},
		{"Шайлоого катышкандар", "voters_participated"},
		{"voted_voters", "voters_participated"},
		{"Алынган бюллетендер", "ballots_received"},
		{"УШК алган бюллетендер", "ballots_received"},
		{"distributed_ballots", "ballots_received"},
		{"Получено УИК бюллетеней", "ballots_received"},
		{"Число избирательных бюллетеней, не учтенных при получении", "ballots_unaccounted"},
		{"Выдано бюллетеней", "ballots_issued"},
		{"Участокто берилген бюллетендер", "ballots_issued_station"},
		{"Жайдан тышкары берилген бюллетендер", "ballots_issued_outside"},
		{"Выдано вне помещения", "ballots_issued_outside"},
		{"Число избирательных бюллетеней, выданных избирателям, проголосовавшим досрочно", "ballots_issued_early"},
		{"Эсептен чыгарылган бюллетендер", "ballots_cancelled"},
		{"Погашенные", "ballots_cancelled"},
		{"Число погашенных неиспользованных открепительных удостоверений", "certificates_unused"},
		{"Көчмө ящиктердеги бюллетендер", "ballots_mobile"},
		{"АЭУдагы бюллетендер", "ballots_stationary"},
		{"Жараксыз", "ballots_invalid"},
		{"Жарактуу", "ballots_valid"},
		{"недействительные бюллетени", "ballots_invalid"},
		{"valid_paper_votes_for_parties", "ballots_valid"},
		{"Намерени в кутиите бюлетини", "ballots_boxes"},
		{"Кѳчмѳ ящиктердеги бюллетендер", "ballots_mobile"},
		{"Hедействительныe", "ballots_invalid"}, // Latin H and e
		{"babanov", ""},
		{"Политическая партия ЛДПР", ""},
		{"УИК", ""},
		{"Баарына каршы", ""},
	}
	for _, test := range tests {
		got := ""
		if l := v.line(words(test.header)); l != nil {
			got = l.Code
		}
		if got != test.code {
			t.Errorf("%s: %q, not %q", test.header, got, test.code)
		}
	}
}

func TestMeaningsByTheirNames(t *testing.T) {
	v := read1(t)
	tests := []struct {
		header string
		want   meaning
	}{
		{"code", meaning{way: "code"}},
		{"name_ru", meaning{way: "name", language: "ru"}},
		{"Аталышы", meaning{way: "name"}},
		{"section_id", meaning{place: "precinct", way: "code"}},
		{"№ УИК", meaning{place: "precinct"}},
		{"Номер избирательного участка", meaning{place: "precinct", way: "code"}},
		{"Шайлоо участогу", meaning{place: "precinct"}},
		{"УШК №", meaning{place: "precinct"}},
		{"Облус", meaning{place: "region"}},
		{"tik", meaning{place: "territorial"}},
		{"Наименование территориальной избирательной комиссии", meaning{place: "territorial", way: "name"}},
		{"rik_name", meaning{place: "district", way: "name"}},
		{"municipality", meaning{place: "municipality"}},
		{"Дареги", meaning{field: "address"}},
		{"longitude", meaning{field: "longitude"}},
		{"party", meaning{field: "item"}},
		{"Политическая партия ЕДИНАЯ РОССИЯ", meaning{}},
		{"votes", meaning{field: "value"}},
		{"ekatte", meaning{}},
		{"url", meaning{}},
	}
	for _, test := range tests {
		if got := v.meaning(words(test.header)); got != test.want {
			t.Errorf("%s: %+v, not %+v", test.header, got, test.want)
		}
	}
}

// Every relation is about lines that there are, and every line has what a form
// needs.
func TestTheVocabularyAgreesWithItself(t *testing.T) {
	v := read1(t)
	codes := make(map[string]bool)
	for _, l := range v.Lines {
		if codes[l.Code] || l.Name["ky"] == "" || l.Name["ru"] == "" || len(l.Words) == 0 {
			t.Errorf("line %q: twice, or without a name or words", l.Code)
		}
		codes[l.Code] = true
	}
	for _, r := range v.Relations {
		for _, term := range append(r.left, r.right...) {
			if !codes[term.code] && term.code != allVotes {
				t.Errorf("a relation names the line %q", term.code)
			}
		}
	}
	for _, name := range []string{"central", "against_all"} {
		if v.Names[name]["ky"] == "" || v.Names[name]["ru"] == "" {
			t.Errorf("no name for %s", name)
		}
	}
}
