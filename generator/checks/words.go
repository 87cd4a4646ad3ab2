package checks

import (
	"strings"

	"achyk/generator/election"
	"achyk/generator/wording"
)

// Words is a comparison in the names of its lines, as a reader of the paper
// says it: "valid + invalid = in the boxes". Without a name in a language, a
// line goes by its code.
func (s *Statement) Words(w *wording.Language) string {
	name := func(t *Token) string { return t.Name(w) }
	left := side(s.Left, name, w)
	if s.Sign == "" {
		return left
	}
	return left + " " + signs[s.Sign] + " " + side(s.Right, name, w)
}

// Figures is the same comparison with the figures of a protocol worked out:
// "512 + 9 = 521 ≠ 520". A figure that nobody knows is said in words, one that the
// form does not have is neither.
func (s *Statement) Figures(w *wording.Language) string {
	figure := func(t *Token) string {
		if t.Absent {
			return w.Text("operand.absent")
		}
		return w.Amount(t.Value)
	}
	return s.write(figure, w.Number, w)
}

// write writes a comparison with its figures and both sides worked out: in a
// language, or with no words at all.
func (s *Statement) write(figure func(t *Token) string, number func(n int64) string, w *wording.Language) string {
	left, right := side(s.Left, figure, w), side(s.Right, figure, w)
	if s.Sign == "" {
		return left
	}
	if s.LeftValue.State != wording.Known || s.RightValue.State != wording.Known {
		return left + " " + signs[s.Sign] + " " + right
	}
	// Two sides that come to the same say it once.
	once := s.Sign == "==" && s.LeftValue.N == s.RightValue.N
	if len(s.Left) > 1 && (!once || len(s.Right) > 1) {
		left += " = " + number(s.LeftValue.N)
	}
	if len(s.Right) > 1 && !once {
		right = number(s.RightValue.N) + " = " + right
	}
	sign := signs[s.Sign]
	switch {
	case s.Holds != compare(s.LeftValue.N, s.Sign, s.RightValue.N, 0):
		sign = "≈" // within the tolerance
	case !s.Holds:
		sign = contrary[s.Sign]
	}
	return left + " " + sign + " " + right
}

// The signs of comparisons as they are printed, and what stands in their place
// where one does not come out.
var (
	signs    = map[string]string{"==": "=", "!=": "≠", "<=": "≤", ">=": "≥", "<": "<", ">": ">"}
	contrary = map[string]string{"==": "≠", "!=": "=", "<=": ">", ">=": "<", "<": "≥", ">": "≤"}
)

// conjunctions are the signs that are words in a language.
var conjunctions = map[string]string{"&&": "operand.and", "||": "operand.or"}

// side writes one side of a comparison, or a formula that is none.
func side(tokens []Token, operand func(t *Token) string, w *wording.Language) string {
	var b strings.Builder
	for i := range tokens {
		t := &tokens[i]
		text := t.Text
		if t.Kind == Operand {
			text = operand(t)
		} else {
			text = spoken(text, w)
		}
		if i > 0 && text != ")" && text != "," && tokens[i-1].Text != "(" {
			b.WriteByte(' ')
		}
		b.WriteString(text)
	}
	return b.String()
}

// spoken is a sign of a formula as readers write it; without a language, a word
// stays as the formula has it.
func spoken(sign string, w *wording.Language) string {
	switch sign {
	case "-":
		return "−"
	case "*":
		return "×"
	case "/":
		return "÷"
	}
	if key := conjunctions[sign]; key != "" && w != nil {
		return w.Text(key)
	}
	if printed, is := signs[sign]; is {
		return printed
	}
	return sign
}

// Name is what an operand is called.
func (t *Token) Name(w *wording.Language) string {
	name := t.own(w)
	switch t.Of {
	case Own, Participation:
		return name
	case OtherPart:
		return w.Text("operand.part", "part", t.Part.Name.In(w.Code()), "name", name)
	}
	if t.Sum == "" && t.Item == (election.Item{}) {
		return w.Text("operand." + string(t.Of) + "_it")
	}
	return w.Text("operand."+string(t.Of), "name", name)
}

// own is what an operand is called where it needs no word of whose it is.
func (t *Token) own(w *wording.Language) string {
	switch {
	case t.Of == Participation:
		return w.Text("operand.participation")
	case t.Sum != "":
		return w.Text("operand." + string(t.Sum))
	case t.Item == election.Item{}:
		return w.Text("operand.it")
	}
	return t.Item.Name(w)
}
