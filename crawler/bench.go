package crawler

// bench is the work of a site at hand.
type bench struct {
	asking  int
	waiting []*asked // answers that nobody reads yet
	reading int
	// lists counts those of waiting and reading that may lead anywhere.
	lists int
}

// room tells whether one more address may be asked.
func (b *bench) room(concurrency int) bool {
	open := len(b.waiting) + b.reading
	return b.asking < concurrency && (b.asking+open < concurrency || b.lists == 0 && open <= concurrency)
}

func (b *bench) next(concurrency int) bool { return len(b.waiting) > 0 && b.reading < concurrency }

func (b *bench) idle() bool { return b.asking+b.reading+len(b.waiting) == 0 }

func (b *bench) put(a *asked) {
	b.waiting = append(b.waiting, a)
	b.lists += a.lists()
}

func (b *bench) take() *asked {
	one := b.waiting[0]
	b.waiting[0] = nil // a site may wait for minutes: its last page must not
	b.waiting = b.waiting[1:]
	b.reading++
	return one
}

func (b *bench) done(a *asked) {
	b.reading--
	b.lists -= a.lists()
}
