package crawler

// bench is the work of a site at hand: the addresses it has claimed.
type bench struct {
	ready   []Address // nobody asks for them yet
	asking  int
	waiting []*asked // answers that nobody reads yet
	reading int
	// lists counts those of all that may lead anywhere.
	lists int
	// list tells that the last one claimed is a list.
	list bool
}

// held is how many addresses are at hand.
func (b *bench) held() int { return len(b.ready) + b.asking + len(b.waiting) + b.reading }

// room tells whether one more address may be claimed while so many are held, of
// which so many may lead anywhere: as many as may be asked at a time, and as many
// again while the pages of the first are read, unless those may lead to something
// better.
func room(held, lists, concurrency int) bool {
	return held < concurrency || lists == 0 && held < 2*concurrency
}

func (b *bench) room(concurrency int) bool { return room(b.held(), b.lists, concurrency) }

// roomAfter is room as it will be when an address of those held is done.
func (b *bench) roomAfter(a Address, concurrency int) bool {
	return room(b.held()-1, b.lists-a.lists(), concurrency)
}

// claimed takes an address in hand.
func (b *bench) claimed(a Address) {
	b.ready = append(b.ready, a)
	b.lists += a.lists()
	b.list = a.Kind.lists()
}

// ask takes the next address to be asked for, false if there is none or as many
// are being asked as may be.
func (b *bench) ask(concurrency int) (Address, bool) {
	if len(b.ready) == 0 || b.asking >= concurrency {
		return Address{}, false
	}
	a := b.ready[0]
	b.ready = b.ready[1:]
	b.asking++
	return a, true
}

func (b *bench) next(concurrency int) bool { return len(b.waiting) > 0 && b.reading < concurrency }

// idle tells that nobody works on anything.
func (b *bench) idle() bool { return b.asking+b.reading+len(b.waiting) == 0 }

func (b *bench) put(a *asked) {
	b.asking--
	b.waiting = append(b.waiting, a)
}

// lost takes an address off that was asked for in vain.
func (b *bench) lost(a Address) {
	b.asking--
	b.lists -= a.lists()
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
	b.lists -= a.visit.Address.lists()
}
