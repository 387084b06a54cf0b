package generate

import (
	"hash/fnv"
	"math/rand/v2"
	"slices"
)

// knobs decides which features a page has. Every decision draws from a stream
// of its own name, so that turning one feature off leaves all others as they
// are: a failing page can be reduced to the features that make it fail.
type knobs struct {
	seed     uint64
	off      []string
	features []string
	streams  map[string]*rand.Rand
	decided  map[string]bool
	chosen   map[string]string
}

func newKnobs(seed uint64, off []string) knobs {
	return knobs{seed: seed, off: off, streams: map[string]*rand.Rand{}, decided: map[string]bool{}, chosen: map[string]string{}}
}

// rnd is the stream of random numbers of a name.
func (k *knobs) rnd(name string) *rand.Rand {
	if r, ok := k.streams[name]; ok {
		return r
	}
	r := k.fresh(name)
	k.streams[name] = r
	return r
}

func (k *knobs) fresh(name string) *rand.Rand {
	h := fnv.New64a()
	h.Write([]byte(name))
	return rand.New(rand.NewPCG(k.seed, h.Sum64()))
}

// on decides whether the page has a feature, at probability p.
func (k *knobs) on(name string, p float64) bool {
	yes, ok := k.decided[name]
	if !ok {
		yes = k.fresh("on "+name).Float64() < p && !slices.Contains(k.off, name)
		k.decided[name] = yes
		if yes {
			k.features = append(k.features, name)
		}
	}
	return yes
}

// has tells whether a feature was decided for.
func (k *knobs) has(name string) bool { return k.decided[name] }

// some decides whether the page has a feature, at probability p, and if so
// whether it shows at this place, at probability q. Its stream is its own.
func (k *knobs) some(name string, p, q float64) bool {
	return k.on(name, p) && chance(k.rnd("some "+name), q)
}

// choose picks one of several ways to do a thing. The first is the plain one,
// which stays when the picked one is turned off; any other is noted as a
// feature name:way.
func (k *knobs) choose(name string, ways ...string) string {
	if way, ok := k.chosen[name]; ok {
		return way
	}
	way := ways[k.fresh("choose "+name).IntN(len(ways))]
	if slices.Contains(k.off, name+":"+way) {
		way = ways[0]
	}
	k.chosen[name] = way
	if way != ways[0] {
		k.features = append(k.features, name+":"+way)
	}
	return way
}

func pick[T any](r *rand.Rand, from ...T) T { return from[r.IntN(len(from))] }

func chance(r *rand.Rand, p float64) bool { return r.Float64() < p }
