package datasets

import (
	"iter"
	"runtime"
	"sync"
)

// onAllCores does something with each of many things on all cores. Every worker is
// made once, and may keep what it needs from one thing to the next. The first error
// ends it.
func onAllCores[T any](all iter.Seq[T], worker func() func(T) error) error {
	jobs, failed := make(chan T), make(chan struct{})
	var workers sync.WaitGroup
	var first error
	var once sync.Once
	for range runtime.GOMAXPROCS(0) {
		workers.Go(func() {
			do := worker()
			for job := range jobs {
				if err := do(job); err != nil {
					once.Do(func() {
						first = err
						close(failed)
					})
				}
			}
		})
	}
	all(func(job T) bool {
		select {
		case jobs <- job:
			return true
		case <-failed:
			return false
		}
	})
	close(jobs)
	workers.Wait()
	return first
}
