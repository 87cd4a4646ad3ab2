package wording

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// A format is how a language writes numbers, shares and dates, taken from its
// formats.yaml and made ready for use.
type format struct {
	thousands, decimal, minus, plus string
	noData                          string
	atLeast, percent                around
	date, shortDate, deadline, time message
	months, deadlineMonths          [12]string
}

// An around is a text with one placeholder, cut in two.
type around struct{ before, after string }

func readFormat(l *Language) (format, error) {
	var problems []error
	text := func(key string) message {
		m, ok := l.texts["formats."+key]
		if !ok {
			problems = append(problems, fmt.Errorf("formats.%s is missing", key))
		}
		return m
	}
	pattern := func(key string, names ...string) message {
		m := text(key)
		for _, p := range m.parts {
			if p.name != "" && !strings.Contains(" "+strings.Join(names, " ")+" ", " "+p.name+" ") {
				problems = append(problems, fmt.Errorf("%s: formats.%s knows the placeholders %v, not {%s}", m.at, key, names, p.name))
			}
		}
		return m
	}
	cut := func(key, name string) around {
		m := text(key)
		before, after, found := strings.Cut(m.raw, "{"+name+"}")
		if !found && m.at != "" {
			problems = append(problems, fmt.Errorf("%s: formats.%s lacks the placeholder {%s}", m.at, key, name))
		}
		return around{before, after}
	}
	months := func(key string) (names [12]string) {
		for i := range names {
			names[i] = text(key + "." + strings.ToLower(time.Month(i+1).String())).raw
		}
		return names
	}
	f := format{
		thousands:      text("thousands").raw,
		decimal:        text("decimal").raw,
		minus:          text("minus").raw,
		plus:           text("plus").raw,
		noData:         text("no_data").raw,
		atLeast:        cut("at_least", "n"),
		percent:        cut("percent", "n"),
		date:           pattern("date", "year", "month", "day"),
		shortDate:      pattern("short_date", "year", "mm", "dd"),
		deadline:       pattern("deadline", "year", "month", "day"),
		time:           pattern("time", "date", "clock", "zone"),
		months:         months("months"),
		deadlineMonths: months("deadline_months"),
	}
	return f, errors.Join(problems...)
}

// Number is a whole number with its thousands set apart, four digits too: a
// column of numbers looks the same all the way down.
func (l *Language) Number(n int64) string {
	var buffer [48]byte
	return string(l.appendNumber(buffer[:0], n))
}

// Signed is a difference: its sign is always written, and zero has none.
func (l *Language) Signed(n int64) string {
	var buffer [48]byte
	out := buffer[:0]
	if n > 0 {
		out = append(out, l.format.plus...)
	}
	return string(l.appendNumber(out, n))
}

// Amount is the number, or at least the number, or that there are no data.
func (l *Language) Amount(a Amount) string {
	if a.State != Known && a.State != AtLeast {
		return l.format.noData
	}
	var buffer [96]byte
	return string(l.appendAmount(buffer[:0], a))
}

// Percent is a share in percent with two decimals.
func (l *Language) Percent(s Share) string {
	var buffer [64]byte
	return string(l.appendPercent(buffer[:0], s))
}

// Date is a day in words; the text for no data where it is unknown.
func (l *Language) Date(d Date) string {
	return l.dateIn(&l.format.date, &l.format.months, d)
}

// ShortDate is a day in figures, for tables.
func (l *Language) ShortDate(d Date) string {
	return l.dateIn(&l.format.shortDate, &l.format.months, d)
}

// DeadlineDate says that something is due up to a day.
func (l *Language) DeadlineDate(d Date) string {
	return l.dateIn(&l.format.deadline, &l.format.deadlineMonths, d)
}

// Time is a moment on the clock of its own location, with the zone: precincts
// abroad close at other hours than those at home. Midnight sharp is the day
// alone: a table that gives a date means no hour.
func (l *Language) Time(t time.Time) string {
	if t.IsZero() {
		return l.format.noData
	}
	if hour, minute, second := t.Clock(); hour+minute+second+t.Nanosecond() == 0 {
		return l.ShortDate(Date{Year: t.Year(), Month: t.Month(), Day: t.Day()})
	}
	var buffer [96]byte
	return string(l.appendTime(buffer[:0], t))
}

func (l *Language) dateIn(pattern *message, months *[12]string, d Date) string {
	var buffer [96]byte
	return string(l.appendDate(buffer[:0], pattern, months, d))
}

