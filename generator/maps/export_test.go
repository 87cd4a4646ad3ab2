package maps

// Sine and Cosine are for tests.
var (
	Sine   = sine
	Cosine = cosine
)
