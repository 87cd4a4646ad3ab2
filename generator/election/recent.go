package election

import "sync/atomic"

// recently is how many commissions are remembered: more than there are workers,
// so that one seldom drives out what another is about to ask for.
const recently = 64

// A Recent remembers what was worked out for the commissions that were asked for
// last. The pages and documents of one commission ask for the same again and
// again, and a country has too many commissions to remember all. The zero Recent
// is ready for use, also by several goroutines at once.
type Recent[T any] struct {
	slots [recently]atomic.Pointer[recent[T]]
}

type recent[T any] struct {
	of     *Commission
	answer T
}

// Of is what work answers for a commission, remembered or worked out. It must
// depend on the commission alone, and is shared: nobody may change it.
func (r *Recent[T]) Of(c *Commission, work func(*Commission) T) T {
	slot := &r.slots[c.Index%recently]
	if known := slot.Load(); known != nil && known.of == c {
		return known.answer
	}
	known := &recent[T]{c, work(c)}
	slot.Store(known)
	return known.answer
}
