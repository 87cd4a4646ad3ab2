// Package charts works out what charts show beyond the sums of [rollup]: how many
// had voted by which hour, how commissions differ in turnout, how the counts of the
// same ballots differ, when protocols came. It knows neither languages nor drawings:
// its numbers are printed by pages and datasets alike, and drawn beside the table
// that prints them.
//
// Everything is as of the moment of the country, and nothing is here that pages
// withhold: a commission under an embargo is as one that has reported nothing.
package charts

import (
	"time"

	"achyk/generator/election"
	"achyk/generator/rollup"
)

// beneath visits the commissions of a level beneath a place, in the order of the
// election.
func beneath(c *election.Commission, level int, visit func(*election.Commission)) {
	for _, child := range c.Children {
		if child.Level == level {
			visit(child)
		} else if child.Level < level {
			beneath(child, level, visit)
		}
	}
}

// zone is the clock of a place.
func zone(y *rollup.Country, c *election.Commission) *time.Location {
	switch {
	case c.Zone != nil:
		return c.Zone
	case y.Election.Zone != nil:
		return y.Election.Zone
	}
	return time.UTC
}
