package scans

import "achyk/generator/finding"

type pdfium struct{ cache string }

func (p *pdfium) close() error { return nil }

func (m *maker) decodePDF(data []byte, visit func(page)) (finding.Term, error) {
	return finding.OtherFormat, nil
}
