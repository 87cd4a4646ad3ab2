package scans

import "achyk/generator/finding"

func hiddenInPDF(data []byte) finding.Term { return finding.HiddenData }