// appendValue appends the value of a placeholder; it is false for a type that
// has no way of being written.
func (l *Language) appendValue(out []byte, value any) ([]byte, bool) {
	switch v := value.(type) {
	case string:
		return append(out, v...), true
	case int:
		return l.appendNumber(out, int64(v)), true
	case int64:
		return l.appendNumber(out, v), true
	case Amount:
		return l.appendAmount(out, v), true
	case Share:
		return l.appendPercent(out, v), true
	case Date:
		return l.appendDate(out, &l.format.date, &l.format.months, v), true
	case Text:
		return append(out, v.In(l.code)...), true
	case time.Time:
		return append(out, l.Time(v)...), true
	}
	return out, false
}

func (l *Language) appendNumber(out []byte, n int64) []byte {
	if n < 0 {
		out = append(out, l.format.minus...)
	}
	return appendGrouped(out, magnitude(n), l.format.thousands)
}

// appendGrouped appends a number in groups of three digits.
func appendGrouped(out []byte, n uint64, separator string) []byte {
	var digits [20]byte
	figures := strconv.AppendUint(digits[:0], n, 10)
	first := (len(figures)-1)%3 + 1
	out = append(out, figures[:first]...)
	for i := first; i < len(figures); i += 3 {
		out = append(out, separator...)
		out = append(out, figures[i:i+3]...)
	}
	return out
}

func (l *Language) appendAmount(out []byte, a Amount) []byte {
	switch a.State {
	case Known:
		return l.appendNumber(out, a.N)
	case AtLeast:
		out = append(out, l.format.atLeast.before...)
		out = l.appendNumber(out, a.N)
		return append(out, l.format.atLeast.after...)
	}
	return append(out, l.format.noData...)
}

func (l *Language) appendPercent(out []byte, s Share) []byte {
	hundredths, ok := s.Hundredths()
	if !ok {
		return append(out, l.format.noData...)
	}
	if s.AtLeast {
		out = append(out, l.format.atLeast.before...)
		out = l.appendHundredths(out, hundredths)
		return append(out, l.format.atLeast.after...)
	}
	return l.appendHundredths(out, hundredths)
}

// appendHundredths writes hundredths of a percent as a percent.
func (l *Language) appendHundredths(out []byte, hundredths int64) []byte {
	out = append(out, l.format.percent.before...)
	if hundredths < 0 {
		out = append(out, l.format.minus...)
	}
	size := magnitude(hundredths)
	out = appendGrouped(out, size/100, l.format.thousands)
	out = append(out, l.format.decimal...)
	out = appendTwo(out, int(size%100))
	return append(out, l.format.percent.after...)
}

func (l *Language) appendDate(out []byte, pattern *message, months *[12]string, d Date) []byte {
	if d.IsZero() {
		return append(out, l.format.noData...)
	}
	for _, p := range pattern.parts {
		switch p.name {
		case "":
			out = append(out, p.literal...)
		case "year":
			out = strconv.AppendInt(out, int64(d.Year), 10)
		case "month":
			if d.Month >= time.January && d.Month <= time.December {
				out = append(out, months[d.Month-1]...)
			}
		case "day":
			out = strconv.AppendInt(out, int64(d.Day), 10)
		case "mm":
			out = appendTwo(out, int(d.Month))
		case "dd":
			out = appendTwo(out, d.Day)
		}
	}
	return out
}

func (l *Language) appendTime(out []byte, t time.Time) []byte {
	year, month, day := t.Date()
	for _, p := range l.format.time.parts {
		switch p.name {
		case "":
			out = append(out, p.literal...)
		case "date":
			out = l.appendDate(out, &l.format.shortDate, &l.format.months, Date{year, month, day})
		case "clock":
			out = appendTwo(out, t.Hour())
			out = append(out, ':')
			out = appendTwo(out, t.Minute())
		case "zone":
			out = l.appendZone(out, t)
		}
	}
	return out
}

// appendZone appends the zone as its distance from UTC, the one name of a zone
// that readers in every country can compute with.
func (l *Language) appendZone(out []byte, t time.Time) []byte {
	_, seconds := t.Zone()
	minutes := seconds / 60
	out = append(out, "UTC"...)
	switch {
	case minutes > 0:
		out = append(out, l.format.plus...)
	case minutes < 0:
		out = append(out, l.format.minus...)
		minutes = -minutes
	default:
		return out
	}
	out = strconv.AppendInt(out, int64(minutes/60), 10)
	if minutes%60 != 0 {
		out = append(out, ':')
		out = appendTwo(out, minutes%60)
	}
	return out
}

// appendTwo appends a number below a hundred in two digits.
func appendTwo(out []byte, n int) []byte {
	return append(out, byte('0'+n/10), byte('0'+n%10))
}
