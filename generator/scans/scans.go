// Package scans makes pictures of papers: of each file that a document names, in
// whatever format a scanner or a telephone wrote it, a picture of every page to read
// and a small one to choose by.
//
// A file is read once, within limits and in one state (read.go), told apart by its
// content and decoded (decode.go, tiff.go, pdf.go), made smaller in whole numbers
// (shrink.go), turned upright (turn.go), blanked where the rule for its kind says so,
// and encoded (picture.go). What is published is encoded from pixels alone, so that
// nothing else of the received file can be in it. The received file itself is
// published only where the rule says so and a gate finds nothing in it but the
// picture (gate.go for images, gatepdf.go for PDF).
//
// Whatever is wrong with a file is a finding about its document (report.go): broken,
// encrypted and oversized files are expected, and must neither end a build nor
// make it wait. What became of a file is kept by the digest of its bytes and its
// rule (store.go), so that a second build decodes nothing.
package scans
