package templates

import "testing"

// What the catalogue writes behind a label becomes a sentence; a file keeps its
// name.
func TestSentencesBeginAsTheyMust(t *testing.T) {
	for text, want := range map[string]string{
		"correct the cell":                    "Correct the cell.",
		"өзгөртпөңүз":                         "Өзгөртпөңүз.",
		"election.yaml файлында жазыңыз":      "election.yaml файлында жазыңыз.",
		"election.yaml, at the line shown":    "election.yaml, at the line shown.",
		"etc. is no name of a file":           "Etc. is no name of a file.",
		"correct site.yaml at the line shown": "Correct site.yaml at the line shown.",
	} {
		if got := sentence(text); got != want {
			t.Errorf("%q becomes %q, want %q", text, got, want)
		}
	}
}
