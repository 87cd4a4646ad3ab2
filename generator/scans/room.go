package scans

import "sync"

// A room bounds what is in memory at once: whoever needs some of it waits until
// there is. What is larger than all of it has it alone.
type room struct {
	mutex sync.Mutex
	freed sync.Cond
	size  int64
	taken int64
}

func newRoom(size int64) *room {
	r := &room{size: size}
	r.freed.L = &r.mutex
	return r
}

// take waits for so many bytes, and returns what gives them back.
func (r *room) take(bytes int64) func() {
	bytes = min(bytes, r.size)
	r.mutex.Lock()
	for r.taken+bytes > r.size {
		r.freed.Wait()
	}
	r.taken += bytes
	r.mutex.Unlock()
	return func() {
		r.mutex.Lock()
		r.taken -= bytes
		r.mutex.Unlock()
		r.freed.Broadcast()
	}
}
