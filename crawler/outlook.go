package crawler

import (
	"context"
	"fmt"
)

// behindLists is how many requests a site is expected to need at least while it
// has a list that nobody has read. Most lists hold less; but a long one that is
// found out late keeps the run waiting, and a short one costs nothing.
const behindLists = 60

// behindNone is the same for a site none of whose lists has been read in this
// run. It may be as long as any, and finding that out takes few requests.
const behindNone = 1000

// outlook guesses how many requests a site will still need. Lists hide how much
// is behind them, so each is taken for as long as the site's others were, and
// all that are due for twice what the site has shown so far: sites differ in
// size so much that those that showed much have much left.
type outlook struct {
	Ahead
	seen   int // pages visited
	lists  int // lists among them
	gained int // pages but lists that they led to
}

// reckon counts what is due after a visit led anywhere, nil before the first.
func (o *outlook) reckon(now Ahead, v *Visit) {
	if v != nil {
		o.seen++
		if v.Address.Kind.lists() {
			o.lists++
			o.gained += max(now.Others-o.Others, 0)
		}
	}
	o.Ahead = now
}

// visited takes a visit that led nowhere off.
func (o *outlook) visited(v *Visit) {
	o.seen++
	if v.Address.Kind.lists() {
		o.lists++
		o.Lists = max(o.Lists-1, 0)
		return
	}
	o.Others = max(o.Others-1, 0)
}

func (o *outlook) requests() int {
	switch {
	case o.Lists == 0 && o.seen > 0:
		return o.Others
	case o.lists == 0:
		return o.Others + o.Lists + behindNone
	}
	return o.Others + o.Lists + max(o.Lists*o.gained/o.lists, 2*o.seen, behindLists)
}

// foresee tells the gate of the site how many requests it will still need: after
// a visit, or when the work begins, for which v is nil. Reports lead to what their
// neighbours led to, so after those nobody counts.
func (j *job) foresee(ctx context.Context, v *Visit) error {
	if v == nil || len(v.Found) > 0 && v.Address.Kind != KindReport {
		now, err := j.journal.Ahead(ctx, j.site, j.id)
		if err != nil {
			return fmt.Errorf("what is ahead of %s: %w", j.site, err)
		}
		j.ahead.reckon(now, v)
	} else {
		j.ahead.visited(v)
	}
	n := min(int64(j.ahead.requests()), max(j.budget.Load(), 0))
	j.net.gateOf(ctx, j.site).expect(j.site, int(n))
	return nil
}
