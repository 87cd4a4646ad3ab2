// Package maps reads boundaries from GeoJSON and TopoJSON, projects and simplifies
// them, and hands out outlines in whole units of a drawing. It knows no commissions.
package maps
